package dev.tollgate.redaction.dialect;

import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.Function;

/** A list of tools (MCP, {@code ListToolsResult}) without those that an agent may not call. */
final class ShownTools {
    static final Json.Obj NONE =
            Json.object().put("tools", new Json.Arr(java.util.List.of())).build();

    private static final int MAX_DEPTH = 128;

    private final JsonText json = new JsonText(MAX_DEPTH);
    private final Function<String, ToolName> names;

    /** @param names what a tool's name in the list means */
    ShownTools(Function<String, ToolName> names) {
        this.names = names;
    }

    /** Whatever else the result says stays, such as where the next page begins. */
    byte[] of(byte[] result, Set<ToolName> shown) throws ProblemException {
        try {
            if (json.parse(result) instanceof Json.Obj list
                    && list.get("tools").orElse(Json.Null.NULL) instanceof Json.Arr tools) {
                var members = new LinkedHashMap<>(list.members());
                members.put(
                        "tools",
                        new Json.Arr(tools.items().stream()
                                .filter(tool -> isShown(tool, shown))
                                .toList()));
                return JsonText.writeBytes(new Json.Obj(members));
            }
        } catch (JsonException malformed) {
            throw new ProblemException(Problem.badRequest("Event: " + malformed.getMessage() + "."));
        }
        throw new ProblemException(Problem.badRequest("Event: expected a list of tools."));
    }

    private boolean isShown(Json tool, Set<ToolName> shown) {
        return tool instanceof Json.Obj object
                && object.text("name").map(names).filter(shown::contains).isPresent();
    }
}
