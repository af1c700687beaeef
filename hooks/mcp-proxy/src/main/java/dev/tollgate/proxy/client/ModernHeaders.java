package dev.tollgate.proxy.client;

import com.sun.net.httpserver.Headers;
import dev.tollgate.proxy.message.HeaderValue;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.ModernRequest;
import java.util.List;
import java.util.Optional;

/** What a request's headers must repeat of its body since 2026-07-28, so that nobody on the way reads another call. */
final class ModernHeaders {
    private ModernHeaders() {}

    /** What does not fit; empty when all does. */
    static Optional<String> mismatch(Headers headers, Message.Request request) {
        if (!isOnly(
                headers, "MCP-Protocol-Version", ModernRequest.version(request).orElse(""))) {
            return Optional.of("MCP-Protocol-Version");
        }
        if (!isOnly(headers, "Mcp-Method", request.method())) {
            return Optional.of("Mcp-Method");
        }
        Optional<String> name = ModernRequest.name(request);
        return name.isPresent() && !isOnly(headers, "Mcp-Name", name.get())
                ? Optional.of("Mcp-Name")
                : Optional.empty();
    }

    private static boolean isOnly(Headers headers, String name, String expected) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() == 1 && HeaderValue.decoded(values.getFirst()).equals(Optional.of(expected));
    }
}
