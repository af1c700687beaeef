package dev.tollgate.core.redact;

import dev.tollgate.core.scan.ByteClass;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** JSON has many ways to write one number (RFC 8259, section 6); this is the one that people would write. */
final class PlainNumber {
    /** In front of the point or behind it. Longer ones are no number that anybody has. */
    private static final int MOST_DIGITS = 24;

    private static final int LONGEST_EXPONENT = 4;

    /** No number that is somebody's without a label has so few. */
    private static final int MOST_SMALL_DIGITS = 6;

    private static final byte[] PLAIN_ALREADY = {};

    private PlainNumber() {}

    /**
     * Without an exponent and without zeros at the end of a fraction: {@code 4111111111111111} of
     * {@code 4.1111111111111110e15}. Empty when it is plain already, or would be too long.
     */
    static byte[] of(byte[] json, int from, int to) {
        if (!hasOther(json, from, to)) {
            return PLAIN_ALREADY;
        }
        String literal = new String(json, from, to - from, US_ASCII);
        String plain = of(literal);
        return plain.equals(literal) ? PLAIN_ALREADY : plain.getBytes(US_ASCII);
    }

    /** Most numbers are prices, counts and the like. */
    static boolean isSmall(byte[] json, int from, int to) {
        if (to - from > MOST_SMALL_DIGITS + 2) {
            return false;
        }
        int digits = 0;
        for (int i = from; i < to; i++) {
            if ((json[i] | 0x20) == 'e') {
                return false;
            }
            digits += ByteClass.isDigit(json[i]) ? 1 : 0;
        }
        return digits <= MOST_SMALL_DIGITS;
    }

    /** Whether it has an exponent, or a zero at its end. */
    private static boolean hasOther(byte[] json, int from, int to) {
        boolean hasPoint = false;
        for (int i = from; i < to; i++) {
            if ((json[i] | 0x20) == 'e') {
                return true;
            }
            hasPoint |= json[i] == '.';
        }
        return hasPoint && json[to - 1] == '0';
    }

    private static String of(String literal) {
        int mantissaEnd = exponentAt(literal);
        int point = literal.indexOf('.');
        if (mantissaEnd == literal.length() && point < 0 || literal.length() - mantissaEnd > LONGEST_EXPONENT + 1) {
            return literal;
        }
        int start = literal.startsWith("-") ? 1 : 0;
        var digits = new StringBuilder();
        // How many of the digits stand in front of the point.
        int whole = (point < 0 ? mantissaEnd : point) - start;
        if (mantissaEnd < literal.length()) {
            whole += Integer.parseInt(literal, mantissaEnd + 1, literal.length(), 10);
        }
        for (int i = start; i < mantissaEnd; i++) {
            char c = literal.charAt(i);
            if (c == '0' && digits.isEmpty()) {
                whole--;
            } else if (c != '.') {
                digits.append(c);
            }
        }
        int last = digits.length();
        while (last > 0 && digits.charAt(last - 1) == '0') {
            last--;
        }
        digits.setLength(last);
        if (last == 0 || whole > MOST_DIGITS || last - whole > MOST_DIGITS) {
            return literal;
        }
        return (start == 0 ? "" : "-") + pointed(digits, whole);
    }

    private static String pointed(StringBuilder digits, int whole) {
        if (whole <= 0) {
            return "0." + "0".repeat(-whole) + digits;
        }
        return whole >= digits.length()
                ? digits.repeat('0', whole - digits.length()).toString()
                : digits.insert(whole, '.').toString();
    }

    private static int exponentAt(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if ((literal.charAt(i) | 0x20) == 'e') {
                return i;
            }
        }
        return literal.length();
    }
}
