package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The same text for values that JSON Schema calls equal: members in any order, numbers by their value. Texts are
 * compared rather than values, because a hash map sorts texts whose hashes collide.
 */
final class EqualText {
    private final StringBuilder text = new StringBuilder();
    private final Check check;

    private EqualText(Check check) {
        this.check = check;
    }

    /** Empty when the value is too complex to compare; the check is then over. */
    static Optional<String> of(Json value, Check check) {
        var equal = new EqualText(check);
        return equal.append(value) ? Optional.of(equal.text.toString()) : Optional.empty();
    }

    private boolean append(Json value) {
        boolean whole = check.enter() && appendWithin(value);
        check.leave();
        return whole;
    }

    private boolean appendWithin(Json value) {
        return switch (value) {
            case Json.Str(String string) -> string(string);
            case Json.Num number -> number(number);
            case Json.Bool bool -> written(bool.value() ? "t" : "f");
            case Json.Null none -> written("n");
            case Json.Arr(List<Json> items) -> items(items);
            case Json.Obj(Map<String, Json> members) -> members(members);
        };
    }

    private boolean items(List<Json> items) {
        text.append('[');
        for (Json item : items) {
            if (!append(item)) {
                return false;
            }
        }
        return written("]");
    }

    private boolean members(Map<String, Json> members) {
        text.append('{');
        for (var member : new TreeMap<>(members).entrySet()) {
            if (!string(member.getKey()) || !append(member.getValue())) {
                return false;
            }
        }
        return written("}");
    }

    /** With its length before it, so that no text can be taken for another. */
    private boolean string(String string) {
        text.append('"').append(string.length()).append(':').append(string);
        return check.spend(string.length() >> 6);
    }

    private boolean number(Json.Num number) {
        Optional<BigDecimal> value = check.exact(number);
        if (value.isEmpty()) {
            return false;
        }
        BigDecimal plain = value.get().stripTrailingZeros();
        text.append('#')
                .append(plain.unscaledValue())
                .append('e')
                .append(-plain.scale())
                .append(';');
        return true;
    }

    private boolean written(String sign) {
        text.append(sign);
        return true;
    }
}
