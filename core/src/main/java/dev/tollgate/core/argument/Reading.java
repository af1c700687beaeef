package dev.tollgate.core.argument;

import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.argument.sql.Dialect;
import dev.tollgate.core.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one tool's arguments are to be read, as the catalogue's entry says.
 *
 * @param allowsUnparsedSql whether SQL that cannot be read is no fault; it then counts as touching any table
 * @param amounts named whole numbers; a list counts as the number of its items
 */
public record Reading(
        Optional<ArgumentSchema> schema,
        List<ArgumentPath> sql,
        Dialect dialect,
        boolean allowsUnparsedSql,
        List<ArgumentPath> urls,
        List<ArgumentPath> paths,
        Map<String, ArgumentPath> amounts) {
    /** Of a tool of which the catalogue says nothing about arguments. */
    public static final Reading NONE =
            new Reading(Optional.empty(), List.of(), Dialect.ANSI, false, List.of(), List.of(), Map.of());

    public Reading {
        sql = List.copyOf(sql);
        urls = List.copyOf(urls);
        paths = List.copyOf(paths);
        amounts = Collections.unmodifiableMap(new LinkedHashMap<>(amounts));
    }

    /** In bounded time, whatever the arguments are. */
    public Understanding understand(Json.Obj arguments) {
        return equals(NONE) ? Understanding.NOTHING : new ArgumentReader(this, arguments).understanding();
    }
}
