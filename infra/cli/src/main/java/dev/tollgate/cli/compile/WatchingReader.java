package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.Reaction;
import dev.tollgate.core.policy.Reaction.Event;
import dev.tollgate.core.policy.Tightening;
import dev.tollgate.core.policy.Watching;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is done when denials of an agent pile up, or a key shows up in too many places. */
final class WatchingReader {
    private static final Map<String, Event> EVENT = Words.of(Event.class, Event::word);
    private static final Map<String, Posture> DO =
            Words.of(Posture.READ_ONLY.word(), Posture.READ_ONLY, Posture.LOCKDOWN.word(), Posture.LOCKDOWN);

    private WatchingReader() {}

    static Watching read(Fields bundle) {
        Optional<Tightening> tightening = bundle.optional("tightening")
                .flatMap(value -> value.fields(Shape.TIGHTENING))
                .flatMap(WatchingReader::tightening);
        Optional<Value> reactions = bundle.optional("reactions");
        List<Value> list = reactions.map(Value::list).orElse(List.of());
        if (list.size() > Watching.MOST_REACTIONS) {
            reactions.orElseThrow().problem("a bundle has at most " + Watching.MOST_REACTIONS + " reactions");
            return new Watching(tightening, List.of());
        }
        return new Watching(
                tightening,
                list.stream()
                        .flatMap(value -> value.fields(Shape.REACTION).stream())
                        .flatMap(fields -> reaction(fields).stream())
                        .toList());
    }

    private static Optional<Tightening> tightening(Fields fields) {
        Optional<Long> after = fields.required("after", "how many denials, such as 20")
                .flatMap(value -> value.integer(1, Tightening.MOST_DENIALS));
        Optional<Duration> within = within(fields, Watching.SHORTEST_WINDOW, "10s to 1h");
        Optional<Long> factor = fields.required("factor", "how many times the cost of a call, such as 4")
                .flatMap(value -> value.integer(Tightening.LEAST_FACTOR, Tightening.MOST_FACTOR));
        return after.isPresent() && within.isPresent() && factor.isPresent()
                ? Optional.of(new Tightening(after.get(), within.get(), factor.get()))
                : Optional.empty();
    }

    private static Optional<Reaction> reaction(Fields fields) {
        Optional<Event> event =
                fields.required("event", "denials or key_networks").flatMap(value -> value.oneOf(EVENT));
        Optional<Value> written = fields.required("count", "from how many on, such as 50");
        Optional<Long> count = event.flatMap(kind -> written.flatMap(value -> count(kind, value)));
        Optional<Duration> within = event.flatMap(kind -> within(fields, Reaction.shortestWindow(kind), range(kind)));
        Optional<Posture> posture =
                fields.required("do", "read_only or lockdown").flatMap(value -> value.oneOf(DO));
        Optional<Duration> lasting = fields.required("for", "for how long, such as 1h")
                .flatMap(value -> value.duration(Reaction.SHORTEST, Reaction.LONGEST, "10s to 30d"));
        return event.isPresent()
                        && count.isPresent()
                        && within.isPresent()
                        && posture.isPresent()
                        && lasting.isPresent()
                ? Optional.of(new Reaction(event.get(), count.get(), within.get(), posture.get(), lasting.get()))
                : Optional.empty();
    }

    private static Optional<Long> count(Event event, Value value) {
        return switch (event) {
            case DENIALS -> value.integer(1, Tightening.MOST_DENIALS);
            case KEY_NETWORKS -> value.integer(Reaction.LEAST_NETWORKS, Reaction.MOST_NETWORKS);
        };
    }

    private static String range(Event event) {
        return switch (event) {
            case DENIALS -> "10s to 1h";
            case KEY_NETWORKS -> "5m to 1h";
        };
    }

    private static Optional<Duration> within(Fields fields, Duration shortest, String expected) {
        return fields.required("within", "a span of time, such as 5m")
                .flatMap(value -> value.duration(shortest, Watching.LONGEST_WINDOW, expected));
    }
}
