package dev.tollgate.core.policy.expr;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Conversions between types, and optionals. */
final class Conversions {
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private Conversions() {}

    static Object toInt(Evaluation run, Object value) {
        return switch (value) {
            case Long number -> number;
            case Uint number -> number.fitsLong() ? (Object) number.bits() : Numbers.overflow();
            case Double number ->
                number > -TWO_TO_63 && number < TWO_TO_63 ? (Object) number.longValue() : Numbers.overflow();
            case Instant time -> time.getEpochSecond();
            case String text -> run.overText(text.length()) ? Node.OVER_BUDGET : parseInt(text);
            default -> Functions.mismatch(Function.INT, value);
        };
    }

    private static Object parseInt(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            return noNumber("int");
        }
    }

    static Object toUint(Evaluation run, Object value) {
        return switch (value) {
            case Uint number -> number;
            case Long number -> number >= 0 ? new Uint(number) : Numbers.overflow();
            case Double number -> number >= 0 && number < TWO_TO_64 ? Uint.truncated(number) : Numbers.overflow();
            case String text -> run.overText(text.length()) ? Node.OVER_BUDGET : parseUint(text);
            default -> Functions.mismatch(Function.UINT, value);
        };
    }

    private static Object parseUint(String text) {
        try {
            return text.startsWith("+") ? noNumber("uint") : new Uint(Long.parseUnsignedLong(text));
        } catch (NumberFormatException malformed) {
            return noNumber("uint");
        }
    }

    static Object toDouble(Evaluation run, Object value) {
        if (Numbers.isNumber(value)) {
            return Numbers.toDouble(value);
        }
        if (!(value instanceof String text)) {
            return Functions.mismatch(Function.DOUBLE, value);
        }
        if (run.overText(text.length())) {
            return Node.OVER_BUDGET;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException malformed) {
            return noNumber("double");
        }
    }

    static Object toBool(Evaluation run, Object value) {
        return switch (value) {
            case Boolean bool -> bool;
            case String text ->
                switch (text) {
                    case "true", "TRUE", "True", "t", "1" -> true;
                    case "false", "FALSE", "False", "f", "0" -> false;
                    default -> Node.failed("the text is no bool");
                };
            default -> Functions.mismatch(Function.BOOL, value);
        };
    }

    static Object toBytes(Evaluation run, Object value) {
        return switch (value) {
            case Bytes bytes -> bytes;
            case String text ->
                run.overText(text.length()) ? Node.OVER_BUDGET : Bytes.of(text.getBytes(StandardCharsets.UTF_8));
            default -> Functions.mismatch(Function.BYTES, value);
        };
    }

    static Object toText(Evaluation run, Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean bool -> bool.toString();
            case Long number -> number.toString();
            case Uint number -> number.toString();
            case Double number -> number.toString();
            case Instant time -> time.toString();
            case Duration duration -> Times.text(duration);
            case Bytes bytes -> run.overText(bytes.size()) ? Node.OVER_BUDGET : decoded(bytes);
            default -> Functions.mismatch(Function.STRING, value);
        };
    }

    private static Object decoded(Bytes bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.content()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return Node.failed("the bytes are not UTF-8");
        }
    }

    static Object typeOf(Evaluation run, Object value) {
        return Values.typeOf(value);
    }

    static Object same(Evaluation run, Object value) {
        return value;
    }

    static Object index(Evaluation run, Object operand, Object key) {
        if (operand instanceof MapValue map) {
            Object found = map.find(key);
            return found == null ? Node.failed("there is no such member") : found;
        }
        if (operand instanceof ListValue list) {
            if (!Numbers.isNumber(key)) {
                return Functions.mismatch(Function.INDEX, operand, key);
            }
            int place = place(list, key);
            return place < 0 ? Node.failed("there is no such item") : list.get(place);
        }
        return operand instanceof Optional<?> optional
                ? optionalIndex(run, optional, key)
                : Functions.mismatch(Function.INDEX, operand, key);
    }

    static Object optionalIndex(Evaluation run, Object operand, Object key) {
        Object holder = operand instanceof Optional<?> optional ? optional.orElse(null) : operand;
        if (holder == null) {
            return Optional.empty();
        }
        if (holder instanceof MapValue map) {
            return Optional.ofNullable(map.find(key));
        }
        if (!(holder instanceof ListValue list) || !(key instanceof Long)) {
            return Functions.mismatch(Function.INDEX_OPTIONAL, operand, key);
        }
        int place = place(list, key);
        return place < 0 ? Optional.empty() : Optional.of(list.get(place));
    }

    /** Negative when there is no such place. */
    private static int place(ListValue list, Object key) {
        double place = Numbers.toDouble(key);
        return place == Math.rint(place) && place >= 0 && place < list.size() ? (int) place : -1;
    }

    static Object optionalOf(Evaluation run, Object value) {
        return Optional.of(value);
    }

    static Object optionalOfNonZero(Evaluation run, Object value) {
        boolean zero = switch (value) {
            case Boolean bool -> !bool;
            case Long number -> number == 0;
            case Uint number -> number.bits() == 0;
            case Double number -> number == 0;
            case String text -> text.isEmpty();
            case Bytes bytes -> bytes.size() == 0;
            case ListValue list -> list.size() == 0;
            case MapValue map -> map.size() == 0;
            case Duration duration -> duration.isZero();
            case Instant time -> time.equals(Instant.EPOCH);
            case Null none -> true;
            default -> false;
        };
        return zero ? Optional.empty() : Optional.of(value);
    }

    static Object hasValue(Evaluation run, Object value) {
        return value instanceof Optional<?> optional
                ? (Object) optional.isPresent()
                : Functions.mismatch(Function.HAS_VALUE, value);
    }

    static Object valueOf(Evaluation run, Object value) {
        if (!(value instanceof Optional<?> optional)) {
            return Functions.mismatch(Function.VALUE, value);
        }
        return optional.isPresent() ? optional.get() : Node.failed("the optional is empty");
    }

    static Object unwrap(Evaluation run, Object value) {
        if (!(value instanceof ListValue list)) {
            return Functions.mismatch(Function.OPTIONAL_UNWRAP, value);
        }
        if (run.over(list.size())) {
            return Node.OVER_BUDGET;
        }
        var values = new java.util.ArrayList<Object>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Optional<?> optional)) {
                return Functions.mismatch(Function.OPTIONAL_UNWRAP, list.get(i));
            }
            optional.ifPresent(values::add);
        }
        return ListValue.ofValues(values);
    }

    static Object first(Evaluation run, Object value) {
        if (!(value instanceof ListValue list)) {
            return Functions.mismatch(Function.FIRST, value);
        }
        return list.size() == 0 ? Optional.empty() : Optional.of(list.get(0));
    }

    static Object last(Evaluation run, Object value) {
        if (!(value instanceof ListValue list)) {
            return Functions.mismatch(Function.LAST, value);
        }
        return list.size() == 0 ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }

    private static Outcome.Failed noNumber(String type) {
        return Node.failed("the text is no " + type);
    }
}
