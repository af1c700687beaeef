package dev.tollgate.cli.catalogue;

import java.io.IOException;
import java.util.Optional;

/** The data of server-sent events. */
final class EventStream {
    private final BoundedInput lines;

    EventStream(BoundedInput lines) {
        this.lines = lines;
    }

    /** The data of the next event that has some. */
    String next() throws IOException {
        var data = new StringBuilder();
        while (true) {
            Optional<String> line = lines.line();
            if (line.isEmpty()) {
                throw new McpException("the server's answer ended before it was complete");
            }
            String text = line.get();
            if (text.isEmpty() && !data.isEmpty()) {
                return data.toString();
            }
            String value =
                    text.startsWith("data:") ? text.substring("data:".length()).strip() : "";
            if (!value.isEmpty()) {
                data.append(value).append('\n');
            }
        }
    }
}
