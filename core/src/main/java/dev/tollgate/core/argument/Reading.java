package dev.tollgate.core.argument;

import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.argument.sql.Dialect;
import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one tool's arguments are to be read, as the catalogue's entry says. */
public record Reading(
        Optional<ArgumentSchema> schema,
        List<ArgumentPath> sql,
        Dialect dialect,
        boolean allowsUnparsedSql,
        List<ArgumentPath> urls,
        List<ArgumentPath> paths,
        Map<String, ArgumentPath> amounts) {
    public static final Reading NONE =
            new Reading(Optional.empty(), List.of(), Dialect.ANSI, false, List.of(), List.of(), Map.of());

    public Understanding understand(Json.Obj arguments) {
        Optional<Fault> fault = schema.flatMap(each -> each.mismatch(arguments))
                .map(message -> new Fault(Fault.Kind.SCHEMA_MISMATCH, message));
        return new Understanding(Understanding.NONE.sql(), List.of(), List.of(), List.of(), Map.of(), fault);
    }
}
