package dev.tollgate.core.redact;

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

    /** @param room in bytes, without the mark; less than 0: none */
    static EscapedText of(byte[] text, long room) {
        var whole = new Output(text.length + 16).writeEscaped(text, 0, text.length);
        if (whole.size() <= room || isCut(text) && whole.size() - CUT.length <= room) {
            return new EscapedText(whole.toBytes(), false);
        }
        int end = end(text, Math.max(0, room));
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
