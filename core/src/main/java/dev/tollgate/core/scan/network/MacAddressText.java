package dev.tollgate.core.scan.network;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isHex;

/** MAC addresses (IEEE 802, EUI-48): six pairs with colons or dashes, or three fours with dots. */
public final class MacAddressText {
    private static final int PAIRS = 17;
    private static final int FOURS = 14;

    /**
     * @param start the first byte of a group of two or four hexadecimal digits
     * @return the byte after the address; {@code start} when there is none
     */
    public int look(byte[] text, int from, int to, int start, Sink sink) {
        if (start + FOURS > to || isBehindMore(text, from, start)) {
            return start;
        }
        int end = end(text, to, start);
        if (end == start || goesOn(text, to, start, end) || isAllTheSame(text, start, end)) {
            return start;
        }
        sink.found(PersonalType.MAC_ADDRESS, start, end, 90);
        return end;
    }

    private static int end(byte[] text, int to, int start) {
        if (start + FOURS <= to && text[start + 4] == '.') {
            return isGrouped(text, start, FOURS, 4, (byte) '.') ? start + FOURS : start;
        }
        if (start + PAIRS > to) {
            return start;
        }
        byte separator = text[start + 2];
        return (separator == ':' || separator == '-') && isGrouped(text, start, PAIRS, 2, separator)
                ? start + PAIRS
                : start;
    }

    private static boolean isGrouped(byte[] text, int start, int length, int group, byte separator) {
        for (int i = 0; i < length; i++) {
            byte b = text[start + i];
            boolean fits = i % (group + 1) == group ? b == separator : isHex(b);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean goesOn(byte[] text, int to, int start, int end) {
        return end < to && (isAlphanumeric(text[end]) || text[end] == text[start + 2]);
    }

    private static boolean isBehindMore(byte[] text, int from, int start) {
        return start > from && (isAlphanumeric(text[start - 1]) || text[start - 1] == text[start + 2]);
    }

    /** {@code 00:00:00:00:00:00} and the broadcast address are nobody's. */
    private static boolean isAllTheSame(byte[] text, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (isHex(text[i]) && (text[i] | 0x20) != (text[start] | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
