package dev.tollgate.core.hook;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.util.Optional;

/** A message of MCP that asks for something (JSON-RPC 2.0). */
public record McpCall(Json.Obj message) {
    public static final String TOOLS_CALL = "tools/call";

    public static final String TOOLS_LIST = "tools/list";

    public String method() {
        return message.text("method").orElse("");
    }

    /** Null where there is none: then it is a notification, which nobody answers. */
    public Json id() {
        return message.get("id").orElse(Json.Null.NULL);
    }

    public Json.Obj params() {
        return message.object("params").orElse(Json.Obj.EMPTY);
    }

    public boolean isToolCall() {
        return method().equals(TOOLS_CALL);
    }

    public boolean isToolList() {
        return method().equals(TOOLS_LIST);
    }

    /** The name of a call that can be told from others only by all that it says. */
    public CallName name(String dialect, Optional<String> session) {
        Json.Obj call = Json.object()
                .put("id", id())
                .put("tool", params().text("name"))
                .put("arguments", params().get("arguments").orElse(Json.Null.NULL))
                .build();
        return new CallName(dialect, session.orElse(""), Sha256.hex(CanonicalJson.NUMBERS_AS_WRITTEN.bytes(call)));
    }

    /** The same with other arguments. */
    public Json.Obj with(Json.Obj arguments) {
        var params = new java.util.LinkedHashMap<>(params().members());
        params.put("arguments", arguments);
        var changed = new java.util.LinkedHashMap<>(message.members());
        changed.put("params", new Json.Obj(params));
        return new Json.Obj(changed);
    }

    /** A refusal that the model reads, so that it can do something else. */
    public Json.Obj refusal(String text) {
        return answer("result", McpResult.refusal(text));
    }

    /** A refusal of what is no call of a tool; -32001 is what COAZ-MCP gives a denial. */
    public Json.Obj error(String text) {
        return answer(
                "error", Json.object().put("code", -32_001).put("message", text).build());
    }

    private Json.Obj answer(String member, Json value) {
        return Json.object()
                .put("jsonrpc", "2.0")
                .put("id", id())
                .put(member, value)
                .build();
    }
}
