package dev.tollgate.core.policy.expr;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Optional;

/** CEL's values as Java objects. */
public final class Values {
    private static final int MOST_DIGITS = 18;

    private Values() {}

    /**
     * JSON as CEL's {@code dyn} sees it. Objects and arrays are not converted until they are read. A number that is
     * written without fraction and exponent is an int when it fits 64 bits; every other number is the nearest double, so
     * that integers beyond 64 bits lose digits, and what is beyond double is an infinity.
     */
    public static Object of(Json json) {
        return switch (json) {
            case Json.Str text -> text.value();
            case Json.Num number -> number(number.text());
            case Json.Bool bool -> bool == Json.Bool.TRUE ? Boolean.TRUE : Boolean.FALSE;
            case Json.Null none -> Null.NULL;
            case Json.Arr array -> ListValue.of(array.items());
            case Json.Obj object -> MapValue.of(object);
        };
    }

    private static Object number(String text) {
        int length = text.length();
        boolean negative = text.charAt(0) == '-';
        int from = negative ? 1 : 0;
        long value = 0;
        for (int i = from; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return Double.valueOf(text);
            }
            value = value * 10 + digit;
        }
        if (length - from <= MOST_DIGITS) {
            return negative ? -value : value;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException beyondLong) {
            return Double.valueOf(text);
        }
    }

    /** The value as JSON; empty for what JSON does not have, such as a timestamp or an infinity. */
    public static Optional<Json> json(Object value) {
        return switch (value) {
            case String text -> Optional.of(Json.of(text));
            case Boolean bool -> Optional.of(Json.of(bool));
            case Long number -> Optional.of(Json.of(number));
            case Uint number -> Optional.of(new Json.Num(number.toString()));
            case Double number ->
                Double.isFinite(number) ? Optional.of(new Json.Num(number.toString())) : Optional.empty();
            case Null none -> Optional.of(Json.Null.NULL);
            case ListValue list -> json(list);
            case MapValue map -> json(map);
            default -> Optional.empty();
        };
    }

    private static Optional<Json> json(ListValue list) {
        var items = new ArrayList<Json>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Optional<Json> item = json(list.get(i));
            if (item.isEmpty()) {
                return Optional.empty();
            }
            items.add(item.get());
        }
        return Optional.of(new Json.Arr(items));
    }

    private static Optional<Json> json(MapValue map) {
        var members = Json.object();
        for (Iterator<?> keys = map.keys(); keys.hasNext(); ) {
            Object key = keys.next();
            Optional<Json> member = json(map.find(key));
            if (!(key instanceof String name) || member.isEmpty()) {
                return Optional.empty();
            }
            members.put(name, member.get());
        }
        return Optional.of(members.build());
    }

    /** @throws ClassCastException when this is no value of CEL */
    static TypeValue typeOf(Object value) {
        return switch (value) {
            case String text -> TypeValue.STRING;
            case Boolean bool -> TypeValue.BOOL;
            case Long number -> TypeValue.INT;
            case Double number -> TypeValue.DOUBLE;
            case Uint number -> TypeValue.UINT;
            case ListValue list -> TypeValue.LIST;
            case MapValue map -> TypeValue.MAP;
            case Null none -> TypeValue.NULL;
            case Instant time -> TypeValue.TIMESTAMP;
            case Duration duration -> TypeValue.DURATION;
            case Bytes bytes -> TypeValue.BYTES;
            case TypeValue type -> TypeValue.TYPE;
            case Optional<?> optional -> TypeValue.OPTIONAL;
            default -> throw new ClassCastException("no value of CEL: " + value.getClass());
        };
    }

    /** The type in words, for messages. */
    static String typeName(Object value) {
        TypeValue type = typeOf(value);
        return switch (type) {
            case NULL -> "null";
            case DURATION -> "duration";
            case TIMESTAMP -> "timestamp";
            case OPTIONAL -> "optional";
            default -> type.word();
        };
    }
}
