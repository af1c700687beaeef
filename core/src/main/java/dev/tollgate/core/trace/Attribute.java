package dev.tollgate.core.trace;

import dev.tollgate.core.json.Json;
import java.util.List;

/**
 * One fact of a span or of the program that made it.
 *
 * @param value as the protocol's AnyValue has it
 */
public record Attribute(String name, Json.Obj value) {

    public static Attribute text(String name, String value) {
        return new Attribute(name, text(value));
    }

    public static Attribute number(String name, long value) {
        return new Attribute(
                name, Json.object().put("intValue", Long.toString(value)).build());
    }

    public static Attribute texts(String name, List<String> values) {
        Json all = new Json.Arr(values.stream().<Json>map(Attribute::text).toList());
        return new Attribute(
                name,
                Json.object()
                        .put("arrayValue", Json.object().put("values", all).build())
                        .build());
    }

    private static Json.Obj text(String value) {
        return Json.object().put("stringValue", value).build();
    }

    Json json() {
        return Json.object().put("key", name).put("value", value).build();
    }
}
