package dev.tollgate.proxy.message;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts.Part;
import java.util.Map;
import java.util.Optional;

/** Since 2026-07-28 there are no sessions: each request carries the protocol's version. */
public final class ModernRequest {
    private static final String VERSION = "io.modelcontextprotocol/protocolVersion";

    private ModernRequest() {}

    public static boolean isModern(Message.Request request) {
        return version(request).isPresent();
    }

    public static Optional<String> version(Message.Request request) {
        return Message.meta(request.params(), VERSION)
                .filter(Json.Str.class::isInstance)
                .map(said -> ((Json.Str) said).text());
    }

    /** What the header {@code Mcp-Name} repeats. */
    public static Optional<String> name(Message.Request request) {
        String member = switch (request.method()) {
            case "tools/call", "prompts/get" -> "name";
            case "resources/read" -> "uri";
            default -> "";
        };
        try {
            Map<String, Part> members =
                    request.params().isPresent() ? request.params().get().members() : Map.of();
            return members.containsKey(member) ? members.get(member).string() : Optional.empty();
        } catch (JsonException impossible) {
            throw new IllegalStateException("a message that was read is JSON", impossible);
        }
    }

    /** The parameters of a request that the proxy makes beside this one: version and client, and nothing of the call. */
    public static Json.Obj paramsLike(Message.Request request) {
        var meta = Json.object();
        for (String name : new String[] {
            VERSION, "io.modelcontextprotocol/clientInfo", "io.modelcontextprotocol/clientCapabilities"
        }) {
            Message.meta(request.params(), name).ifPresent(value -> meta.put(name, value));
        }
        Json.Obj built = meta.build();
        return built.members().isEmpty()
                ? Json.Obj.EMPTY
                : Json.object().put("_meta", built).build();
    }
}
