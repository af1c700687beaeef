package dev.tollgate.cli.compile;

import dev.tollgate.core.argument.ArgumentPath;
import dev.tollgate.core.argument.Reading;
import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.argument.schema.SchemaException;
import dev.tollgate.core.argument.sql.Dialect;
import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the catalogue says of one tool's arguments. The paths are checked texts, such as {@code $.rows[*].url}.
 *
 * @param schema the JSON Schema of the arguments
 * @param sql where SQL stands
 * @param dialect of that SQL
 * @param allowsUnparsedSql whether rules are asked about SQL that cannot be understood
 * @param urls where URLs stand
 * @param paths where paths of files stand
 * @param amounts where numbers stand, each under the name that {@code history.amounts} has for it
 */
record ToolArguments(
        Optional<Json.Obj> schema,
        List<String> sql,
        String dialect,
        boolean allowsUnparsedSql,
        List<String> urls,
        List<String> paths,
        Map<String, String> amounts) {
    static final String USUAL_DIALECT = "ansi";
    static final ToolArguments NONE =
            new ToolArguments(Optional.empty(), List.of(), USUAL_DIALECT, false, List.of(), List.of(), Map.of());

    ToolArguments {
        sql = List.copyOf(sql);
        urls = List.copyOf(urls);
        paths = List.copyOf(paths);
        amounts = Map.copyOf(amounts);
    }

    /** As the functions read it. */
    Reading reading() {
        return new Reading(
                schema.map(ToolArguments::checked),
                paths(sql),
                Dialect.of(dialect).orElseThrow(),
                allowsUnparsedSql,
                paths(urls),
                paths(this.paths),
                amounts.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, amount -> ArgumentPath.of(amount.getValue()))));
    }

    private static List<ArgumentPath> paths(List<String> texts) {
        return texts.stream().map(ArgumentPath::of).toList();
    }

    /** The reader has reported what is wrong with a schema; such a bundle is never made. */
    private static ArgumentSchema checked(Json.Obj document) {
        try {
            return ArgumentSchema.of(document);
        } catch (SchemaException reported) {
            throw new IllegalStateException(reported);
        }
    }
}
