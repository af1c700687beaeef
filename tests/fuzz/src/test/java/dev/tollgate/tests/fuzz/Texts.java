package dev.tollgate.tests.fuzz;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads documents the slow and obvious way. */
final class Texts {
    static final JsonText JSON = new JsonText(512);

    /** As deep as documents within texts are opened, and one more. */
    private static final int MOST_NESTED = 4;

    private Texts() {}

    static Optional<Json> parsed(byte[] json) {
        try {
            return Optional.of(JSON.parse(json));
        } catch (JsonException malformed) {
            return Optional.empty();
        }
    }

    /** Every text and name of a document, and of the documents in its texts, one a line. */
    static String all(Json document) {
        var all = new StringBuilder();
        collect(document, 0, all);
        return all.toString();
    }

    private static void collect(Json value, int nested, StringBuilder all) {
        switch (value) {
            case Json.Str(String text) -> {
                all.append(text).append('\n');
                boolean mayBeDocument = text.indexOf('{') >= 0 || text.indexOf('[') >= 0;
                if (mayBeDocument && nested < MOST_NESTED) {
                    parsed(text.getBytes(StandardCharsets.UTF_8)).ifPresent(inner -> collect(inner, nested + 1, all));
                }
            }
            case Json.Num(String text) -> all.append(text).append('\n');
            case Json.Arr(List<Json> items) -> items.forEach(item -> collect(item, nested, all));
            case Json.Obj(Map<String, Json> members) ->
                members.forEach((name, member) -> {
                    all.append(name).append('\n');
                    collect(member, nested, all);
                });
            case Json.Bool ignored -> {}
            case Json.Null ignored -> {}
        }
    }

    static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }
}
