package dev.tollgate.core.rollup;

import java.time.Instant;
import java.util.Comparator;

/**
 * What records of one row have in common. An empty text stands for what a record does not say.
 *
 * @param time where the minute, or the quarter of an hour, begins
 * @param kind the record's kind, or one of the words of {@link RecordCount} for what is no decision or no first answer
 * @param effect of a decision; what redaction did; the act, the event or the search of other kinds
 */
public record Key(Instant time, String kind, String agent, String server, String tool, String effect, String reason)
        implements Comparable<Key> {
    /** Stands for every tool and server whose name only a caller said: their number has no bound. */
    public static final String UNKNOWN = "?";

    private static final Comparator<Key> ORDER = Comparator.comparing(Key::time)
            .thenComparing(Key::kind)
            .thenComparing(Key::agent)
            .thenComparing(Key::server)
            .thenComparing(Key::tool)
            .thenComparing(Key::effect)
            .thenComparing(Key::reason);

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }

    Key at(Instant moment) {
        return new Key(moment, kind, agent, server, tool, effect, reason);
    }
}
