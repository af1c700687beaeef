package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code type}, {@code const}, {@code enum}. */
final class ValueKeywords {
    private static final int LONGEST_LIST = 200;

    private ValueKeywords() {}

    static void read(Source source, Schema schema, Consumer<Keyword> keywords) {
        source.get("type").ifPresent(written -> type(source, written, schema, keywords));
        source.get("const")
                .ifPresent(value -> oneOf(source, "const", List.of(value)).ifPresent(keywords));
        source.get("enum").ifPresent(value -> {
            if (value instanceof Json.Arr(List<Json> items)) {
                oneOf(source, "enum", items).ifPresent(keywords);
            } else {
                source.wrong("enum", "expected a list");
            }
        });
    }

    private static void type(Source source, Json written, Schema schema, Consumer<Keyword> keywords) {
        Set<String> names = written instanceof Json.Str(String name) ? Set.of(name) : source.names("type", written);
        var types = EnumSet.noneOf(Type.class);
        for (String name : names) {
            Optional<Type> type = Type.of(name);
            type.ifPresent(types::add);
            if (type.isEmpty()) {
                source.wrong(
                        "type", "expected string, integer, number, boolean, object, array or null, or a list of them");
            }
        }
        if (types.isEmpty() && names.isEmpty()) {
            source.wrong("type", "expected at least one type");
        }
        schema.only(types);
        String expected = Type.expected(types);
        keywords.accept(
                (value, place, seen, check) -> Type.anyHolds(types, value, check) || check.fail(place, expected));
    }

    private static Optional<Keyword> oneOf(Source source, String keyword, List<Json> allowed) {
        var reading = new Check();
        var texts = new HashSet<String>();
        for (Json value : allowed) {
            Optional<String> text = EqualText.of(value, reading);
            if (text.isEmpty()) {
                source.wrong(keyword, "expected values that are not too complex to compare");
                return Optional.empty();
            }
            texts.add(text.get());
        }
        String expected = "must be " + (allowed.size() == 1 ? "" : "one of ") + shown(allowed);
        return Optional.of((value, place, seen, check) -> {
            Optional<String> text = EqualText.of(value, check);
            return text.isPresent() && texts.contains(text.get()) || check.fail(place, expected);
        });
    }

    private static String shown(List<Json> allowed) {
        var text = new StringBuilder();
        for (Json value : allowed) {
            text.append(text.isEmpty() ? "" : ", ").append(JsonText.write(value));
            if (text.length() > LONGEST_LIST) {
                return text.substring(0, LONGEST_LIST) + "…";
            }
        }
        return text.toString();
    }
}
