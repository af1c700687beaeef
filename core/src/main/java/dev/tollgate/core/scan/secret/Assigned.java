package dev.tollgate.core.scan.secret;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;

/**
 * Where a name gives a value: {@code name=value}, {@code "name": "value"}, {@code <name>value<}, {@code ("name", "value")}.
 */
final class Assigned {
    /** Bytes behind a name that belong to it, such as {@code _API_KEY} behind {@code DATADOG}. */
    private static final int LONGEST_REST = 24;

    private static final int MOST_CLOSERS = 4;
    private static final int MOST_SPACES = 24;

    private Assigned() {}

    /** How a value is given. */
    enum How {
        EQUALS,
        COLON,
        COMMA,
        CALL,
        TAG
    }

    /**
     * @param how the sign between name and value
     * @param at the byte behind that sign and the space after it
     * @param isSpaced whether space stands in front of the sign
     */
    record Operator(How how, int at, boolean isSpaced) {}

    /** Where the value of a label begins, behind quotes; -1 when it has none. */
    static int valueBehind(byte[] text, int to, int end) {
        int rest = end;
        int latest = Math.min(to, end + LONGEST_REST);
        while (rest < latest
                && (isAlphanumeric(text[rest])
                        || text[rest] == '_'
                        || text[rest] == '-'
                        || text[rest] == '.'
                        || text[rest] == ' ')) {
            rest++;
        }
        long found = signBehind(text, to, rest);
        if (found < 0) {
            return -1;
        }
        int at = (int) found;
        int most = Math.min(to, at + 3);
        while (at < most && (text[at] == '"' || text[at] == '\'' || text[at] == '`' || text[at] == '\\')) {
            at++;
        }
        return at;
    }

    /** The sign behind a name: its ordinal times 2^33, a bit for space before it, and where the value begins; or -1. */
    static long signBehind(byte[] text, int to, int end) {
        int at = end;
        int closers = 0;
        while (at < to && closers < MOST_CLOSERS && isCloser(text[at])) {
            at++;
            closers++;
        }
        int afterClosers = at;
        at = spaces(text, to, at);
        if (at >= to) {
            return -1;
        }
        long spaced = at > afterClosers ? 1L << 32 : 0;
        return switch (text[at]) {
            case '=' -> packed(How.EQUALS, spaced, spaces(text, to, behindEquals(text, to, at + 1)));
            case ':' -> colon(text, to, at, spaced);
            case ',' -> closers > 0 ? packed(How.COMMA, spaced, spaces(text, to, at + 1)) : -1;
            case '(' -> closers == 0 && spaced == 0 ? packed(How.CALL, spaced, at + 1) : -1;
            case '>' -> closers == 0 && spaced == 0 ? packed(How.TAG, spaced, at + 1) : -1;
            // The wide colon of Chinese and Japanese texts.
            case (byte) 0xEF ->
                at + 2 < to && text[at + 1] == (byte) 0xBC && text[at + 2] == (byte) 0x9A
                        ? packed(How.COLON, spaced, spaces(text, to, at + 3))
                        : -1;
            default -> -1;
        };
    }

    private static long colon(byte[] text, int to, int at, long spaced) {
        if (at + 1 < to && text[at + 1] == ':') {
            return -1;
        }
        boolean isWalrus = at + 1 < to && text[at + 1] == '=';
        int behind = at + (isWalrus ? 2 : 1);
        // Bold in Markdown: **Password:** value
        while (behind < to && text[behind] == '*') {
            behind++;
        }
        return packed(isWalrus ? How.EQUALS : How.COLON, spaced, spaces(text, to, behind));
    }

    private static long packed(How how, long spaced, int at) {
        return (long) how.ordinal() << 33 | spaced | at;
    }

    static Operator operator(long sign) {
        return new Operator(How.values()[(int) (sign >>> 33)], (int) sign, (sign >>> 32 & 1) != 0);
    }

    private static int behindEquals(byte[] text, int to, int at) {
        int behind = at;
        while (behind < to && behind < at + 2 && (text[behind] == '=' || text[behind] == '>')) {
            behind++;
        }
        return behind;
    }

    private static boolean isCloser(byte b) {
        return b == '"' || b == '\'' || b == '`' || b == ']' || b == '\\' || b == '*';
    }

    private static int spaces(byte[] text, int to, int at) {
        int next = at;
        int latest = Math.min(to, at + MOST_SPACES);
        while (next < latest && (text[next] == ' ' || text[next] == '\t')) {
            next++;
        }
        return next;
    }
}
