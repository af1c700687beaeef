package dev.tollgate.cli.catalogue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a server sends, line by line or whole; refused once it is more than any list of tools needs. */
final class BoundedInput {
    private static final int MOST_BYTES_OF_A_LINE = 16_000_000;
    private static final int MOST_BYTES = 64_000_000;

    private final InputStream in;
    private int bytes;

    BoundedInput(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** The next line without its end; empty when there is no more. */
    Optional<String> line() throws IOException {
        var line = new ByteArrayOutputStream();
        int next = read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            if (line.size() == MOST_BYTES_OF_A_LINE) {
                throw new McpException("the server sent a message of more than 16 MB");
            }
            line.write(next);
            next = read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    byte[] all() throws IOException {
        byte[] all = in.readNBytes(MOST_BYTES_OF_A_LINE + 1);
        if (all.length > MOST_BYTES_OF_A_LINE) {
            throw new McpException("the server sent a message of more than 16 MB");
        }
        return all;
    }

    private int read() throws IOException {
        int next = in.read();
        if (next >= 0 && ++bytes > MOST_BYTES) {
            throw new McpException("the server sent more than 64 MB");
        }
        return next;
    }
}
