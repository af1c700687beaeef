package dev.tollgate.core.store;

import dev.tollgate.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** JSON as DynamoDB attributes, member by member, and back. */
final class Items {
    private Items() {}

    static Map<String, AttributeValue> attributes(Json.Obj object) {
        var attributes = new LinkedHashMap<String, AttributeValue>();
        object.members().forEach((name, value) -> attributes.put(name, attribute(value)));
        return attributes;
    }

    static Json.Obj object(Map<String, AttributeValue> attributes) {
        return new Json.Obj(new TreeMap<>(attributes)
                .entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> json(entry.getValue()),
                                (one, other) -> one,
                                LinkedHashMap::new)));
    }

    private static AttributeValue attribute(Json value) {
        return switch (value) {
            case Json.Obj object -> AttributeValue.fromM(attributes(object));
            case Json.Arr(List<Json> items) ->
                AttributeValue.fromL(items.stream().map(Items::attribute).toList());
            case Json.Str(String text) -> AttributeValue.fromS(text);
            case Json.Num(String text) -> AttributeValue.fromN(text);
            case Json.Bool bool -> AttributeValue.fromBool(bool.value());
            case Json.Null none -> AttributeValue.fromNul(true);
        };
    }

    private static Json json(AttributeValue attribute) {
        return switch (attribute.type()) {
            case S -> Json.of(attribute.s());
            case N -> new Json.Num(attribute.n());
            case BOOL -> Json.of(attribute.bool());
            case M -> object(attribute.m());
            case L -> new Json.Arr(attribute.l().stream().map(Items::json).toList());
            case NUL -> Json.Null.NULL;
            case SS, NS, B, BS, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("an attribute of type " + attribute.type() + " is no JSON");
        };
    }
}
