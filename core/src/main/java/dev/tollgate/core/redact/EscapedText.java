package dev.tollgate.core.redact;

import dev.tollgate.core.scan.TokenForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as the content of a JSON string, as much of it as there is room for.
 *
 * @param isCut whether its end is missing; a mark says so
 */
record EscapedText(byte[] bytes, boolean isCut) {
    private static final byte[] CUT = "… [truncated by Tollgate]".getBytes(StandardCharsets.UTF_8);

    /** An escape has at most six bytes for one. */
    private static final int LONGEST_ESCAPE = 6;

    /** A text that is not cut. */
    static EscapedText whole(byte[] text) {
        return new EscapedText(
                new Output(text.length + 16).writeEscaped(text, 0, text.length).toBytes(), false);
    }

    /**
     * @param room in bytes, without the mark; less than 0: none
     * @param tokens which are not cut
     */
    static EscapedText of(byte[] text, long room, TokenForm tokens) {
        EscapedText whole = whole(text);
        int length = whole.bytes().length;
        if (length <= room || isCut(text) && length - CUT.length <= room) {
            return whole;
        }
        int end = tokens.cut(text, 0, text.length, end(text, Math.max(0, room)));
        return new EscapedText(
                new Output(end + 64)
                        .writeEscaped(text, 0, end)
                        .write(CUT, 0, CUT.length)
                        .toBytes(),
                true);
    }

    /** Its room is that of what stands before the mark. */
    private static boolean isCut(byte[] text) {
        int mark = text.length - CUT.length;
        return mark >= 0 && Arrays.equals(text, mark, text.length, CUT, 0, CUT.length);
    }

    /** Behind the last whole character for which there is room. */
    private static int end(byte[] text, long room) {
        long used = 0;
        int end = 0;
        while (end < text.length) {
            byte b = text[end];
            used += b < 0x20 && b >= 0 ? LONGEST_ESCAPE : b == '"' || b == '\\' ? 2 : 1;
            if (used > room) {
                break;
            }
            end++;
        }
        while (end > 0 && end < text.length && (text[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }
}
