package dev.tollgate.redaction.dialect;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The shape of an answer without its content, for a runtime that drops a replacement of another shape and shows what it
 * has instead.
 */
final class BlankedJson {
    private static final int MOST_DEPTH = 512;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TYPE = 32;
    private static final Json ZERO = Json.of(0);

    private final JsonText json = new JsonText(MOST_DEPTH);

    /**
     * @param note stands in the place of every text
     * @return empty when it is no JSON
     */
    Optional<Json> of(byte[] answer, String note) {
        try {
            return Optional.of(blank(json.parse(answer), "", Json.of(note)));
        } catch (JsonException unreadable) {
            return Optional.empty();
        }
    }

    private static Json blank(Json value, String name, Json note) {
        return switch (value) {
            case Json.Obj object -> {
                var members = new LinkedHashMap<String, Json>();
                object.members().forEach((member, inner) -> {
                    if (isPlain(member, LONGEST_NAME)) {
                        members.put(member, blank(inner, member, note));
                    }
                });
                yield new Json.Obj(members);
            }
            case Json.Arr array ->
                new Json.Arr(array.items().stream()
                        .map(item -> blank(item, "", note))
                        .toList());
            case Json.Str(String text) -> name.equals("type") && isPlain(text, LONGEST_TYPE) ? value : note;
            case Json.Num number -> ZERO;
            case Json.Bool bool -> bool;
            case Json.Null nothing -> nothing;
        };
    }

    /** What a program calls its members, and no sentence. */
    private static boolean isPlain(String name, int longest) {
        return name.length() <= longest
                && name.chars()
                        .allMatch(
                                c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_');
    }
}
