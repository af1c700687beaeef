package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ArgumentType.Anything;
import dev.tollgate.cli.compile.ArgumentType.ListOf;
import dev.tollgate.cli.compile.ArgumentType.Member;
import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import dev.tollgate.cli.compile.ArgumentType.Text;
import dev.tollgate.cli.compile.ArgumentType.Truth;
import dev.tollgate.cli.compile.ArgumentType.Whole;
import dev.tollgate.core.json.Json;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Finds in a JSON Schema what is certain of the values that pass it. It never claims too much: keywords that it does not
 * know only narrow further what the known ones say.
 */
final class SchemaTypes {
    private SchemaTypes() {}

    static ArgumentType of(Json schema) {
        // Before draft 2019-09, $ref made its siblings mean nothing.
        if (!(schema instanceof Json.Obj object) || object.get("$ref").isPresent()) {
            return Anything.ANYTHING;
        }
        return switch (object.text("type").orElse("")) {
            case "string" -> Text.TEXT;
            case "integer" -> Whole.WHOLE;
            case "boolean" -> Truth.TRUTH;
            case "array" -> new ListOf(item(object));
            case "object" -> object(object);
            // A number may be an int or a double; a list of types, or none, may be anything.
            default -> Anything.ANYTHING;
        };
    }

    private static ArgumentType item(Json.Obj schema) {
        boolean hasPlaces = schema.get("prefixItems").isPresent();
        return hasPlaces
                ? Anything.ANYTHING
                : schema.get("items").map(SchemaTypes::of).orElse(Anything.ANYTHING);
    }

    private static ArgumentType object(Json.Obj schema) {
        Json.Obj properties = schema.object("properties").orElse(Json.Obj.EMPTY);
        List<String> required = schema.texts("required");
        var members = new LinkedHashMap<String, Member>();
        properties.members().forEach((name, each) -> members.put(name, new Member(of(each), required.contains(name))));
        required.forEach(name -> members.putIfAbsent(name, new Member(Anything.ANYTHING, true)));
        boolean isClosed = schema.get("additionalProperties")
                        .filter(Json.Bool.FALSE::equals)
                        .isPresent()
                && schema.get("patternProperties").isEmpty();
        return new ObjectOf(members, isClosed);
    }
}
