package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.Set;
import java.util.function.Consumer;

/** What the presence of one member demands: {@code dependentRequired}, {@code dependentSchemas}, {@code dependencies}. */
final class DependencyKeywords {
    private DependencyKeywords() {}

    static void read(Source source, Consumer<Keyword> keywords) {
        source.object("dependentRequired")
                .members()
                .forEach((name, names) -> keywords.accept(required(name, source.names("dependentRequired", names))));
        source.namedSchemas("dependentSchemas")
                .forEach((name, schema) -> keywords.accept(schema(name, source.inPlace(schema))));
        // Draft 7 has both in one, told by their form.
        source.object("dependencies").members().forEach((name, value) -> {
            if (value instanceof Json.Arr) {
                keywords.accept(required(name, source.names("dependencies", value)));
            } else {
                keywords.accept(schema(name, source.inPlace(source.schema("dependencies", name, value))));
            }
        });
    }

    private static Keyword required(String name, Set<String> required) {
        return ObjectKeywords.object((members, place, seen, check) ->
                !members.containsKey(name) || ObjectKeywords.hasAll(required, members, place, check));
    }

    private static Keyword schema(String name, Schema schema) {
        return (value, place, seen, check) -> !(value instanceof Json.Obj object)
                || object.get(name).isEmpty()
                || schema.holds(value, place, seen, check);
    }
}
