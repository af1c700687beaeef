package dev.tollgate.core.export;

import dev.tollgate.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a record was not put anywhere yet. What is taken is gone, and what has another type than expected stays. */
final class Remainder {
    private final Map<String, Json> left;

    Remainder(Json.Obj object) {
        this.left = new LinkedHashMap<>(object.members());
    }

    Optional<String> takeText(String name) {
        if (left.get(name) instanceof Json.Str(String value)) {
            left.remove(name);
            return Optional.of(value);
        }
        return Optional.empty();
    }

    Optional<Long> takeInteger(String name) {
        Optional<Long> value = left.get(name) instanceof Json.Num number ? number.asLong() : Optional.empty();
        value.ifPresent(taken -> left.remove(name));
        return value;
    }

    /** Empty when anything in the list is no text. */
    List<String> takeTexts(String name) {
        if (!(left.get(name) instanceof Json.Arr(List<Json> items))
                || !items.stream().allMatch(Json.Str.class::isInstance)) {
            return List.of();
        }
        left.remove(name);
        return items.stream().map(item -> ((Json.Str) item).value()).toList();
    }

    /** A text in an object; the object's other members stay. */
    Optional<String> takeText(String object, String name) {
        if (!(left.get(object) instanceof Json.Obj inner)) {
            return Optional.empty();
        }
        var rest = new Remainder(inner);
        Optional<String> text = rest.takeText(name);
        if (text.isPresent()) {
            left.put(object, rest.all());
            if (rest.left.isEmpty()) {
                left.remove(object);
            }
        }
        return text;
    }

    Json.Obj all() {
        return new Json.Obj(left);
    }
}
