package dev.tollgate.core.scan.place;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** Degrees with their signs and the half of the earth (ISO 6709, annex D): {@code 52° 31′ 12″ N}, {@code 52.5200° N}. */
final class MarkedDegrees {
    private static final int MOST_DECIMALS = 10;

    private MarkedDegrees() {}

    /** The byte after two of them; {@code start} when they do not stand here. */
    static int pairEnd(byte[] text, int start, int to) {
        int first = end(text, start, to);
        if (first == start) {
            return start;
        }
        int next = first;
        while (next < to && next - first < 3 && (text[next] == ',' || text[next] == ' ' || text[next] == ';')) {
            next++;
        }
        int second = end(text, next, to);
        return second > next ? second : start;
    }

    /** The byte after one; {@code start} when none stands here. */
    static int end(byte[] text, int start, int to) {
        int degrees = number(text, start, to);
        int at = sign(text, degrees, to, '°');
        if (degrees == start || at == degrees) {
            return start;
        }
        at = skipSpace(text, at, to);
        int minutes = number(text, at, to);
        if (minutes > at) {
            at = skipSpace(text, sign(text, minutes, to, '′'), to);
            int seconds = number(text, at, to);
            at = seconds > at ? skipSpace(text, sign(text, seconds, to, '″'), to) : at;
        }
        boolean isHalf = at < to
                && (text[at] == 'N' || text[at] == 'S' || text[at] == 'E' || text[at] == 'W' || text[at] == 'O');
        return isHalf && (at + 1 == to || !isAlphanumeric(text[at + 1])) ? at + 1 : start;
    }

    private static int number(byte[] text, int start, int to) {
        int at = start;
        while (at < to && at - start < 3 && isDigit(text[at])) {
            at++;
        }
        if (at > start && at + 1 < to && text[at] == '.' && isDigit(text[at + 1])) {
            int decimals = at + 1;
            at = decimals;
            while (at < to && at - decimals < MOST_DECIMALS && isDigit(text[at])) {
                at++;
            }
        }
        return at;
    }

    /** The sign itself, or what keyboards have for it, as it may be doubled in CSV or escaped in JSON. */
    private static int sign(byte[] text, int at, int to, char sign) {
        if (at >= to) {
            return at;
        }
        if (sign == '°') {
            boolean is = at + 1 < to
                    && text[at] == (byte) 0xC2
                    && (text[at + 1] == (byte) 0xB0 || text[at + 1] == (byte) 0xBA);
            return is ? at + 2 : at;
        }
        int next = at;
        while (next < to && next - at < 4 && (text[next] == '\'' || text[next] == '"' || text[next] == '\\')) {
            next++;
        }
        boolean isPrime = next == at
                && at + 2 < to
                && text[at] == (byte) 0xE2
                && text[at + 1] == (byte) 0x80
                && (text[at + 2] & 0xFF) >= 0x98
                && (text[at + 2] & 0xFF) <= 0xB3;
        return isPrime ? at + 3 : next;
    }

    private static int skipSpace(byte[] text, int at, int to) {
        return at < to && text[at] == ' ' ? at + 1 : at;
    }
}
