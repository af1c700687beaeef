package dev.tollgate.core.hook;

import dev.tollgate.core.json.Json;
import java.util.List;

/** What a call of a tool answers (MCP, {@code CallToolResult}). */
public final class McpResult {
    private McpResult() {}

    public static Json.Obj refusal(String text) {
        Json content = Json.object().put("type", "text").put("text", text).build();
        return Json.object()
                .put("content", new Json.Arr(List.of(content)))
                .put("isError", Json.of(true))
                .build();
    }
}
