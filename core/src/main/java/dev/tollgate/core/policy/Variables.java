package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Map;

/** What conditions may read, each name always bound. */
record Variables(Map<String, Json> values) {
    static final List<String> NAMES = List.of("subject", "action", "resource", "context", "tool", "args", "data");

    static Variables of(Call call, Json.Obj data) {
        return new Variables(Map.of(
                "subject", call.subject().toJson(),
                "action", call.action().toJson(),
                "resource", call.resource().toJson(),
                "context", call.context(),
                "tool", call.tool().<Json>map(Call.Tool::toJson).orElse(Json.Obj.EMPTY),
                "args", call.arguments(),
                "data", data));
    }

    Json get(String name) {
        return values.get(name);
    }
}
