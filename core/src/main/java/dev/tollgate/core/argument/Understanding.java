package dev.tollgate.core.argument;

import dev.tollgate.core.argument.sql.Sql;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a call's arguments mean. Everything is always there, empty where there is nothing.
 *
 * @param urls normalised, each once, in the order of the arguments
 * @param hosts of the URLs, each once, sorted: names in lower case and ASCII, or IP addresses
 * @param paths of files, normalised, each once, in the order of the arguments
 * @param amounts by the catalogue's names; a name whose path leads to nothing is absent
 * @param fault the first thing that was wrong; what could be understood all the same is there beside it
 */
public record Understanding(
        Sql sql,
        List<String> urls,
        List<String> hosts,
        List<String> paths,
        Map<String, Long> amounts,
        Optional<Fault> fault) {
    public static final Understanding NOTHING =
            new Understanding(Sql.NONE, List.of(), List.of(), List.of(), Map.of(), Optional.empty());

    public Understanding {
        urls = List.copyOf(urls);
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
        amounts = Collections.unmodifiableMap(new LinkedHashMap<>(amounts));
    }
}
