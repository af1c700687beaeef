package dev.tollgate.local.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** Takes one request after the other from a connection. What was sent ahead of its turn waits in the buffer. */
final class RequestReader {
    private static final int LONGEST_CHUNK_LINE = 256;

    private final InputStream in;
    private final HttpLimits limits;
    private final Semaphore largeBodies;
    private final byte[] buffer;
    private int start;
    private int end;

    RequestReader(InputStream in, HttpLimits limits, Semaphore largeBodies) {
        this.in = in;
        this.limits = limits;
        this.largeBodies = largeBodies;
        this.buffer = new byte[limits.maxHeadBytes()];
    }

    /** Waits for the first byte of a request; false at the end of the connection. */
    boolean awaitRequest() throws IOException {
        return start < end || fill();
    }

    RequestHead head() throws IOException, HttpRefusal {
        while (true) {
            int headEnd = emptyLine();
            if (headEnd >= 0) {
                String text = new String(buffer, start, headEnd - start, StandardCharsets.ISO_8859_1);
                start = headEnd + 4;
                return RequestHead.parse(text);
            }
            if (end - start == buffer.length) {
                throw new HttpRefusal(431, "Request Header Fields Too Large");
            }
            if (!fill()) {
                throw new EOFException("the connection ended within a request");
            }
        }
    }

    /** @param length as {@link RequestHead#bodyLength} gives it; the body counts against the limits */
    byte[] body(long length) throws IOException, HttpRefusal {
        if (length == RequestHead.CHUNKED) {
            return chunks();
        }
        if (length > limits.maxBodyBytes()) {
            throw new HttpRefusal(413, "Request Too Long");
        }
        if (length <= HttpLimits.LARGE_BODY_BYTES) {
            return exactly((int) length);
        }
        takeLargeBody();
        return exactly((int) length);
    }

    /** Gives back what {@link #body} took of the limits. To be called once the request is answered. */
    void release(byte[] body) {
        if (body.length > HttpLimits.LARGE_BODY_BYTES) {
            largeBodies.release();
        }
    }

    private void takeLargeBody() throws HttpRefusal {
        if (!largeBodies.tryAcquire()) {
            throw new HttpRefusal(503, "Service Unavailable");
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        try {
            readFully(bytes);
            return bytes;
        } catch (IOException cutShort) {
            release(bytes);
            throw cutShort;
        }
    }

    private void readFully(byte[] bytes) throws IOException {
        int done = Math.min(bytes.length, end - start);
        System.arraycopy(buffer, start, bytes, 0, done);
        start += done;
        while (done < bytes.length) {
            int read = in.read(bytes, done, bytes.length - done);
            if (read < 0) {
                throw new EOFException("the connection ended within a body");
            }
            done += read;
        }
    }

    private byte[] chunks() throws IOException, HttpRefusal {
        var body = new ByteArrayOutputStream();
        boolean large = false;
        try {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                if (size > limits.maxBodyBytes() - body.size()) {
                    throw new HttpRefusal(413, "Request Too Long");
                }
                if (!large && body.size() + size > HttpLimits.LARGE_BODY_BYTES) {
                    takeLargeBody();
                    large = true;
                }
                byte[] chunk = new byte[size];
                readFully(chunk);
                body.write(chunk);
                if (!chunkLine().isEmpty()) {
                    throw new HttpRefusal(400, "Bad Request");
                }
            }
            for (int trailers = 0; !chunkLine().isEmpty(); trailers++) {
                if (trailers == 16) {
                    throw new HttpRefusal(431, "Request Header Fields Too Large");
                }
            }
            large = false;
            return body.toByteArray();
        } finally {
            if (large) {
                largeBodies.release();
            }
        }
    }

    private int chunkSize() throws IOException, HttpRefusal {
        String line = chunkLine();
        int extension = line.indexOf(';');
        String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
        if (digits.isEmpty() || digits.length() > 7) {
            throw new HttpRefusal(digits.isEmpty() ? 400 : 413, digits.isEmpty() ? "Bad Request" : "Request Too Long");
        }
        try {
            return Integer.parseUnsignedInt(digits, 16);
        } catch (NumberFormatException notHexadecimal) {
            throw new HttpRefusal(400, "Bad Request");
        }
    }

    private String chunkLine() throws IOException, HttpRefusal {
        var line = new StringBuilder();
        while (line.length() <= LONGEST_CHUNK_LINE) {
            if (start == end && !fill()) {
                throw new EOFException("the connection ended within a body");
            }
            char c = (char) (buffer[start++] & 0xFF);
            if (c == '\n') {
                if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
                    throw new HttpRefusal(400, "Bad Request");
                }
                return line.substring(0, line.length() - 1);
            }
            line.append(c);
        }
        throw new HttpRefusal(400, "Bad Request");
    }

    private int emptyLine() {
        for (int i = start; i + 3 < end; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (end == buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read <= 0) {
            return false;
        }
        end += read;
        return true;
    }
}
