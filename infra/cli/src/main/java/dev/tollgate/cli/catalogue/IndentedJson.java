package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.util.List;
import java.util.Map;

import static java.util.stream.Collectors.joining;

/** Writes JSON for people: members in their order, each on a line of its own; what holds no objects, on one line. */
final class IndentedJson {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private IndentedJson() {}

    static String of(Json value) {
        var text = new IndentedJson();
        text.write(value, "\n");
        return text.out.append('\n').toString();
    }

    private void write(Json value, String lineBreak) {
        switch (value) {
            case Json.Obj(Map<String, Json> members)
            when !members.isEmpty() -> {
                String inner = lineBreak + INDENT;
                out.append('{');
                String separator = "";
                for (var member : members.entrySet()) {
                    out.append(separator).append(inner);
                    out.append(JsonText.write(Json.of(member.getKey()))).append(": ");
                    write(member.getValue(), inner);
                    separator = ",";
                }
                out.append(lineBreak).append('}');
            }
            case Json.Arr(List<Json> items)
            when items.stream().anyMatch(IndentedJson::isLarge) -> {
                String inner = lineBreak + INDENT;
                out.append('[');
                String separator = "";
                for (Json item : items) {
                    out.append(separator).append(inner);
                    write(item, inner);
                    separator = ",";
                }
                out.append(lineBreak).append(']');
            }
            case Json.Arr(List<Json> items) ->
                out.append(items.stream().map(JsonText::write).collect(joining(", ", "[", "]")));
            default -> out.append(JsonText.write(value));
        }
    }

    private static boolean isLarge(Json value) {
        return value instanceof Json.Obj || value instanceof Json.Arr;
    }
}
