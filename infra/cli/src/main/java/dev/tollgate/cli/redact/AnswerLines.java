package dev.tollgate.cli.redact;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer as lines to compare: each value of JSON on one, and a text of several lines on as many. They are for people,
 * and no JSON themselves.
 */
public final class AnswerLines {
    private static final String INDENT = "  ";
    private static final String LINE_BREAK = "\\n";

    private final List<String> lines = new ArrayList<>();

    private AnswerLines() {}

    public static List<String> of(Json answer) {
        var lines = new AnswerLines();
        lines.value(answer, "", "", "");
        return List.copyOf(lines.lines);
    }

    public static List<String> of(String text) {
        return text.lines().toList();
    }

    /**
     * @param name of the member, with a colon; empty when it is none
     * @param after the comma, where one follows
     */
    private void value(Json value, String indent, String name, String after) {
        switch (value) {
            case Json.Obj(Map<String, Json> members)
            when !members.isEmpty() -> {
                lines.add(indent + name + "{");
                int left = members.size();
                for (var member : members.entrySet()) {
                    left--;
                    String memberName = JsonText.write(Json.of(member.getKey())) + ": ";
                    value(member.getValue(), indent + INDENT, memberName, left > 0 ? "," : "");
                }
                lines.add(indent + "}" + after);
            }
            case Json.Arr(List<Json> items)
            when !items.isEmpty() -> {
                lines.add(indent + name + "[");
                int left = items.size();
                for (Json item : items) {
                    left--;
                    value(item, indent + INDENT, "", left > 0 ? "," : "");
                }
                lines.add(indent + "]" + after);
            }
            case Json.Str(String text) -> text(JsonText.write(Json.of(text)), indent, name, after);
            default -> lines.add(indent + name + JsonText.write(value) + after);
        }
    }

    private void text(String quoted, String indent, String name, String after) {
        String start = indent + name;
        int from = 0;
        for (int at = next(quoted, 0); at >= 0; at = next(quoted, from)) {
            lines.add(start + quoted.substring(from, at));
            start = indent + INDENT;
            from = at;
        }
        lines.add(start + quoted.substring(from) + after);
    }

    /** The place after the next line break that something follows; -1 when there is none. */
    private static int next(String quoted, int from) {
        for (int i = from; i + 1 < quoted.length(); i++) {
            if (quoted.charAt(i) == '\\') {
                if (quoted.startsWith(LINE_BREAK, i) && i + 3 < quoted.length()) {
                    return i + 2;
                }
                i++;
            }
        }
        return -1;
    }
}
