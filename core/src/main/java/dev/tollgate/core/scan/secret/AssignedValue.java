package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.secret.Assigned.How;
import dev.tollgate.core.scan.secret.Assigned.Operator;
import dev.tollgate.core.scan.secret.SecretValues.Place;

import static dev.tollgate.core.scan.ByteClass.isAlphanumeric;
import static dev.tollgate.core.scan.ByteClass.isAsciiLetter;

/**
 * The value that a name is given.
 *
 * @param from its first byte, without quotes
 * @param to the byte after its last; {@code from} when there is none
 * @param readTo how far it was read for it; its beginning when quotes or signs end it anyway
 */
record AssignedValue(int from, int to, Place place, int readTo) {
    private static final int LONGEST = 4_096;
    private static final int LONGEST_TYPE = 24;
    private static final int LONGEST_NAME = 40;

    /** @param nameStart where the name begins */
    static AssignedValue read(byte[] text, int from, int to, int nameStart, Operator operator) {
        int at = behindType(text, to, operator);
        at = behindValueKey(text, to, at, operator);
        int quote = quoteAt(text, to, at);
        if (quote >= 0) {
            AssignedValue quoted = quoted(text, to, quote);
            return operator.how() == How.COMMA ? new AssignedValue(quoted.from(), quoted.to(), Place.BARE, at) : quoted;
        }
        if (operator.how() == How.COMMA || operator.how() == How.CALL) {
            return none(at);
        }
        boolean isLine = operator.how() != How.TAG && isLineStart(text, from, nameStart);
        return operator.how() == How.TAG ? inTag(text, to, at) : bare(text, to, at, isLine, operator);
    }

    private static AssignedValue none(int at) {
        return new AssignedValue(at, at, Place.BARE, at);
    }

    /** {@code password: String = "..."}: the value stands behind the type. */
    private static int behindType(byte[] text, int to, Operator operator) {
        int at = operator.at();
        if (operator.how() != How.COLON) {
            return at;
        }
        int end = at;
        int latest = Math.min(to, at + LONGEST_TYPE);
        while (end < latest
                && (isAsciiLetter(text[end]) || text[end] == '&' || text[end] == '?' || text[end] == '\'')) {
            end++;
        }
        boolean isType = end > at && end + 3 < to && text[end] == ' ' && text[end + 1] == '=' && text[end + 2] == ' ';
        return isType ? end + 3 : at;
    }

    /** {@code "name": "DB_PASSWORD", "value": "..."}. */
    private static int behindValueKey(byte[] text, int to, int at, Operator operator) {
        int key = at;
        if (operator.how() != How.COMMA || key + 9 >= to) {
            return at;
        }
        key += text[key] == '\\' ? 1 : 0;
        boolean isKey = text[key] == '"'
                && (text[key + 1] | 0x20) == 'v'
                && text[key + 2] == 'a'
                && text[key + 3] == 'l'
                && text[key + 4] == 'u'
                && text[key + 5] == 'e';
        if (!isKey) {
            return at;
        }
        long sign = Assigned.signBehind(text, to, key + 6);
        return sign < 0 ? at : Assigned.operator(sign).at();
    }

    /** The byte of an opening quote, behind signs such as {@code b"} or {@code @"}; -1 when none stands here. */
    private static int quoteAt(byte[] text, int to, int at) {
        int quote = at;
        if (quote < to && text[quote] == '\\') {
            quote++;
        } else if (quote + 1 < to && isStringSign(text[quote]) && (text[quote + 1] == '"' || text[quote + 1] == '\'')) {
            quote++;
        }
        boolean isQuote = quote < to && (text[quote] == '"' || text[quote] == '\'' || text[quote] == '`');
        return isQuote ? quote : -1;
    }

    private static boolean isStringSign(byte b) {
        return b == 'b' || b == 'r' || b == 'f' || b == 'u' || b == 'L' || b == '@';
    }

    private static AssignedValue quoted(byte[] text, int to, int quote) {
        byte sign = text[quote];
        int at = quote + 1;
        int latest = Math.min(to, at + LONGEST);
        while (at < latest && text[at] != sign && text[at] != '\n') {
            at += text[at] == '\\' && at + 1 < latest && text[at + 1] != sign ? 2 : 1;
        }
        int end = Math.min(at, latest);
        if (end >= latest && latest < to || end < to && text[end] == '\n') {
            return none(quote);
        }
        end -= end > quote + 1 && text[end - 1] == '\\' ? 1 : 0;
        return new AssignedValue(quote + 1, end, Place.QUOTED, quote);
    }

    private static AssignedValue inTag(byte[] text, int to, int at) {
        int end = at;
        int latest = Math.min(to, at + LONGEST);
        while (end < latest && text[end] != '<' && text[end] != '\n') {
            end++;
        }
        return end < to && text[end] == '<' ? new AssignedValue(at, end, Place.QUOTED, at) : none(at);
    }

    /** Only space, and words such as {@code export}, stand in front of the name in its line. */
    private static boolean isLineStart(byte[] text, int from, int nameStart) {
        int at = nameStart;
        while (at > from
                && at > nameStart - 16
                && (text[at - 1] == ' ' || text[at - 1] == '-' || text[at - 1] == '\t')) {
            at--;
        }
        return at == from
                || text[at - 1] == '\n'
                || text[at - 1] == '\r'
                || text[at - 1] == 'n' && at - 1 > from && text[at - 2] == '\\';
    }

    private static AssignedValue bare(byte[] text, int to, int at, boolean isLine, Operator operator) {
        int end = at + SecretValues.scheme(text, at, to).length();
        int latest = Math.min(to, at + LONGEST);
        while (end < latest && !endsBare(text, to, end)) {
            end++;
        }
        if (end == latest && latest < to) {
            return new AssignedValue(at, at, Place.BARE, end);
        }
        int trimmed = end;
        while (trimmed > at && isTrailing(text, at, trimmed - 1)) {
            trimmed--;
        }
        boolean isToEnd = end == to || text[end] == '\n' || text[end] == '\r' || isComment(text, to, end);
        boolean isAssigned = operator.how() == How.COLON || !operator.isSpaced() || trimmed == end;
        boolean isWholeLine = isLine && isToEnd && isAssigned;
        if (operator.how() == How.COLON && !isWholeLine && end < to && text[end] == ' ' && isSentence(text, to, end)) {
            return new AssignedValue(at, trimmed, Place.SENTENCE, end);
        }
        return new AssignedValue(at, trimmed, isWholeLine ? Place.LINE : Place.BARE, end);
    }

    private static boolean isComment(byte[] text, int to, int end) {
        return end + 1 < to && text[end] == ' ' && text[end + 1] == '#';
    }

    private static boolean isSentence(byte[] text, int to, int end) {
        return end + 1 < to && isAsciiLetter(text[end + 1]);
    }

    private static boolean endsBare(byte[] text, int to, int at) {
        byte b = text[at];
        if (b <= ' ' && b >= 0 || b == '"' || b == '\'' || b == '`' || b == '<' || b == ';') {
            return true;
        }
        if (b == '\\') {
            return at + 1 < to
                    && (text[at + 1] == 'n' || text[at + 1] == 'r' || text[at + 1] == '"' || text[at + 1] == 't');
        }
        if (b == '&' && isEntity(text, to, at)) {
            return true;
        }
        if (b == ',' || b == '&') {
            return at + 1 >= to || text[at + 1] <= ' ' || text[at + 1] == '"' || isNextName(text, to, at + 1);
        }
        return b == (byte) 0xE3 && at + 1 < to && text[at + 1] == (byte) 0x80;
    }

    /** {@code &quot;} and the like. */
    private static boolean isEntity(byte[] text, int to, int at) {
        int end = at + 1;
        int latest = Math.min(to, at + 8);
        while (end < latest && (isAlphanumeric(text[end]) || text[end] == '#')) {
            end++;
        }
        return end < latest && text[end] == ';' && end > at + 2;
    }

    /** {@code password=x&user=y}. */
    private static boolean isNextName(byte[] text, int to, int at) {
        int end = at;
        int latest = Math.min(to, at + LONGEST_NAME);
        while (end < latest
                && (isAlphanumeric(text[end]) || text[end] == '_' || text[end] == '-' || text[end] == '.')) {
            end++;
        }
        return end > at && end < to && (text[end] == '=' || text[end] == ':');
    }

    /** Signs of the text around a value: {@code (password=x)}, {@code password=x.} */
    private static boolean isTrailing(byte[] text, int from, int at) {
        byte b = text[at];
        if (b == ',' || b == '.' || b == ':' || b == '|' && at > from) {
            return true;
        }
        if (b != ')' && b != ']' && b != '}') {
            return false;
        }
        byte open = b == ')' ? (byte) '(' : b == ']' ? (byte) '[' : (byte) '{';
        for (int i = from; i < at; i++) {
            if (text[i] == open) {
                return false;
            }
        }
        return true;
    }
}
