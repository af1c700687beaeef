package dev.tollgate.core.argument;

import dev.tollgate.core.argument.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was understood of a call's arguments. Everything is always there, empty where there is nothing. */
public record Understanding(
        Sql sql,
        List<String> urls,
        List<String> hosts,
        List<String> paths,
        Map<String, Long> amounts,
        Optional<Fault> fault) {
    public static final Understanding NONE =
            new Understanding(Sql.NONE, List.of(), List.of(), List.of(), Map.of(), Optional.empty());
}
