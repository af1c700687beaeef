package dev.tollgate.core.argument.schema;

import dev.tollgate.core.json.Json;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The types of JSON Schema. */
enum Type {
    STRING("a string"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    OBJECT("an object"),
    ARRAY("a list"),
    NULL("null");

    private final String shown;

    Type(String shown) {
        this.shown = shown;
    }

    static Optional<Type> of(String name) {
        return switch (name) {
            case "string" -> Optional.of(STRING);
            case "integer" -> Optional.of(INTEGER);
            case "number" -> Optional.of(NUMBER);
            case "boolean" -> Optional.of(BOOLEAN);
            case "object" -> Optional.of(OBJECT);
            case "array" -> Optional.of(ARRAY);
            case "null" -> Optional.of(NULL);
            default -> Optional.empty();
        };
    }

    static String expected(Set<Type> types) {
        return "must be " + types.stream().map(type -> type.shown).collect(Collectors.joining(" or "));
    }

    static boolean anyHolds(Set<Type> types, Json value, Check check) {
        return switch (value) {
            case Json.Str text -> types.contains(STRING);
            case Json.Bool bool -> types.contains(BOOLEAN);
            case Json.Null none -> types.contains(NULL);
            case Json.Arr list -> types.contains(ARRAY);
            case Json.Obj object -> types.contains(OBJECT);
            case Json.Num number -> types.contains(NUMBER) || types.contains(INTEGER) && isWhole(number, check);
        };
    }

    private static boolean isWhole(Json.Num number, Check check) {
        if (number.asLong().isPresent()) {
            return true;
        }
        return check.exact(number).filter(ExactNumber::isWhole).isPresent();
    }
}
