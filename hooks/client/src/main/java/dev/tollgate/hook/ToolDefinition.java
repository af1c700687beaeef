package dev.tollgate.hook;

import dev.tollgate.hook.json.CanonicalJson;
import dev.tollgate.hook.json.Json;
import java.util.List;
import java.util.Optional;

/** What a model reads of a tool. */
public final class ToolDefinition {
    private static final List<String> DIGESTED =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    private ToolDefinition() {}

    /**
     * What a pinned tool is known by, as {@code tollgate catalogue --pin} writes it: SHA-256 over the RFC 8785 form of what
     * a model reads. Empty when a number in it has no such form; a pinned tool is then {@code tool_changed}.
     *
     * @param tool an item of the server's {@code tools/list}
     */
    public static Optional<String> digest(Json.Obj tool) {
        var digested = Json.object();
        for (String member : DIGESTED) {
            tool.get(member).ifPresent(value -> digested.put(member, value));
        }
        try {
            return Optional.of(CanonicalJson.digest(digested.build()));
        } catch (ArithmeticException beyondDouble) {
            return Optional.empty();
        }
    }
}
