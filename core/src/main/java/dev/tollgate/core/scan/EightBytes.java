package dev.tollgate.core.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of a text at once, for loops that look for few bytes among many others (Warren, "Hacker's Delight", section
 * 6-1). What it says of a byte may also be said of one behind a byte of which it is true, so that it is a reason to look.
 */
public final class EightBytes {
    public static final int LENGTH = Long.BYTES;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x80 * ONES;

    private EightBytes() {}

    /** @param at there must be eight bytes from here on */
    public static long of(byte[] text, int at) {
        return (long) EIGHT.get(text, at);
    }

    /** {@link #isAny} of it is whether one of the eight may be this byte of ASCII. */
    public static long like(long eight, char b) {
        long others = eight ^ b * ONES;
        return others - ONES & ~others;
    }

    /** {@link #isAny} of it is whether one of the eight may be a control character. */
    public static long controls(long eight) {
        return eight - ' ' * ONES & ~eight;
    }

    /** Whether one of the eight is beyond ASCII, or what was found is not nothing. */
    public static boolean isAny(long found) {
        return (found & HIGHS) != 0;
    }
}
