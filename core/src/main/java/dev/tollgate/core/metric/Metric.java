package dev.tollgate.core.metric;

import java.util.List;

/**
 * Something that was counted or measured, once or several times.
 *
 * @param name 1 to 255 letters, such as {@code Denied}
 * @param values what was measured, each on its own, so that percentiles can be had; none when nothing was
 */
public record Metric(String name, Unit unit, List<Long> values) {
    private static final int LONGEST_NAME = 255;

    public Metric {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("a metric's name has 1 to " + LONGEST_NAME + " letters");
        }
        values = List.copyOf(values);
    }

    /** How CloudWatch calls what is measured. */
    public enum Unit {
        COUNT("Count"),
        MICROSECONDS("Microseconds"),
        MILLISECONDS("Milliseconds"),
        SECONDS("Seconds"),
        BYTES("Bytes");

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Say zero, too: an alarm then knows that somebody looked. */
    public static Metric count(String name, long count) {
        return new Metric(name, Unit.COUNT, List.of(count));
    }

    public static Metric of(String name, Unit unit, long value) {
        return new Metric(name, unit, List.of(value));
    }
}
