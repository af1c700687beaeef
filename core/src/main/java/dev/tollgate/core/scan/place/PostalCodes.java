package dev.tollgate.core.scan.place;

import dev.tollgate.core.scan.ByteClass;
import dev.tollgate.core.scan.PersonalType;
import dev.tollgate.core.scan.ResourceLines;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isEnd;

/**
 * Postal codes behind a label, or as the value of a field: those of the United States (ZIP and ZIP+4), Britain, Canada, the
 * Netherlands, Poland, Portugal, Brazil, Japan, India and all of four, five or six digits. A number alone is none.
 */
public final class PostalCodes implements WordDetector {
    private static final int LABELLED = 85;
    private static final int REACH = 6;
    /** Any other pin is a secret of a card or a telephone. */
    private static final String INDIAN = "pin";

    private static final byte[] WIDE_COLON = "：".getBytes(StandardCharsets.UTF_8);

    /** {@code 9} is a digit, {@code A} a letter, anything else itself. */
    private static final List<String> SHAPES = List.of(
            "99999-9999",
            "99999-999",
            "99999",
            "999999",
            "999 999",
            "9999-999",
            "9999 AA",
            "9999AA",
            "9999",
            "999-9999",
            "99-999",
            "A9A 9A9",
            "A9A9A9",
            "AA9A 9AA",
            "A9A 9AA",
            "A9 9AA",
            "A99 9AA",
            "AA9 9AA",
            "AA99 9AA",
            "AA9A9AA",
            "A99AA",
            "A999AA",
            "AA99AA",
            "AA999AA");

    private static final String KINDS = "9A -";
    private static final int OTHER = KINDS.length();
    private static final int LONGEST = 10;
    private static final byte[] KIND = kinds();
    private static final int[][] GOING_ON = goingOn();
    private static final int[] ENDING = ending();

    private final List<String> words = ResourceLines.of(PostalCodes.class, "postal-codes.txt");
    private final int[] lengths = words.stream()
            .mapToInt(word -> word.getBytes(StandardCharsets.UTF_8).length)
            .toArray();

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public void look(byte[] text, int from, int to, int word, int end, Sink sink) {
        int start = end - lengths[word];
        if (text[start] >= 0 && !ByteClass.isStart(text, from, start) || text[end - 1] >= 0 && !isEnd(text, to, end)) {
            return;
        }
        int next = end;
        while (next < to && next - end < REACH && isBetween(text[next])) {
            next++;
        }
        next += isWideColon(text, next, to) ? WIDE_COLON.length : 0;
        if (next + 2 < to && text[next] == 'i' && text[next + 1] == 's' && text[next + 2] == ' ') {
            next += 3;
        }
        next = afterCountry(text, next, to);
        int codeEnd = codeEnd(text, next, to);
        boolean isIndian = codeEnd - next == 6 || codeEnd - next == 7 && text[next + 3] == ' ';
        if (codeEnd > next && (isIndian || !words.get(word).startsWith(INDIAN))) {
            sink.found(PersonalType.POSTAL_CODE, next, codeEnd, LABELLED);
        }
    }

    private static boolean isWideColon(byte[] text, int at, int to) {
        return at + WIDE_COLON.length < to
                && text[at] == WIDE_COLON[0]
                && text[at + 1] == WIDE_COLON[1]
                && text[at + 2] == WIDE_COLON[2];
    }

    private static boolean isBetween(byte b) {
        return b == ' ' || b == ':' || b == '=' || b == '"' || b == '\'' || b == '.' || b == '#';
    }

    /** {@code D-10115}, {@code 〒100-0001}. */
    private static int afterCountry(byte[] text, int at, int to) {
        if (at + 2 < to && text[at + 1] == '-' && isDigit(text[at + 2])) {
            return isDigit(text[at]) ? at : at + 2;
        }
        boolean isMark =
                at + 3 < to && text[at] == (byte) 0xE3 && text[at + 1] == (byte) 0x80 && text[at + 2] == (byte) 0x92;
        return isMark ? at + 3 : at;
    }

    /** The whole value of a field is one. */
    public void lookField(byte[] text, int from, int to, Sink sink) {
        int start = afterCountry(text, from, to);
        if (codeEnd(text, start, to) == to && to > start) {
            sink.found(PersonalType.POSTAL_CODE, start, to, LABELLED);
        }
    }

    /** The byte after the longest code that begins here and is no part of a longer number; {@code at} when there is none. */
    static int codeEnd(byte[] text, int at, int to) {
        int end = at;
        int alive = -1;
        int latest = Math.min(to, at + GOING_ON.length);
        for (int next = at; next < latest && alive != 0; next++) {
            alive &= GOING_ON[next - at][KIND[text[next] & 0xFF]];
            if ((alive & ENDING[next - at]) != 0 && isWhole(text, to, next + 1)) {
                end = next + 1;
            }
        }
        return end;
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (int b = 0; b < kinds.length; b++) {
            char symbol = b >= '0' && b <= '9' ? '9' : b >= 'A' && b <= 'Z' ? 'A' : (char) b;
            int kind = KINDS.indexOf(symbol);
            kinds[b] = (byte) (kind < 0 ? OTHER : kind);
        }
        return kinds;
    }

    /** For each byte of a code and each kind the shapes, as bits, that have it there. */
    private static int[][] goingOn() {
        var goingOn = new int[LONGEST][KINDS.length() + 1];
        for (int shape = 0; shape < SHAPES.size(); shape++) {
            for (int i = 0; i < SHAPES.get(shape).length(); i++) {
                goingOn[i][KINDS.indexOf(SHAPES.get(shape).charAt(i))] |= 1 << shape;
            }
        }
        return goingOn;
    }

    /** For each byte of a code the shapes whose last it is. */
    private static int[] ending() {
        var ending = new int[LONGEST];
        for (int shape = 0; shape < SHAPES.size(); shape++) {
            ending[SHAPES.get(shape).length() - 1] |= 1 << shape;
        }
        return ending;
    }

    private static boolean isWhole(byte[] text, int to, int end) {
        boolean isJoined = end + 1 < to
                && (text[end] == '-' || text[end] == '.' || text[end] == '/' || text[end] == ',')
                && isDigit(text[end + 1]);
        return isEnd(text, to, end) && !isJoined;
    }
}
