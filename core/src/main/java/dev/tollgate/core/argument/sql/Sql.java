package dev.tollgate.core.argument.sql;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.TreeSet;

/**
 * What SQL does, as far as its text says. Lists are distinct and sorted, names are in lower case.
 *
 * @param present whether there was any SQL
 * @param kinds the first words of its statements, {@code unparsed} for SQL that could not be read
 * @param tables every table read or written; {@code *} when it may be any
 * @param columns {@code table.column} where the table is certain, else {@code column}; {@code *} for all columns
 * @param readOnly only when every statement certainly does nothing but read
 */
public record Sql(
        boolean present,
        int statements,
        List<String> kinds,
        List<String> tables,
        List<String> columns,
        boolean readOnly) {
    public static final Sql NONE = new Sql(false, 0, List.of(), List.of(), List.of(), false);
    static final Sql UNPARSED = new Sql(true, 1, List.of("unparsed"), List.of(Findings.ANY_TABLE), List.of("*"), false);

    public Sql {
        kinds = List.copyOf(kinds);
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
    }

    /** Both together. */
    public Sql and(Sql other) {
        if (!present || !other.present) {
            return present ? this : other;
        }
        return new Sql(
                true,
                statements + other.statements,
                merged(kinds, other.kinds),
                merged(tables, other.tables),
                merged(columns, other.columns),
                readOnly && other.readOnly);
    }

    /** As conditions read it under {@code sql}. */
    public Json.Obj toJson() {
        return Json.object()
                .put("present", Json.of(present))
                .put("statements", statements)
                .put("kinds", Json.texts(kinds))
                .put("tables", Json.texts(tables))
                .put("columns", Json.texts(columns))
                .put("read_only", Json.of(readOnly))
                .build();
    }

    private static List<String> merged(List<String> one, List<String> other) {
        var merged = new TreeSet<>(one);
        merged.addAll(other);
        return List.copyOf(merged);
    }
}
