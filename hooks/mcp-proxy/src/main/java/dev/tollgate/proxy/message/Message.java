package dev.tollgate.proxy.message;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts;
import dev.tollgate.hook.json.JsonParts.Kind;
import dev.tollgate.hook.json.JsonParts.Part;
import java.util.Map;
import java.util.Optional;

/** One JSON-RPC message, with the text that it came in. */
public sealed interface Message {
    byte[] text();

    record Request(byte[] text, RpcId id, String method, Optional<Part> params) implements Message {}

    record Notification(byte[] text, String method, Optional<Part> params) implements Message {}

    /**
     * An answer: a result or an error, never both.
     *
     * @param value the result, or the error
     */
    record Response(byte[] text, RpcId id, boolean isError, Part value) implements Message {}

    /** @throws JsonException when this is no message; what it says quotes nothing of it */
    static Message read(byte[] text) throws JsonException {
        Map<String, Part> members = JsonParts.members(text, 0, text.length);
        if (!string(members, "jsonrpc").equals(Optional.of("2.0"))) {
            throw new JsonException("'jsonrpc': expected \"2.0\"");
        }
        return members.containsKey("method") ? asking(text, members) : answering(text, members);
    }

    private static Message asking(byte[] text, Map<String, Part> members) throws JsonException {
        if (members.containsKey("result") || members.containsKey("error")) {
            throw new JsonException("a message with 'method' has no 'result' and no 'error'");
        }
        String method = string(members, "method").orElseThrow(() -> new JsonException("'method': expected a string"));
        Optional<Part> params = Optional.ofNullable(members.get("params"));
        if (params.isPresent() && params.get().kind() != Kind.OBJECT) {
            throw new JsonException("'params': expected an object");
        }
        return members.containsKey("id")
                ? new Request(text, RpcId.read(members.get("id")), method, params)
                : new Notification(text, method, params);
    }

    private static Message answering(byte[] text, Map<String, Part> members) throws JsonException {
        if (members.containsKey("result") == members.containsKey("error")) {
            throw new JsonException("expected one of 'method', 'result' and 'error'");
        }
        boolean isError = members.containsKey("error");
        Part value = members.get(isError ? "error" : "result");
        if (value.kind() != Kind.OBJECT) {
            throw new JsonException(isError ? "'error': expected an object" : "'result': expected an object");
        }
        if (!members.containsKey("id")) {
            throw new JsonException("'id': it is missing");
        }
        return new Response(text, RpcId.read(members.get("id")), isError, value);
    }

    private static Optional<String> string(Map<String, Part> members, String name) throws JsonException {
        return members.containsKey(name) ? members.get(name).string() : Optional.empty();
    }

    /** What {@code _meta} of the parameters says under this name. */
    static Optional<Json> meta(Optional<Part> params, String name) {
        try {
            if (params.isEmpty()) {
                return Optional.empty();
            }
            Part meta = params.get().members().get("_meta");
            return meta == null || meta.kind() != Kind.OBJECT ? Optional.empty() : ((Json.Obj) meta.read()).get(name);
        } catch (JsonException impossible) {
            throw new IllegalStateException("a message that was read is JSON", impossible);
        }
    }
}
