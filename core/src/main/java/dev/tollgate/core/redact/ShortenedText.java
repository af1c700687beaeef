package dev.tollgate.core.redact;

import dev.tollgate.core.scan.TokenForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Cuts a text to the room that it has as the content of a JSON string. A mark says that its end is missing. */
final class ShortenedText {
    private static final byte[] CUT = ("… " + Tokens.replacement(TokenForm.TRUNCATED)).getBytes(StandardCharsets.UTF_8);

    /** An escape has at most six bytes for one. */
    private static final int LONGEST_ESCAPE = 6;

    private final TokenForm tokens;
    private final Quarantine quarantine;

    /** @param tokens which are not cut */
    ShortenedText(TokenForm tokens, Quarantine quarantine) {
        this.tokens = tokens;
        this.quarantine = quarantine;
    }

    /**
     * The same text when it fits.
     *
     * @param room in bytes, without the mark; less than 0: none
     */
    byte[] of(byte[] text, long room) {
        if (LONGEST_ESCAPE * (long) text.length <= room) {
            return text;
        }
        long length = length(text);
        if (length <= room || isCut(text) && length - CUT.length <= room) {
            return text;
        }
        Optional<byte[]> inside = quarantine.inside(text, 0, text.length);
        if (inside.isEmpty()) {
            return cut(text, room);
        }
        long left = room - (length - length(inside.get()));
        return left < 0 ? CUT.clone() : quarantine.around(of(inside.get(), left));
    }

    private byte[] cut(byte[] text, long room) {
        return cutAt(text, tokens.cut(text, 0, text.length, end(text, Math.max(0, room))));
    }

    static byte[] cutAt(byte[] text, int end) {
        byte[] cut = Arrays.copyOf(text, end + CUT.length);
        System.arraycopy(CUT, 0, cut, end, CUT.length);
        return cut;
    }

    /** Its room is that of what stands before the mark. */
    private static boolean isCut(byte[] text) {
        return mark(text, 0, text.length) < text.length;
    }

    /** Where the mark begins, and what is left of the text ends; its end when it was not cut. */
    static int mark(byte[] text, int from, int to) {
        int mark = to - CUT.length;
        return mark >= from && Arrays.equals(text, mark, to, CUT, 0, CUT.length) ? mark : to;
    }

    /** Behind the last whole character for which there is room. */
    private static int end(byte[] text, long room) {
        long used = 0;
        int end = 0;
        while (end < text.length) {
            used += escaped(text[end]);
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

    private static long length(byte[] text) {
        long length = 0;
        for (byte b : text) {
            length += escaped(b);
        }
        return length;
    }

    private static int escaped(byte b) {
        return b < 0x20 && b >= 0 ? LONGEST_ESCAPE : b == '"' || b == '\\' ? 2 : 1;
    }
}
