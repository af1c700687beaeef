package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.nio.charset.StandardCharsets;

/** JSON-RPC 2.0, as MCP has it: each message is one object. */
final class RpcMessage {
    private static final int DEEPEST = 64;
    private static final JsonText JSON = new JsonText(DEEPEST);
    private static final long METHOD_NOT_FOUND = -32601;

    private RpcMessage() {}

    static Json.Obj read(String text) throws McpException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static Json.Obj read(byte[] utf8) throws McpException {
        try {
            if (JSON.parse(utf8) instanceof Json.Obj object) {
                return object;
            }
            throw new McpException("the server sent a message that is no JSON object");
        } catch (JsonException malformed) {
            throw new McpException(
                    "the server sent a message that cannot be read: " + PrintableText.of(malformed.getMessage(), 300));
        }
    }

    static Json.Obj request(long id, String method, Json.Obj params) {
        return start().put("id", id).put("method", method).put("params", params).build();
    }

    static Json.Obj notification(String method) {
        return start().put("method", method).build();
    }

    /** What a client answers that can do nothing for a server but say that it is there. */
    static Json.Obj replyTo(Json id, String method) {
        Json.Members reply = start().put("id", id);
        return method.equals("ping")
                ? reply.put("result", Json.Obj.EMPTY).build()
                : reply.put(
                                "error",
                                Json.object()
                                        .put("code", METHOD_NOT_FOUND)
                                        .put("message", "Method not found")
                                        .build())
                        .build();
    }

    private static Json.Members start() {
        return Json.object().put("jsonrpc", "2.0");
    }
}
