package dev.tollgate.core.scan.place;

import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.Sink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isStart;

/**
 * Decimal degrees, latitude first (RFC 5870, section 3.4.2): {@code 52.52000, 13.40495}. Fewer than four decimals are more
 * than ten metres, and mostly something else.
 */
public final class GeoCoordinates {
    private static final int DECIMALS = 4;
    private static final int MOST_DECIMALS = 15;
    private static final int PAIR = 55;
    private static final int MARKED_PAIR = 85;
    private static final int BEHIND_LABEL = 60;
    private static final int LONGEST_ARGUMENTS = 96;

    /** Functions of CSS and SVG whose arguments are places on a screen. */
    private static final List<byte[]> DRAWING = Stream.of(
                    "translate", "translate3d", "matrix", "scale", "rotate", "skew")
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private static final int IN_FIELD = 85;

    /** Where a number ends. */
    private record Degrees(int end) {}

    /**
     * @param at the first digit of a group of digits
     * @return the byte after the coordinates; {@code at} when there are none
     */
    public int look(byte[] text, int from, int to, int at, Sink sink) {
        int marked = MarkedDegrees.pairEnd(text, at, to);
        if (marked > at) {
            sink.found(PersonalType.GEO_COORDINATES, at, marked, MARKED_PAIR);
            return marked;
        }
        int start = at > from && text[at - 1] == '-' ? at - 1 : at;
        Degrees latitude = degrees(text, start, to, 90);
        if (latitude.end() == start) {
            return at;
        }
        if (isArgument(text, from, start)) {
            return argumentsEnd(text, start, to);
        }
        int next = latitude.end();
        while (next < to && next - latitude.end() < 3 && (text[next] == ',' || text[next] == ' ')) {
            next++;
        }
        if (next == latitude.end()) {
            return at;
        }
        Degrees longitude = degrees(text, next, to, 180);
        if (longitude.end() == next) {
            return at;
        }
        sink.found(PersonalType.GEO_COORDINATES, start, longitude.end(), PAIR);
        return longitude.end();
    }

    private static boolean isArgument(byte[] text, int from, int start) {
        int open = start - 1;
        return open > from && text[open] == '(' && DRAWING.stream().anyMatch(name -> isBefore(text, from, open, name));
    }

    private static int argumentsEnd(byte[] text, int start, int to) {
        int latest = Math.min(to, start + LONGEST_ARGUMENTS);
        int end = start;
        while (end < latest && text[end] != ')') {
            end++;
        }
        return end;
    }

    private static boolean isBefore(byte[] text, int from, int end, byte[] name) {
        int start = end - name.length;
        return start >= from && Arrays.equals(text, start, end, name, 0, name.length) && isStart(text, from, start);
    }

    /** The whole text is a number, in a field whose name says latitude or longitude. */
    public void lookField(byte[] text, int from, int to, Sink sink) {
        Degrees degrees = degrees(text, from, to, 180);
        if (to > from && (degrees.end() == to || MarkedDegrees.end(text, from, to) == to)) {
            sink.found(PersonalType.GEO_COORDINATES, from, to, IN_FIELD);
        }
    }

    /** {@code lat=52.52000}: one number that is called so. */
    public void behindLabel(byte[] text, int to, int end, Sink sink) {
        int at = end;
        while (at < to && at - end < 4 && isBetween(text[at])) {
            at++;
        }
        int marked = MarkedDegrees.end(text, at, to);
        Degrees degrees = degrees(text, at, to, 180);
        int last = marked > at ? marked : degrees.end();
        if (at > end && last > at) {
            sink.found(PersonalType.GEO_COORDINATES, at, last, BEHIND_LABEL);
        }
    }

    private static boolean isBetween(byte b) {
        return b == ' ' || b == ':' || b == '=' || b == '"' || b == '\'';
    }

    private static Degrees degrees(byte[] text, int start, int to, int most) {
        var none = new Degrees(start);
        int i = start;
        if (i < to && text[i] == '-') {
            i++;
        }
        int digits = i;
        int whole = 0;
        while (i < to && i - digits < 4 && isDigit(text[i])) {
            whole = whole * 10 + text[i++] - '0';
        }
        if (i == digits || i - digits > 3 || whole > most || i == to || text[i] != '.') {
            return none;
        }
        int decimals = ++i;
        while (i < to && i - decimals <= MOST_DECIMALS && isDigit(text[i])) {
            i++;
        }
        boolean isCut = i < to && (isAlphanumeric(text[i]) || text[i] == '.' && i + 1 < to && isDigit(text[i + 1]));
        return i - decimals < DECIMALS || isCut ? none : new Degrees(i);
    }
}
