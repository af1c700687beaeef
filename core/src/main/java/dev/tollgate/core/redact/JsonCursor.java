package dev.tollgate.core.redact;

import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.NestingException;
import dev.tollgate.core.scan.EightBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON where it lies (RFC 8259), and refuses what is not well-formed, also UTF-8 that is none (RFC 3629) and half
 * surrogate pairs. What it read last is between {@link #from} and {@link #to}.
 */
final class JsonCursor {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] json;
    private final int end;
    private final int mostDepth;
    private int at;
    private int from;
    private int to;
    private boolean escaped;

    /** @param mostDepth of containers within each other */
    JsonCursor(byte[] json, int start, int end, int mostDepth) {
        this.json = json;
        this.at = start;
        this.end = end;
        this.mostDepth = mostDepth;
    }

    /**
     * Whether a text is an object, an array or a string in its quotation marks and nothing else, but for white space and a byte
     * order mark.
     */
    static boolean isDocument(byte[] text, int start, int end, int mostDepth) {
        int first = afterSpace(text, behindMark(text, start, end), end);
        return end - first > 2
                && (text[first] == '"' || mayBeContainer(text, first, end))
                && isJson(text, first, end, mostDepth);
    }

    /** Some write one in front of JSON, and readers may take no notice of it (RFC 8259, section 8.1). */
    static int behindMark(byte[] text, int start, int end) {
        int behind = start + BYTE_ORDER_MARK.length;
        return behind <= end && Arrays.equals(text, start, behind, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
                ? behind
                : start;
    }

    /** By the bracket and what stands behind it: {@code [EMAIL_ADDRESS]} need not be read. */
    private static boolean mayBeContainer(byte[] json, int first, int end) {
        if (json[first] != '{' && json[first] != '[') {
            return false;
        }
        int second = afterSpace(json, first + 1, end);
        if (second == end) {
            return false;
        }
        return json[first] == '{'
                ? json[second] == '"' || json[second] == '}'
                : "\"{[]-0123456789tfn".indexOf(json[second]) >= 0;
    }

    private static int afterSpace(byte[] json, int start, int end) {
        int at = start;
        while (at < end && isSpace(json[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isJson(byte[] json, int start, int end, int mostDepth) {
        try {
            var cursor = new JsonCursor(json, start, end, mostDepth);
            cursor.skipValue(0);
            cursor.expectEnd();
            return true;
        } catch (JsonException malformed) {
            return false;
        }
    }

    /** The same JSON without what stands between its tokens. */
    static byte[] withoutSpaces(byte[] json) {
        var left = new Output(json.length);
        boolean isInString = false;
        for (int i = 0; i < json.length; i++) {
            if (isInString && json[i] == '\\') {
                left.write(json, i, i + 2);
                i++;
                continue;
            }
            isInString ^= json[i] == '"';
            if (isInString || !isSpace(json[i])) {
                left.write(json, i, i + 1);
            }
        }
        return left.toBytes();
    }

    int at() {
        return at;
    }

    /** The first byte of what was read last. */
    int from() {
        return from;
    }

    /** The byte after it. */
    int to() {
        return to;
    }

    /** Whether the string that was read last has escapes. */
    boolean isEscaped() {
        return escaped;
    }

    /** The next byte that is no white space. */
    byte peek() throws JsonException {
        at = afterSpace(json, at, end);
        if (at == end) {
            throw malformed("it ends too early");
        }
        return json[at];
    }

    void expect(char wanted) throws JsonException {
        if (peek() != wanted) {
            throw malformed("'" + wanted + "' is expected");
        }
        at++;
    }

    void expectEnd() throws JsonException {
        at = afterSpace(json, at, end);
        if (at < end) {
            throw malformed("nothing more is expected");
        }
    }

    /** Whether another member or item follows; reads the comma or the closing bracket. */
    boolean hasNext(char closing) throws JsonException {
        byte next = peek();
        if (next != ',' && next != closing) {
            throw malformed("',' or '" + closing + "' is expected");
        }
        at++;
        return next == ',';
    }

    /** Reads a string; its content is what was read. */
    void string() throws JsonException {
        expect('"');
        from = at;
        escaped = false;
        int i = at;
        while (i < end) {
            if (i + EightBytes.LENGTH <= end && isPlain(EightBytes.of(json, i))) {
                i += EightBytes.LENGTH;
                continue;
            }
            byte b = json[i];
            if (b == '"') {
                to = i;
                at = i + 1;
                return;
            }
            if (b == '\\') {
                escaped = true;
                i = escape(i);
            } else if (b < 0) {
                i = character(i);
            } else if (b < 0x20) {
                at = i;
                throw malformed("a control character is not escaped");
            } else {
                i++;
            }
        }
        at = end;
        throw malformed("a string does not end");
    }

    /** Whether eight bytes of a string are nothing but characters of ASCII that stand for themselves. */
    static boolean isPlain(long eight) {
        return !EightBytes.isAny(
                eight | EightBytes.like(eight, '"') | EightBytes.like(eight, '\\') | EightBytes.controls(eight));
    }

    /** The place after an escape. */
    private int escape(int start) throws JsonException {
        at = start;
        if (start + 1 >= end) {
            throw malformed("a string does not end");
        }
        byte kind = json[start + 1];
        if (kind != 'u') {
            if ("\"\\/bfnrt".indexOf(kind) < 0) {
                throw malformed("this is no escape");
            }
            return start + 2;
        }
        int unit = unit(start + 2);
        if (unit < 0xD800 || unit > 0xDFFF) {
            return start + 6;
        }
        boolean isPair = unit < 0xDC00
                && start + 7 < end
                && json[start + 6] == '\\'
                && json[start + 7] == 'u'
                && unit(start + 8) >= 0xDC00
                && unit(start + 8) <= 0xDFFF;
        if (!isPair) {
            throw malformed("half a surrogate pair is no character");
        }
        return start + 12;
    }

    private int unit(int start) throws JsonException {
        int unit = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = i < end ? Character.digit(json[i], 16) : -1;
            if (digit < 0) {
                throw malformed("four hexadecimal digits are expected");
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** The place after a character of two bytes or more. */
    private int character(int start) throws JsonException {
        at = start;
        int first = json[start] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        int least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
        int code = first & 0xFF >> length + 1;
        for (int i = 1; i < length; i++) {
            if (start + i >= end || (json[start + i] & 0xC0) != 0x80) {
                throw malformed("this is no UTF-8");
            }
            code = code << 6 | json[start + i] & 0x3F;
        }
        if (first < 0xC2 || first > 0xF4 || code < least || code > 0x10FFFF || code >= 0xD800 && code <= 0xDFFF) {
            throw malformed("this is no UTF-8");
        }
        return start + length;
    }

    /** Reads a number. */
    void number() throws JsonException {
        from = at;
        int i = at;
        i += json[i] == '-' ? 1 : 0;
        int whole = i;
        i = digits(i);
        if (i == whole || i - whole > 1 && json[whole] == '0') {
            throw malformed("a value is expected");
        }
        if (i < end && json[i] == '.') {
            int fraction = i + 1;
            i = digits(fraction);
            if (i == fraction) {
                throw malformed("a digit is expected");
            }
        }
        if (i < end && (json[i] | 0x20) == 'e') {
            int exponent = i + 1;
            exponent += exponent < end && (json[exponent] == '+' || json[exponent] == '-') ? 1 : 0;
            i = digits(exponent);
            if (i == exponent) {
                throw malformed("a digit is expected");
            }
        }
        at = i;
        to = i;
    }

    private int digits(int start) {
        int i = start;
        while (i < end && json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        return i;
    }

    /** Reads {@code true}, {@code false} or {@code null}. */
    void literal() throws JsonException {
        String word = json[at] == 't' ? "true" : json[at] == 'f' ? "false" : "null";
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || json[at + i] != word.charAt(i)) {
                throw malformed("a value is expected");
            }
        }
        from = at;
        at += word.length();
        to = at;
    }

    /**
     * Reads any value.
     *
     * @param depth of what it stands in
     */
    void skipValue(int depth) throws JsonException {
        byte first = peek();
        int start = at;
        if (first == '{') {
            enter(depth);
            if (peek() == '}') {
                at++;
            } else {
                do {
                    peek();
                    string();
                    expect(':');
                    skipValue(depth + 1);
                } while (hasNext('}'));
            }
        } else if (first == '[') {
            enter(depth);
            if (peek() == ']') {
                at++;
            } else {
                do {
                    skipValue(depth + 1);
                } while (hasNext(']'));
            }
        } else {
            scalar(first);
            return;
        }
        from = start;
        to = at;
    }

    /** Reads the bracket that begins a container. */
    void enter(int depth) throws JsonException {
        if (depth >= mostDepth) {
            throw new NestingException(
                    "not read beyond byte " + at + ": it is nested deeper than " + mostDepth + " levels");
        }
        at++;
    }

    /** Reads a value that is no container. */
    void scalar(byte first) throws JsonException {
        if (first == '"') {
            string();
        } else if (first == '-' || first >= '0' && first <= '9') {
            number();
        } else {
            literal();
        }
    }

    /** The content of the string that was read last, without escapes. */
    byte[] decoded() {
        var decoded = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; ) {
            if (json[i] != '\\') {
                decoded[length++] = json[i++];
                continue;
            }
            byte kind = json[i + 1];
            if (kind != 'u') {
                decoded[length++] = single(kind);
                i += 2;
                continue;
            }
            int code = Integer.parseInt(new String(json, i + 2, 4, StandardCharsets.US_ASCII), 16);
            i += 6;
            if (code >= 0xD800 && code <= 0xDFFF) {
                int low = Integer.parseInt(new String(json, i + 2, 4, StandardCharsets.US_ASCII), 16);
                code = Character.toCodePoint((char) code, (char) low);
                i += 6;
            }
            length = encode(code, decoded, length);
        }
        return Arrays.copyOf(decoded, length);
    }

    private static byte single(byte kind) {
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        };
    }

    private static int encode(int code, byte[] out, int start) {
        int length = start;
        if (code < 0x80) {
            out[length++] = (byte) code;
        } else if (code < 0x800) {
            out[length++] = (byte) (0xC0 | code >> 6);
            out[length++] = (byte) (0x80 | code & 0x3F);
        } else if (code < 0x10000) {
            out[length++] = (byte) (0xE0 | code >> 12);
            out[length++] = (byte) (0x80 | code >> 6 & 0x3F);
            out[length++] = (byte) (0x80 | code & 0x3F);
        } else {
            out[length++] = (byte) (0xF0 | code >> 18);
            out[length++] = (byte) (0x80 | code >> 12 & 0x3F);
            out[length++] = (byte) (0x80 | code >> 6 & 0x3F);
            out[length++] = (byte) (0x80 | code & 0x3F);
        }
        return length;
    }

    /** Says where, and nothing of what stands there. */
    private JsonException malformed(String what) {
        return new JsonException("not well-formed JSON at byte " + at + ": " + what);
    }
}
