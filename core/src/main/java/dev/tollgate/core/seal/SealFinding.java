package dev.tollgate.core.seal;

import dev.tollgate.core.json.Json;
import java.util.Locale;

/**
 * One thing that is wrong, and where.
 *
 * @param text for people; it goes on where {@link Place#text} ends
 */
public record SealFinding(Problem problem, Place place, String text) {

    /** What is wrong, for programs. */
    public enum Problem {
        CONTENT_CHANGED,
        RECORD_MOVED,
        NOT_LINKED,
        OPENING_MISPLACED,
        PLACE_TAKEN_TWICE,
        RECORDS_MISSING,
        CHAIN_CUT,
        CHAIN_MISSING,
        CHAIN_REPLACED,
        CHAIN_EMPTY,
        CHAIN_LEFT,
        NO_WRITER,
        INDEX_KEYS,
        CHECKPOINT_MISSING,
        CHECKPOINT_UNREADABLE,
        CHECKPOINT_REPLAYED,
        NOT_SIGNED,
        OTHER_ORIGIN,
        FORK,
        NOT_FOLLOWING,
        MANIFEST_MISSING,
        MANIFEST_CHANGED,
        RANGES_BROKEN,
        OTHER_ROOT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Both ends included. */
    public sealed interface Place {
        String text();
    }

    public record Records(String writer, long from, long to) implements Place {
        @Override
        public String text() {
            return "chain " + writer + ", " + span("record", from, to);
        }
    }

    public record Checkpoints(long from, long to) implements Place {
        @Override
        public String text() {
            return span("checkpoint", from, to);
        }
    }

    /** Such as {@code record 3}, {@code records 3 to 7}. */
    static String span(String what, long from, long to) {
        return from == to ? what + " " + from : what + "s " + from + " to " + to;
    }

    /** One line. */
    public String line() {
        return place.text() + ": " + text;
    }

    public Json.Obj json() {
        var json = Json.object().put("problem", problem.word());
        switch (place) {
            case Records(String writer, long from, long to) ->
                json.put("writer", writer).put("seq", from).put("to", to);
            case Checkpoints(long from, long to) -> json.put("checkpoint", from).put("to", to);
        }
        return json.put("text", line()).build();
    }
}
