package dev.tollgate.proxy.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Writes the answer to one HTTP request: one message, or a stream of events. */
final class ReplyWriter {
    private static final long KEEP_ALIVE_MS = 15_000;
    private static final byte[] KEEP_ALIVE = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpExchange exchange;
    private final Reply reply;
    private final boolean takesEvents;

    ReplyWriter(HttpExchange exchange, Reply reply, boolean takesEvents) {
        this.exchange = exchange;
        this.reply = reply;
        this.takesEvents = takesEvents;
    }

    /**
     * One message is answered as it is; once something comes before the last one, or nothing for a while, it is a stream.
     *
     * @param status of an answer that is one message
     * @throws IOException when the client is gone
     */
    void write(ToIntFunction<byte[]> status) throws IOException, InterruptedException {
        try {
            Optional<Reply.Item> first = reply.next(KEEP_ALIVE_MS);
            while (!takesEvents && !first.map(Reply.Item::isLast).orElse(false)) {
                first = reply.next(KEEP_ALIVE_MS);
            }
            if (first.isPresent() && first.get().isLast()) {
                writeJson(
                        exchange,
                        status.applyAsInt(first.get().message()),
                        first.get().message());
            } else {
                writeEvents(first);
            }
        } finally {
            reply.close();
        }
    }

    /** A stream from the start, for who only listens. */
    void writeEvents() throws IOException, InterruptedException {
        try {
            writeEvents(Optional.empty());
        } finally {
            reply.close();
        }
    }

    private void writeEvents(Optional<Reply.Item> first) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-cache, no-transform");
        exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            Optional<Reply.Item> item = first;
            while (true) {
                if (item.isEmpty()) {
                    out.write(KEEP_ALIVE);
                } else if (item.get().message().length > 0) {
                    writeEvent(out, item.get().message());
                }
                out.flush();
                if (item.isPresent() && item.get().isLast()) {
                    return;
                }
                item = reply.next(KEEP_ALIVE_MS);
            }
        }
    }

    private static void writeEvent(OutputStream out, byte[] message) throws IOException {
        byte[] line = message.clone();
        for (int i = 0; i < line.length; i++) {
            // Between the tokens of JSON; within a string neither can stand.
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        out.write("data: ".getBytes(StandardCharsets.US_ASCII));
        out.write(line);
        out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
    }

    static void writeJson(HttpExchange exchange, int status, byte[] message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, message.length);
        exchange.getResponseBody().write(message);
    }
}
