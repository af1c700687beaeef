package dev.tollgate.proxy.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines of at most so many bytes. Of a longer one only its id is kept, so that it can be answered. */
public final class LineReader {
    private final InputStream in;
    private final int mostBytes;
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int end;

    public LineReader(InputStream in, int mostBytes) {
        this.in = in;
        this.mostBytes = mostBytes;
    }

    public sealed interface Line {
        record Whole(byte[] text) implements Line {}

        /**
         * @param id if it could be found
         * @param asks whether it is a request, not an answer
         */
        record TooLong(Optional<RpcId> id, boolean asks) implements Line {}

        record End() implements Line {}
    }

    /** The next line without its end. A last line that has no end counts too. */
    public Line read() throws IOException {
        var line = new ByteArrayOutputStream(256);
        while (true) {
            if (next == end && !fill()) {
                return line.size() == 0 ? new Line.End() : new Line.Whole(withoutReturn(line.toByteArray()));
            }
            int from = next;
            int feed = indexOfFeed();
            int to = feed < 0 ? end : feed;
            if (line.size() + (to - from) > mostBytes) {
                return tooLong(line.toByteArray());
            }
            line.write(buffer, from, to - from);
            next = feed < 0 ? end : feed + 1;
            if (feed >= 0) {
                return new Line.Whole(withoutReturn(line.toByteArray()));
            }
        }
    }

    private Line tooLong(byte[] begun) throws IOException {
        var search = new IdSearch();
        search.feed(begun, 0, begun.length);
        while (true) {
            if (next == end && !fill()) {
                return new Line.TooLong(search.id(), search.asks());
            }
            int feed = indexOfFeed();
            int to = feed < 0 ? end : feed;
            search.feed(buffer, next, to);
            next = feed < 0 ? end : feed + 1;
            if (feed >= 0) {
                return new Line.TooLong(search.id(), search.asks());
            }
        }
    }

    private int indexOfFeed() {
        for (int i = next; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private static byte[] withoutReturn(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\r' ? java.util.Arrays.copyOf(line, line.length - 1) : line;
    }
}
