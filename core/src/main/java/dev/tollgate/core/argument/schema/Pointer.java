package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Optional;

/** JSON pointers (RFC 6901) within the schema's document. */
final class Pointer {
    private static final int LONGEST_INDEX = 6;

    private Pointer() {}

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    static Optional<Json> follow(String pointer, Json document) {
        Optional<Json> value = Optional.of(document);
        int at = 0;
        while (at < pointer.length() && value.isPresent()) {
            int end = pointer.indexOf('/', at + 1);
            String step = pointer.substring(at + 1, end < 0 ? pointer.length() : end);
            value = child(value.get(), step.replace("~1", "/").replace("~0", "~"));
            at = end < 0 ? pointer.length() : end;
        }
        return value;
    }

    private static Optional<Json> child(Json value, String step) {
        if (value instanceof Json.Obj object) {
            return object.get(step);
        }
        boolean isIndex = !step.isEmpty()
                && step.length() <= LONGEST_INDEX
                && step.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isIndex && value instanceof Json.Arr(List<Json> items) && Integer.parseInt(step) < items.size()) {
            return Optional.of(items.get(Integer.parseInt(step)));
        }
        return Optional.empty();
    }
}
