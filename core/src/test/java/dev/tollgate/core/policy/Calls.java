package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.List;
import java.util.Optional;

/** Calls for tests, changed one thing at a time. */
public final class Calls {
    private static final ToolEntry READ = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);

    private Calls() {}

    /** The agent {@code bot}, an analyst of acme for reports, calls {@code crm/query}. */
    public static Call ofTool() {
        return ofTool("crm", "query", READ);
    }

    public static Call ofTool(String server, String tool, ToolEntry entry) {
        return new Call(
                bot(),
                new Call.Action("tools/call", Json.Obj.EMPTY),
                new Call.Resource(
                        "tool", tool, Json.object().put("server", server).build()),
                Optional.of(new Call.Tool(server, tool, entry)),
                Json.Obj.EMPTY);
    }

    public static Call ofUnknownTool() {
        return new Call(
                bot(),
                new Call.Action("tools/call", Json.Obj.EMPTY),
                new Call.Resource("tool", "query", Json.Obj.EMPTY),
                Optional.empty(),
                Json.Obj.EMPTY);
    }

    public static Call on(String action, String resourceType, String resourceId) {
        return new Call(
                bot(),
                new Call.Action(action, Json.Obj.EMPTY),
                new Call.Resource(resourceType, resourceId, Json.Obj.EMPTY),
                Optional.empty(),
                Json.Obj.EMPTY);
    }

    public static Call withContext(Call call, Json.Obj context) {
        return new Call(call.subject(), call.action(), call.resource(), call.tool(), context);
    }

    public static Call withProperties(Call call, Json.Obj properties) {
        return new Call(
                call.subject(),
                call.action(),
                new Call.Resource(call.resource().type(), call.resource().id(), properties),
                call.tool(),
                call.context());
    }

    public static Call withSubject(Call call, Call.Subject subject) {
        return new Call(subject, call.action(), call.resource(), call.tool(), call.context());
    }

    public static Call.Subject bot() {
        return new Call.Subject("agent", "bot", List.of("analyst", "reader"), "acme", "reports", Json.Obj.EMPTY);
    }

    public static Json.Obj json(String text) {
        try {
            return (Json.Obj) new JsonText(64).parse(text);
        } catch (JsonException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
