package dev.tollgate.core.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8 as the content of a JSON string (RFC 8259, section 7), without a copy as characters. */
final class QuotedBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private QuotedBytes() {}

    static void write(byte[] text, ByteArrayOutputStream out) {
        int copied = 0;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            int length = length(b);
            if (length == 1) {
                continue;
            }
            out.write(text, copied, i - copied);
            copied = i + 1;
            out.write('\\');
            if (length == 2) {
                out.write(b == '\n' ? 'n' : b == '\r' ? 'r' : b == '\t' ? 't' : b);
            } else {
                out.write('u');
                out.write('0');
                out.write('0');
                out.write(HEX[b >> 4]);
                out.write(HEX[b & 0xF]);
            }
        }
        out.write(text, copied, text.length - copied);
    }

    /** In bytes. */
    static long length(byte[] text) {
        long length = 0;
        for (byte b : text) {
            length += length(b);
        }
        return length;
    }

    private static int length(byte b) {
        if (b == '"' || b == '\\' || b == '\n' || b == '\r' || b == '\t') {
            return 2;
        }
        return b >= 0 && b < 0x20 ? 6 : 1;
    }
}
