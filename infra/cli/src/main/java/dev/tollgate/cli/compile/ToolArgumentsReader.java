package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a tool's entry says of its arguments: their schema, and where SQL, URLs, paths and amounts stand. */
final class ToolArgumentsReader {
    static final List<String> DIALECTS = List.of(
            ToolArguments.USUAL_DIALECT,
            "postgresql",
            "mysql",
            "mariadb",
            "sqlite",
            "sqlserver",
            "oracle",
            "bigquery",
            "snowflake",
            "redshift");

    private static final Map<String, String> DIALECT = Stream.of(DIALECTS)
            .flatMap(List::stream)
            .collect(Collectors.toMap(word -> word, word -> word, (one, other) -> one, LinkedHashMap::new));
    private static final Map<String, Boolean> UNPARSED = Words.of("deny", false, "allow", true);

    private final ToolSchemaReader schemas;

    ToolArgumentsReader(ToolSchemaReader schemas) {
        this.schemas = schemas;
    }

    ToolArguments read(Fields fields) {
        for (String name : List.of("dialect", "unparsed_sql")) {
            if (fields.has(name) && !fields.has("sql")) {
                fields.problem(name, "'" + name + "' has an effect only beside 'sql', which says where the SQL is");
            }
        }
        Optional<Json.Obj> schema = fields.optional("arguments").flatMap(schemas::read);
        var lint = new PathLint(schema.map(SchemaTypes::of).orElse(ArgumentType.Anything.ANYTHING));
        return new ToolArguments(
                schema,
                paths(fields, "sql", lint),
                fields.optional("dialect")
                        .flatMap(value -> value.oneOf(DIALECT))
                        .orElse(ToolArguments.USUAL_DIALECT),
                fields.optional("unparsed_sql")
                        .flatMap(value -> value.oneOf(UNPARSED))
                        .orElse(false),
                paths(fields, "urls", lint),
                paths(fields, "paths", lint),
                fields.optional("amounts").map(each -> amounts(each, lint)).orElse(Map.of()));
    }

    private static List<String> paths(Fields fields, String name, PathLint lint) {
        var paths = new ArrayList<String>();
        for (Value item : fields.optional(name).map(Value::distinctTexts).orElse(List.of())) {
            JsonPath.read(item).ifPresent(path -> {
                lint.texts(item, path);
                paths.add(path.text());
            });
        }
        return paths;
    }

    private static Map<String, String> amounts(Value mapping, PathLint lint) {
        var amounts = new LinkedHashMap<String, String>();
        mapping.members()
                .ifPresent(members -> members.forEach((name, member) -> Document.name(member.key())
                        .flatMap(good -> JsonPath.read(member.value()))
                        .ifPresent(path -> {
                            lint.exists(member.value(), path);
                            amounts.put(name, path.text());
                        })));
        return amounts;
    }
}
