package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.Document.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The documents of a bundle, by their kinds; of each kind, no two have the same name. */
final class Documents {
    private final Map<Kind, List<Document>> byKind = new EnumMap<>(Kind.class);

    /** Leaves out, and reports, those whose name another one of the kind has. */
    Documents(List<Document> all) {
        for (Kind kind : Kind.values()) {
            byKind.put(
                    kind,
                    distinct(all.stream()
                            .filter(document -> document.kind() == kind)
                            .toList()));
        }
    }

    private static List<Document> distinct(List<Document> ofOneKind) {
        var names = new HashMap<String, Document>();
        var distinct = new ArrayList<Document>();
        for (Document document : ofOneKind) {
            Document first = names.putIfAbsent(document.name(), document);
            if (first == null) {
                distinct.add(document);
            } else if (document.isNamed()) {
                document.at()
                        .problem("another " + document.kind().word() + " is called '" + document.name() + "', in "
                                + first.at().source().file() + " (expected a name of its own)");
            }
        }
        return distinct;
    }

    List<Document> of(Kind kind) {
        return byKind.get(kind);
    }

    /** What the documents of a kind say, by their names. */
    <T> Map<String, T> read(Kind kind, Function<Document, T> read) {
        var said = new LinkedHashMap<String, T>();
        of(kind).forEach(document -> said.put(document.name(), read.apply(document)));
        return said;
    }
}
