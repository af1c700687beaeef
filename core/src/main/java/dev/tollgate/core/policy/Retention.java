package dev.tollgate.core.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long audit records are kept, by what they are about.
 *
 * @param usual of every kind that is not named; up to 3,660 days, as each of the others
 * @param ofKinds by the word of the kind, as records have it
 */
public record Retention(Duration usual, Map<String, Duration> ofKinds) {
    public static final Duration LONGEST = Duration.ofDays(3_660);

    /** The kinds that a bundle decides about. Acts and openings of chains are kept for a time of their own. */
    public static final List<String> KINDS =
            List.of("decision", "search", "redaction", "approval", "security", "journal", "observed", "read");

    public Retention {
        ofKinds = Map.copyOf(ofKinds);
        check(usual);
        ofKinds.forEach((kind, time) -> {
            check(time);
            if (!KINDS.contains(kind)) {
                throw new IllegalArgumentException("no bundle decides how long records of kind " + kind + " are kept");
            }
        });
    }

    private static void check(Duration time) {
        if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("records are kept for up to 3,660 days, not for " + time);
        }
    }

    /** The same for all. */
    public static Retention of(Duration usual) {
        return new Retention(usual, Map.of());
    }

    public Duration of(String kind) {
        return Optional.ofNullable(ofKinds.get(kind)).orElse(usual);
    }
}
