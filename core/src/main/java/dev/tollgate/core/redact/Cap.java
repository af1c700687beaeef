package dev.tollgate.core.redact;

import java.util.OptionalLong;

/**
 * How much of an answer is left.
 *
 * @param bytes of JSON
 * @param rows items of any array
 * @param depth containers within each other
 */
public record Cap(OptionalLong bytes, OptionalLong rows, OptionalLong depth) {
    public static final Cap NONE = new Cap(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Cap {
        if (bytes.orElse(0) < 0 || rows.orElse(0) < 0 || depth.orElse(0) < 0) {
            throw new IllegalArgumentException("a cap is 0 or more");
        }
    }

    public Cap strictest(Cap other) {
        return new Cap(smaller(bytes, other.bytes), smaller(rows, other.rows), smaller(depth, other.depth));
    }

    private static OptionalLong smaller(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }
}
