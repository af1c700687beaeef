package dev.tollgate.core.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;
import static dev.tollgate.core.scan.ByteClass.isDigit;

/** The value that a label announces: {@code MRN: 00123456}, {@code chart no. is A-4711}, {@code 患者番号は0012345}. */
public final class BehindLabel {
    private static final int FARTHEST = 32;
    private static final int MOST_WORDS = 3;
    private static final String SIGNS = " \t:=#\"'([->.|*";

    /** What may stand between; signs of other scripts are read as words. */
    private static final List<byte[]> WORDS = List.of(
                    "number", "num", "no", "nr", "n", "id", "code", "is", "was", "nummer", "ist", "lautet", "numéro",
                    "est", "número", "es", "numero", "è", "é", "numer", "to", "jest", "º", "°", "n°", "nº", "は", "：",
                    "の", "\u00A0", "of", "for", "de", "von")
            .stream()
            .map(word -> word.getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final byte OTHER = 0;
    private static final byte SIGN = 1;
    private static final byte FIRST_OF_WORD = 2;
    private static final byte[] KINDS = kinds();

    private BehindLabel() {}

    /**
     * Where a value with a letter or digit begins; -1 when there is none on the line, or too far away.
     *
     * @param end the byte after the label
     */
    public static int start(byte[] text, int to, int end) {
        int latest = Math.min(to, end + FARTHEST);
        int words = 0;
        int at = end;
        while (at < latest) {
            byte b = text[at];
            if (KINDS[b & 0xFF] == SIGN) {
                at++;
                continue;
            }
            if (!isAlphanumeric(b)) {
                return -1;
            }
            int word = words < MOST_WORDS ? wordEnd(text, at, latest) : at;
            if (word == at) {
                return at;
            }
            words++;
            at = word;
        }
        return -1;
    }

    /** The end of a connecting word; {@code at} when none stands here. */
    private static int wordEnd(byte[] text, int at, int latest) {
        if (KINDS[ByteClass.lower(text[at]) & 0xFF] == OTHER) {
            return at;
        }
        for (byte[] word : WORDS) {
            int end = at + word.length;
            if (end <= latest
                    && isWord(text, at, word)
                    && (word[0] < 0 || end == latest || !isAlphanumeric(text[end]))) {
                return end;
            }
        }
        return at;
    }

    private static boolean isWord(byte[] text, int at, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (ByteClass.lower(text[at + i]) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The end of letters of ASCII and digits, with single {@code -}, {@code /} or {@code .} between them; {@code start}
     * when they are more than so many bytes, or part of something else.
     */
    public static int tokenEnd(byte[] text, int start, int to, int mostBytes) {
        int latest = Math.min(to, start + mostBytes + 1);
        int end = start;
        while (end < latest && (isPart(text[end]) || end > start && isJoint(text, end, to))) {
            end++;
        }
        boolean isWhole = end - start <= mostBytes && (end == to || !isJoinedAfter(text, end, to));
        return isWhole ? end : start;
    }

    public static int digits(byte[] text, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += isDigit(text[i]) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isPart(byte b) {
        return isDigit(b) || isAsciiLetter(b);
    }

    private static boolean isJoint(byte[] text, int at, int to) {
        byte b = text[at];
        return (b == '-' || b == '/' || b == '.') && at + 1 < to && isPart(text[at + 1]) && isPart(text[at - 1]);
    }

    /** {@code 12:30}, {@code 12,5}, {@code 12%}, {@code a@b}, {@code a_b}; Chinese and Japanese go on without a space. */
    private static boolean isJoinedAfter(byte[] text, int end, int to) {
        byte after = text[end];
        if (after == '@' || after == '_' || after == '%' || after == '(') {
            return true;
        }
        boolean mayBeNumber = after == ':' || after == ',';
        return mayBeNumber && end + 1 < to && isDigit(text[end + 1]);
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (int i = 0; i < SIGNS.length(); i++) {
            kinds[SIGNS.charAt(i)] = SIGN;
        }
        for (byte[] word : WORDS) {
            kinds[word[0] & 0xFF] = FIRST_OF_WORD;
        }
        return kinds;
    }
}
