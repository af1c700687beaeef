package dev.tollgate.audit.stream;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An item as DynamoDB writes it in JSON, each value with its type: {@code {"seq":{"N":"3"}}}. */
final class TypedItem {
    private static final int LONGEST_NUMBER = 130;

    private TypedItem() {}

    /** The item as plain JSON, as far as it is JSON: of binary values and sets there is none in a record. */
    static Json.Obj plain(Json.Obj typed) throws UnreadableException {
        var members = Json.object();
        for (Map.Entry<String, Json> attribute : typed.members().entrySet()) {
            members.put(attribute.getKey(), value(attribute.getValue()));
        }
        return members.build();
    }

    private static Json value(Json typed) throws UnreadableException {
        if (!(typed instanceof Json.Obj(Map<String, Json> members)) || members.size() != 1) {
            throw new UnreadableException("an attribute without one type");
        }
        Map.Entry<String, Json> only = members.entrySet().iterator().next();
        return switch (only.getKey()) {
            case "S" -> text(only.getValue());
            case "N" -> number(text(only.getValue()).value());
            case "BOOL" -> bool(only.getValue());
            case "NULL" -> Json.Null.NULL;
            case "M" -> object(only.getValue());
            case "L" -> list(only.getValue());
            case "B", "SS", "NS", "BS" ->
                throw new UnreadableException("an attribute of type " + only.getKey() + ", which no record has");
            default -> throw new UnreadableException("an attribute of an unknown type");
        };
    }

    private static Json.Str text(Json value) throws UnreadableException {
        if (value instanceof Json.Str text) {
            return text;
        }
        throw new UnreadableException("an attribute whose value is not of its type");
    }

    /** DynamoDB writes digits, a sign, a point and an exponent; whatever else stands here would not be JSON. */
    private static Json number(String text) throws UnreadableException {
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return new Json.Num(new java.math.BigDecimal(text).toString());
            }
        } catch (NumberFormatException noNumber) {
            // As below.
        }
        throw new UnreadableException("an attribute of type N that is no number");
    }

    private static Json bool(Json value) throws UnreadableException {
        if (value instanceof Json.Bool bool) {
            return bool;
        }
        throw new UnreadableException("an attribute whose value is not of its type");
    }

    private static Json object(Json value) throws UnreadableException {
        if (value instanceof Json.Obj object) {
            return plain(object);
        }
        throw new UnreadableException("an attribute whose value is not of its type");
    }

    private static Json list(Json value) throws UnreadableException {
        if (!(value instanceof Json.Arr(List<Json> items))) {
            throw new UnreadableException("an attribute whose value is not of its type");
        }
        var plain = new ArrayList<Json>();
        for (Json item : items) {
            plain.add(value(item));
        }
        return new Json.Arr(plain);
    }
}
