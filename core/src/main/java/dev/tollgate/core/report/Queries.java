package dev.tollgate.core.report;

import dev.tollgate.core.rollup.Key;
import dev.tollgate.core.rollup.RecordCount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The queries that give the records behind a row of counts. */
final class Queries {
    private static final Set<String> FLAGGED_EFFECTS = Set.of("deny", "throttle");
    private static final Set<String> FLAGGED_KINDS = Set.of("security", "approval", "admin", "read", "observed");
    private static final String DECISION = "decision";

    /** Whatever it is. An empty text is the one that a record does not say. */
    static final String ANY = "*";

    private final Material material;
    private final Set<List<String>> withOthers = new HashSet<>();

    Queries(Material material) {
        this.material = material;
        // Their records are of kind decision, and no query can leave them out.
        material.of(RecordCount.PREFLIGHT, RecordCount.WITHDRAWAL)
                .forEach(row ->
                        withOthers.add(List.of(row.key().agent(), row.key().tool())));
    }

    /**
     * Decisions about the calls of an agent to a tool.
     *
     * @param effect or {@link #ANY}
     * @param reason or {@link #ANY}
     */
    Source decisions(String agent, String server, String tool, String effect, String reason) {
        return of(Material.filters(
                "kind", DECISION,
                "agent", agent,
                "server", server,
                "tool", tool,
                "effect", effect,
                "reason", reason));
    }

    /** Answers that an agent had from a tool. */
    Source answers(String agent, String server, String tool) {
        return of(Material.filters("kind", "redaction", "agent", agent, "server", server, "tool", tool));
    }

    /** Some of these answers. */
    Source among(Source source) {
        return source.queries().isEmpty()
                ? source
                : Source.among(source.queries().toArray(String[]::new));
    }

    /** @param filters names and texts, as the API has them; {@link #ANY} is left out */
    Source of(Map<String, String> filters) {
        var known = new TreeMap<>(filters);
        known.values().removeIf(ANY::equals);
        // What names no agent or tool cannot be asked for as such.
        boolean isNarrow = !known.containsValue("");
        boolean isExact = !known.values().removeIf(Key.UNKNOWN::equals);
        known.values().removeIf(String::isEmpty);
        String kind = known.getOrDefault("kind", "");
        boolean isFound = known.containsKey("agent")
                || known.containsKey("tool")
                || FLAGGED_EFFECTS.contains(known.getOrDefault("effect", ""))
                || FLAGGED_KINDS.contains(kind);
        if (!isFound) {
            return material.export();
        }
        boolean hasOthers = kind.equals(DECISION)
                && withOthers.stream()
                        .anyMatch(each -> each.getFirst().equals(known.getOrDefault("agent", each.getFirst()))
                                && each.getLast().equals(known.getOrDefault("tool", each.getLast())));
        String query = Source.query(material.period().from(), material.period().to(), known);
        return isExact && isNarrow && !hasOthers ? Source.exactly(query) : Source.among(query);
    }
}
