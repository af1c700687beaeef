package dev.tollgate.core.policy.expr;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
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
