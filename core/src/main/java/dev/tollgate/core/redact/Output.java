package dev.tollgate.core.redact;

import dev.tollgate.core.scan.EightBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that are written one after the other, {@value #MOST_BYTES} at most. Room is made when the first of them comes: the
 * text that is to be written may need much to be redacted.
 */
final class Output {
    /** Twice the largest body of a request. */
    static final int MOST_BYTES = 12 * 1024 * 1024;

    private static final byte[] NOTHING = {};
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final int expected;
    private byte[] bytes = NOTHING;
    private int size;

    Output(int expected) {
        this.expected = Math.max(64, expected);
    }

    /** There is more to write than may be. */
    static final class OutgrownException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private OutgrownException() {
            super("the result has more than " + MOST_BYTES + " bytes");
        }
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
        if (size + more <= bytes.length) {
            return;
        }
        if (size + more > MOST_BYTES) {
            throw new OutgrownException();
        }
        int usual = size == 0 ? expected : Math.min(MOST_BYTES, bytes.length + (bytes.length >> 1));
        bytes = Arrays.copyOf(bytes, Math.max(size + more, usual));
    }
}
