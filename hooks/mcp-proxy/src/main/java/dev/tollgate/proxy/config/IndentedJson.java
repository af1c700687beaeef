package dev.tollgate.proxy.config;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.util.List;
import java.util.Map;

/** JSON for people: two spaces a level, lists of simple values on one line. */
final class IndentedJson {
    private final StringBuilder out = new StringBuilder();

    private IndentedJson() {}

    static String text(Json value) {
        var indented = new IndentedJson();
        indented.write(value, "");
        return indented.out.toString();
    }

    private void write(Json value, String indent) {
        switch (value) {
            case Json.Obj(Map<String, Json> members)
            when !members.isEmpty() -> {
                String separator = "{\n";
                for (var member : members.entrySet()) {
                    out.append(separator).append(indent).append("  ").append(JsonText.write(Json.of(member.getKey())));
                    out.append(": ");
                    write(member.getValue(), indent + "  ");
                    separator = ",\n";
                }
                out.append('\n').append(indent).append('}');
            }
            case Json.Arr(List<Json> items)
            when items.stream().anyMatch(IndentedJson::isStructure) -> {
                String separator = "[\n";
                for (Json item : items) {
                    out.append(separator).append(indent).append("  ");
                    write(item, indent + "  ");
                    separator = ",\n";
                }
                out.append('\n').append(indent).append(']');
            }
            case Json.Arr(List<Json> items) -> {
                String separator = "";
                out.append('[');
                for (Json item : items) {
                    out.append(separator).append(JsonText.write(item));
                    separator = ", ";
                }
                out.append(']');
            }
            default -> out.append(JsonText.write(value));
        }
    }

    private static boolean isStructure(Json value) {
        return value instanceof Json.Obj || value instanceof Json.Arr;
    }
}
