package dev.tollgate.core.redact;

import dev.tollgate.core.scan.EightBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that are written one after the other. */
final class Output {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    Output(int expected) {
        this.bytes = new byte[Math.max(64, expected)];
    }

    int size() {
        return size;
    }

    /** Takes back what was written behind that many bytes. */
    void shorten(int length) {
        size = Math.min(size, length);
    }

    byte[] since(int start) {
        return Arrays.copyOfRange(bytes, start, size);
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    Output write(byte[] more, int from, int to) {
        room(to - from);
        System.arraycopy(more, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    Output write(String text) {
        byte[] more = text.getBytes(StandardCharsets.UTF_8);
        return write(more, 0, more.length);
    }

    /** As the content of a JSON string, with the escapes that it needs. */
    Output writeEscaped(byte[] text, int from, int to) {
        int plain = from;
        for (int i = from; i < to; i++) {
            while (i + EightBytes.LENGTH <= to && JsonCursor.isPlain(EightBytes.of(text, i))) {
                i += EightBytes.LENGTH;
            }
            if (i == to) {
                break;
            }
            byte b = text[i];
            boolean isControl = b < 0x20 && b >= 0;
            if (!isControl && b != '"' && b != '\\') {
                continue;
            }
            write(text, plain, i);
            plain = i + 1;
            if (isControl) {
                writeControl(b);
            } else {
                write('\\');
                write(b);
            }
        }
        return write(text, plain, to);
    }

    private void writeControl(byte b) {
        write('\\');
        switch (b) {
            case '\b' -> write('b');
            case '\f' -> write('f');
            case '\n' -> write('n');
            case '\r' -> write('r');
            case '\t' -> write('t');
            default -> {
                write("u00");
                write(HEX[b >> 4]);
                write(HEX[b & 0xF]);
            }
        }
    }

    private void write(int b) {
        room(1);
        bytes[size++] = (byte) b;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
        }
    }
}
