package dev.tollgate.core.argument.schema;

import java.util.Map;
import java.util.OptionalInt;

/**
 * One escape of an ECMA-262 pattern.
 *
 * @param asRe2 the same in RE2, within a class too
 * @param character what it stands for, when that is one character
 * @param end the offset behind it
 */
record Escape(String asRe2, OptionalInt character, int end) {
    static final String SPACES = "\\t\\n\\x0B\\f\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}"
            + "\\x{205F}\\x{3000}\\x{FEFF}";
    private static final String NO_SPACES = "\\x00-\\x08\\x0E-\\x1F!-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}"
            + "\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}\\x{3001}-\\x{FEFE}"
            + "\\x{FF00}-\\x{10FFFF}";
    private static final Map<String, String> CATEGORIES = Map.of(
            "Letter",
            "L",
            "Mark",
            "M",
            "Number",
            "N",
            "Punctuation",
            "P",
            "Symbol",
            "S",
            "Separator",
            "Z",
            "Other",
            "C",
            "Uppercase_Letter",
            "Lu",
            "Lowercase_Letter",
            "Ll",
            "Decimal_Number",
            "Nd");
    private static final int LARGEST = 0x10FFFF;

    static Escape at(int start, String pattern) {
        if (start + 1 >= pattern.length()) {
            throw wrong("expected a character after \\", start);
        }
        int c = pattern.codePointAt(start + 1);
        int end = start + 1 + Character.charCount(c);
        return switch (c) {
            case 'd', 'D', 'w', 'W', 'b', 'B' -> new Escape("\\" + (char) c, OptionalInt.empty(), end);
            case 's' -> new Escape("[" + SPACES + "]", OptionalInt.empty(), end);
            case 'S' -> new Escape("[" + NO_SPACES + "]", OptionalInt.empty(), end);
            case 't' -> character('\t', end);
            case 'n' -> character('\n', end);
            case 'v' -> character('\u000B', end);
            case 'f' -> character('\f', end);
            case 'r' -> character('\r', end);
            case '0' -> zero(start, pattern);
            case 'c' -> control(start, pattern);
            case 'x' -> character(hex(start + 2, start + 4, pattern), start + 4);
            case 'u' -> unicode(start, pattern);
            case 'p', 'P' -> property(start, pattern);
            default -> itself(c, start, end);
        };
    }

    boolean isAssertion() {
        return asRe2.equals("\\b") || asRe2.equals("\\B");
    }

    /** The same, to be written between the brackets of a class. */
    String withinClass() {
        return asRe2.startsWith("[") ? asRe2.substring(1, asRe2.length() - 1) : asRe2;
    }

    static String literal(int c) {
        boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ' ' || c == '_';
        return plain ? Character.toString(c) : "\\x{" + Integer.toHexString(c) + "}";
    }

    private static Escape character(int c, int end) {
        return new Escape(literal(c), OptionalInt.of(c), end);
    }

    private static Escape itself(int c, int start, int end) {
        if (c >= '1' && c <= '9' || c == 'k') {
            throw wrong("expected a pattern without references back to a group", start);
        }
        if (Character.isLetterOrDigit(c)) {
            throw wrong("expected an escape that ECMA-262 knows", start);
        }
        return character(c, end);
    }

    private static Escape zero(int start, String pattern) {
        if (start + 2 < pattern.length() && Character.isDigit(pattern.charAt(start + 2))) {
            throw wrong("expected no octal escape", start);
        }
        return character(0, start + 2);
    }

    private static Escape control(int start, String pattern) {
        int letter = start + 2 < pattern.length() ? pattern.charAt(start + 2) | 0x20 : 0;
        if (letter < 'a' || letter > 'z') {
            throw wrong("expected a letter after \\c", start);
        }
        return character(letter - 'a' + 1, start + 3);
    }

    private static Escape unicode(int start, String pattern) {
        if (pattern.startsWith("{", start + 2)) {
            int end = pattern.indexOf('}', start);
            int c = end < 0 || end > start + 9 ? -1 : hex(start + 3, end, pattern);
            if (c < 0 || c > LARGEST) {
                throw wrong("expected \\u{…} with the number of a character", start);
            }
            return character(c, end + 1);
        }
        int high = hex(start + 2, start + 6, pattern);
        if (Character.isHighSurrogate((char) high) && pattern.startsWith("\\u", start + 6)) {
            int low = hex(start + 8, start + 12, pattern);
            if (Character.isLowSurrogate((char) low)) {
                return character(Character.toCodePoint((char) high, (char) low), start + 12);
            }
        }
        return character(high, start + 6);
    }

    private static Escape property(int start, String pattern) {
        int end = pattern.indexOf('}', start);
        if (!pattern.startsWith("{", start + 2) || end < 0) {
            throw wrong("expected \\p{…}", start);
        }
        String name = pattern.substring(start + 3, end);
        int equals = name.indexOf('=');
        String value = name.substring(equals + 1);
        String kind = equals < 0 ? "" : name.substring(0, equals);
        boolean known = kind.isEmpty() || kind.equals("Script") || kind.equals("sc") || kind.equals("gc");
        if (!known || !value.chars().allMatch(c -> Character.isLetter(c) || c == '_')) {
            throw wrong("expected \\p{…} with a general category or a script", start);
        }
        String re2 = "\\" + pattern.charAt(start + 1) + "{" + CATEGORIES.getOrDefault(value, value) + "}";
        return new Escape(re2, OptionalInt.empty(), end + 1);
    }

    private static int hex(int from, int to, String pattern) {
        if (to > pattern.length() || from >= to) {
            throw wrong("expected hexadecimal digits", from);
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(pattern.charAt(i), 16);
            if (digit < 0) {
                throw wrong("expected hexadecimal digits", from);
            }
            value = value << 4 | digit;
        }
        return value;
    }

    static IllegalArgumentException wrong(String message, int offset) {
        return new IllegalArgumentException(message + ", at offset " + offset);
    }
}
