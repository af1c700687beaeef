package dev.tollgate.core.scan;

import java.util.HashSet;
import java.util.Set;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What stands for something that was redacted: {@code [IBAN]}, or where it is the same for the same value, {@code
 * [IBAN:k1:qsmrthbpkcdnlfgj]}, a key's id and letters of a keyed hash. Nothing is found inside of one.
 */
public final class TokenForm {
    /** Without vowels and digits, so that they spell nothing. */
    public static final String ALPHABET = "bcdfghjklmnpqrst";

    public static final int LETTERS = 16;

    /** A field that a rule is about. */
    public static final String FIELD = "FIELD";

    /** A text that could not be looked at. */
    public static final String UNSCANNED = "UNSCANNED";

    /** The name of a member that wanted to instruct the model. */
    public static final String INJECTION = "INJECTION";

    /** A text of which nothing was visible. */
    public static final String HIDDEN_TEXT = "HIDDEN_TEXT";

    /** The end of a text, for which there was no room. */
    public static final String TRUNCATED = "TRUNCATED";

    /** A container inside of too many others. */
    public static final String TOO_DEEP = "TOO_DEEP";

    private static final int LONGEST_TYPE = 64;
    private static final int LONGEST_KEY = 8;
    static final int LONGEST = LONGEST_TYPE + LONGEST_KEY + LETTERS + 4;

    private final Set<String> names =
            new HashSet<>(Set.of(FIELD, UNSCANNED, INJECTION, HIDDEN_TEXT, TRUNCATED, TOO_DEEP));

    /** @param types of findings that tokens stand for */
    public TokenForm(Set<FindingType> types) {
        types.forEach(type -> names.add(type.name()));
    }

    /** Whether these bytes stand inside of one. */
    public boolean covers(byte[] text, int from, int to, int start, int end) {
        int opening = opening(text, from, to, start);
        return opening >= 0 && end(text, opening, to) >= end;
    }

    /** Where the text can be cut that no token is cut: here, or where the one begins that stands across. */
    public int cut(byte[] text, int from, int to, int at) {
        int opening = at > from ? opening(text, from, to, at - 1) : -1;
        return opening >= 0 && end(text, opening, to) > at ? opening : at;
    }

    /** The bracket of which this byte may stand behind; -1 when there is none. */
    private static int opening(byte[] text, int from, int to, int at) {
        int earliest = Math.max(from, at - LONGEST);
        for (int i = at; i >= earliest; i--) {
            byte b = i == to ? (byte) 0 : text[i];
            if (isBound(b) && (b != ']' || i < at)) {
                return b == '[' ? i : -1;
            }
        }
        return -1;
    }

    /** Whether no token goes on across this byte. */
    static boolean isBound(byte b) {
        return b == '[' || b == ']' || b == ' ' || b == '\n';
    }

    /** Whether the whole text is one. */
    public boolean is(byte[] text, int from, int to) {
        return to > from && text[from] == '[' && end(text, from, to) == to;
    }

    /** The byte after the token that begins here; 0 when none does: {@code [4111111111111111]} is none. */
    int end(byte[] text, int start, int to) {
        int at = start + 1;
        while (at < to && at - start <= LONGEST_TYPE && isOfType(text[at])) {
            at++;
        }
        if (at == start + 1 || at == to || !names.contains(new String(text, start + 1, at - start - 1, US_ASCII))) {
            return 0;
        }
        if (text[at] == ']') {
            return at + 1;
        }
        int key = at + 1;
        int keyEnd = key;
        while (keyEnd < to && keyEnd - key <= LONGEST_KEY && isOfKey(text[keyEnd])) {
            keyEnd++;
        }
        if (text[at] != ':' || keyEnd == key || keyEnd + LETTERS + 2 > to || text[keyEnd] != ':') {
            return 0;
        }
        int letters = keyEnd + 1;
        for (int i = letters; i < letters + LETTERS; i++) {
            if (ALPHABET.indexOf(text[i]) < 0) {
                return 0;
            }
        }
        return text[letters + LETTERS] == ']' ? letters + LETTERS + 1 : 0;
    }

    private static boolean isOfType(byte b) {
        return b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
    }

    private static boolean isOfKey(byte b) {
        return b >= 'a' && b <= 'z' || b >= '0' && b <= '9';
    }
}
