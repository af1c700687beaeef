package dev.tollgate.proxy.server;

import dev.tollgate.proxy.message.LineReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The data of server-sent events. */
final class EventStream {
    private static final int LONGEST_ID = 1_000;
    private static final long LONGEST_WAIT_MS = 10_000;

    private final LineReader lines;
    private final int mostBytes;
    private Optional<String> lastId = Optional.empty();
    private long retryMs = 1_000;

    EventStream(InputStream in, int mostBytes) {
        this.lines = new LineReader(in, mostBytes);
        this.mostBytes = mostBytes;
    }

    /** From where the stream can be taken up again, if it can be. */
    Optional<String> lastId() {
        return lastId;
    }

    /** How long to wait before that. */
    long retryMs() {
        return retryMs;
    }

    /** The data of the next event that has any; empty at the end. */
    Optional<byte[]> next() throws IOException {
        var data = new ByteArrayOutputStream();
        boolean hasData = false;
        while (true) {
            switch (lines.read()) {
                case LineReader.Line.End ignored -> {
                    return Optional.empty();
                }
                case LineReader.Line.TooLong ignored -> throw new IOException("an event that is too long");
                case LineReader.Line.Whole(byte[] line) -> {
                    if (line.length == 0 && hasData && data.size() > 0) {
                        return Optional.of(data.toByteArray());
                    }
                    if (line.length == 0) {
                        hasData = false;
                    } else if (isField(line, "data")) {
                        hasData |= add(line, data, hasData);
                    } else {
                        note(line);
                    }
                }
            }
        }
    }

    private boolean add(byte[] line, ByteArrayOutputStream data, boolean isNext) throws IOException {
        int from = valueFrom(line, "data".length());
        if (data.size() + line.length > mostBytes) {
            throw new IOException("an event that is too long");
        }
        if (isNext) {
            data.write('\n');
        }
        data.write(line, from, line.length - from);
        return true;
    }

    private void note(byte[] line) {
        if (isField(line, "id") && line.length < LONGEST_ID) {
            lastId = Optional.of(value(line, "id"))
                    .filter(id -> !id.isEmpty() && id.chars().allMatch(c -> c > ' ' && c <= '~'));
        } else if (isField(line, "retry")) {
            try {
                retryMs = Math.clamp(Long.parseLong(value(line, "retry")), 0, LONGEST_WAIT_MS);
            } catch (NumberFormatException noNumber) {
                // Then it is as it was.
                return;
            }
        }
    }

    private static boolean isField(byte[] line, String name) {
        if (line.length < name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (line[i] != name.charAt(i)) {
                return false;
            }
        }
        return line.length == name.length() || line[name.length()] == ':';
    }

    private static String value(byte[] line, String name) {
        int from = valueFrom(line, name.length());
        return new String(line, from, line.length - from, StandardCharsets.UTF_8);
    }

    /** Behind the colon, and one space. */
    private static int valueFrom(byte[] line, int nameLength) {
        int from = Math.min(line.length, nameLength + 1);
        return from < line.length && line[from] == ' ' ? from + 1 : from;
    }
}
