package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Writes and reads the members of a published bundle. Whatever is not what was written is refused with an exception: read
 * as nothing, it would widen a target or drop a rule.
 */
final class StrictJson {
    private StrictJson() {}

    static Json required(Json.Obj object, String name) {
        return object.get(name).orElseThrow(() -> new IllegalArgumentException("'" + name + "' is missing"));
    }

    static String text(Json.Obj object, String name) {
        return text(required(object, name));
    }

    static String text(Json value) {
        return ((Json.Str) value).value();
    }

    static List<String> texts(Json.Obj object, String name) {
        return decodeList(object, name, StrictJson::text);
    }

    static boolean bool(Json.Obj object, String name) {
        return ((Json.Bool) required(object, name)).value();
    }

    static <T> Json.Arr array(List<T> values, Function<T, Json> encode) {
        return new Json.Arr(values.stream().map(encode).toList());
    }

    /** Sorted by name, so that equal bundles are equal texts. */
    static <T> Json.Obj objects(Map<String, T> values, Function<T, Json> encode) {
        var members = Json.object();
        new TreeMap<>(values).forEach((name, value) -> members.put(name, encode.apply(value)));
        return members.build();
    }

    static <T> List<T> decodeList(Json.Obj object, String name, Function<Json, T> decode) {
        var values = new ArrayList<T>();
        for (Json item : ((Json.Arr) required(object, name)).items()) {
            values.add(decode.apply(item));
        }
        return values;
    }

    static <T> Map<String, T> decodeMap(Json.Obj object, String name, BiFunction<String, Json, T> decode) {
        var values = new LinkedHashMap<String, T>();
        object.object(name).orElseThrow().members().forEach((key, value) -> values.put(key, decode.apply(key, value)));
        return values;
    }
}
