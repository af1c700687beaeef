package dev.tollgate.core.scan.person;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isDigit;
import static dev.tollgate.core.scan.ByteClass.isLetter;
import static dev.tollgate.core.scan.ByteClass.isStart;

/** What stands around a name and tells whether it is one. Reads fewer than a hundred bytes. */
final class NameContext {
    private static final int LONGEST_LABEL = 24;
    private static final int CONTACT_REACH = 70;

    private NameContext() {}

    /** Part of an identifier, a path, a package or a call. */
    static boolean isCode(byte[] text, int from, int to, int at, int end) {
        if (at > from) {
            byte before = text[at - 1];
            if (before == '.'
                    || before == '/'
                    || before == '_'
                    || before == '#'
                    || before == '$'
                    || before == '\\'
                    || before == '-'
                    || before == '@') {
                return true;
            }
        }
        if (end == to) {
            return false;
        }
        byte after = text[end];
        return after == '_'
                || after == '/'
                || after == '='
                || after == '('
                || isDigit(after)
                || (after == '.' || after == '-' || after == ':') && end + 1 < to && isAlphanumeric(text[end + 1]);
    }

    /** {@code the} stands before it. */
    static boolean isThe(byte[] text, int from, int at) {
        return at - from >= 4
                && text[at - 1] == ' '
                && text[at - 2] == 'e'
                && text[at - 3] == 'h'
                && (text[at - 4] | 0x20) == 't'
                && isStart(text, from, at - 4);
    }

    /** Where the letters begin that end here. */
    static int lettersStart(byte[] text, int from, int end) {
        int start = end;
        int earliest = Math.max(from, end - LONGEST_LABEL);
        while (start > earliest && isLetter(text[start - 1])) {
            start--;
        }
        return start;
    }

    /** {@code Ann Smith <ann@example.org>}, {@code Ann Smith, +49 …}, {@code ann@example.org (Ann Smith)}. */
    static boolean hasContact(byte[] text, int from, int to, int at, int end) {
        int next = end;
        while (next < to && next - end < 4 && isOpening(text[next])) {
            next++;
        }
        if (next > end && next < to) {
            if (text[next] == '+' && next + 1 < to && isDigit(text[next + 1])) {
                return true;
            }
            int latest = Math.min(to, next + CONTACT_REACH);
            for (int i = next; i < latest && isOfMailbox(text[i]); i++) {
                if (text[i] == '@') {
                    return i > next;
                }
            }
        }
        int before = at;
        while (before > from && at - before < 3 && isOpening(text[before - 1])) {
            before--;
        }
        int earliest = Math.max(from, before - CONTACT_REACH);
        for (int i = before; before < at && i > earliest && isOfMailbox(text[i - 1]); i--) {
            if (text[i - 1] == '@') {
                return i < before;
            }
        }
        return false;
    }

    private static boolean isOpening(byte b) {
        return b == ' ' || b == ',' || b == '<' || b == '(' || b == ':' || b == ';' || b == '[' || b == '"' || b == '>';
    }

    private static boolean isOfMailbox(byte b) {
        return isAlphanumeric(b) || b == '@' || b == '.' || b == '-' || b == '_' || b == '+';
    }
}
