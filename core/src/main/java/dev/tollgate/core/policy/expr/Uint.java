package dev.tollgate.core.policy.expr;

/** CEL's {@code uint}: the 64 bits, read without a sign. */
public record Uint(long bits) implements Comparable<Uint> {
    private static final double TWO_TO_63 = 0x1p63;

    boolean fitsLong() {
        return bits >= 0;
    }

    double toDouble() {
        // Of the upper half, the lowest bit only matters for rounding, and is kept for it.
        return bits >= 0 ? (double) bits : (double) ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    /** @param number at least 0 and below 2^64 */
    static Uint truncated(double number) {
        return new Uint(number < TWO_TO_63 ? (long) number : (long) (number - TWO_TO_63) + Long.MIN_VALUE);
    }

    @Override
    public int compareTo(Uint other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
