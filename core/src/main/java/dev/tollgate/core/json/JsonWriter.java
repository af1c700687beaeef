package dev.tollgate.core.json;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes JSON without white space.
 *
 * @param order puts an object's members into the order in which they are written
 * @param number gives a number the form in which it is written
 */
record JsonWriter(UnaryOperator<Map<String, Json>> order, UnaryOperator<String> number) {

    String text(Json value) {
        var out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private void write(Json value, StringBuilder out) {
        switch (value) {
            case Json.Obj(Map<String, Json> members) -> {
                out.append('{');
                String separator = "";
                for (var member : order.apply(members).entrySet()) {
                    out.append(separator);
                    JsonStrings.quote(member.getKey(), out);
                    out.append(':');
                    write(member.getValue(), out);
                    separator = ",";
                }
                out.append('}');
            }
            case Json.Arr(List<Json> items) -> {
                out.append('[');
                String separator = "";
                for (Json item : items) {
                    out.append(separator);
                    write(item, out);
                    separator = ",";
                }
                out.append(']');
            }
            case Json.Str(String text) -> JsonStrings.quote(text, out);
            case Json.Num(String text) -> out.append(number.apply(text));
            case Json.Bool bool -> out.append(bool.value());
            case Json.Null ignored -> out.append("null");
        }
    }
}
