package dev.tollgate.cli.compile;

import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.argument.schema.SchemaException;
import dev.tollgate.core.json.Json;
import java.util.Optional;

/** Reads the JSON Schema of a tool's arguments or of its answers: in a file, or written out where it is used. */
final class ToolSchemaReader {
    private final SchemaFiles files;

    ToolSchemaReader(SchemaFiles files) {
        this.files = files;
    }

    /** @param mapping with the schema, or the name of its file, as its only member */
    Optional<Json.Obj> read(Value mapping) {
        return mapping.fields(Shape.SCHEMA)
                .flatMap(fields -> fields.required("schema", "a JSON Schema, or the name of its file"))
                .flatMap(value -> (value.isText() ? files.read(value) : object(value))
                        .filter(document -> isUsable(document, value)));
    }

    private static boolean isUsable(Json.Obj document, Value value) {
        try {
            ArgumentSchema.of(document);
            return true;
        } catch (SchemaException unusable) {
            unusable.problems().forEach(problem -> value.problem("this schema cannot be used: " + problem));
            return false;
        }
    }

    private static Optional<Json.Obj> object(Value value) {
        return value.json() instanceof Json.Obj object
                ? Optional.of(object)
                : value.wrong("a JSON Schema, or the name of its file");
    }
}
