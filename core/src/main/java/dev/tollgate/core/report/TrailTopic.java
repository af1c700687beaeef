package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Table;
import dev.tollgate.core.rollup.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that one agent did, or that belongs to one session or trace, in the order of time. */
final class TrailTopic implements Topic {
    static final int MOST = 1_000;

    /** Each is searched in the shards of a day, side by side. */
    private static final int MOST_AGENTS = 10;

    private static final List<Column> COLUMNS = Columns.of(
            "at",
            "record",
            "kind",
            "agent",
            "server",
            "tool",
            "effect",
            "reason",
            "findings",
            "decision",
            "session",
            "trace");

    @Override
    public List<Section> sections(Material material) throws StoreException {
        List<String> agents = agents(material);
        RecordLists.Listed listed = agents.isEmpty()
                ? new RecordLists.Listed(List.of(), false)
                : material.newest(Index.BY_AGENT, agents, members(material), MOST);
        var counts = new Groups(Columns.of("kind", "effect"), Columns.of("count"));
        for (SealedRecord record : listed.records()) {
            counts.add(
                    List.of(
                            record.kind(),
                            record.content()
                                    .text("effect")
                                    .or(() -> record.content().text("redaction"))
                                    .orElse("")),
                    "count",
                    1);
        }
        return List.of(
                steps(material, listed),
                counts.table(
                        "counts",
                        "How many steps",
                        "Of the steps above.",
                        group -> Source.rowsOf("steps"),
                        Optional.empty()));
    }

    private static Table steps(Material material, RecordLists.Listed listed) {
        // The newest are found first; a trail is read from its beginning.
        var inOrder = new RecordLists.Listed(listed.records().reversed(), listed.isCut());
        String all = Source.query(
                material.period().from(),
                material.period().to(),
                material.asked().onRecord(material.pseudonyms()));
        return Listing.of(
                "steps",
                "Steps, oldest first",
                "Read from the records themselves: the last ones may not be sealed yet.",
                COLUMNS,
                inOrder,
                "the latest of " + all + ", or ask for a shorter period");
    }

    private static Map<String, Set<String>> members(Material material) {
        var members = new HashMap<String, Set<String>>();
        material.asked().session().ifPresent(id -> members.put("session", wanted("session", id, material)));
        material.asked().trace().ifPresent(id -> members.put("trace", wanted("trace", id, material)));
        return members;
    }

    private static Set<String> wanted(String what, String text, Material material) {
        return Set.of(text, material.pseudonyms().of(what, text));
    }

    /** A session has one agent and a trace a few; which ones, only what was counted can tell. */
    private static List<String> agents(Material material) {
        return material.asked()
                .agent()
                .map(List::of)
                .orElseGet(() -> seen(material).stream().limit(MOST_AGENTS).toList());
    }

    private static List<String> seen(Material material) {
        return material.rows().stream()
                .map(Row::key)
                .map(key -> key.agent())
                .filter(agent -> !agent.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public List<String> notes(Material material) {
        boolean isPartial = material.asked().agent().isEmpty() && seen(material).size() > MOST_AGENTS;
        return isPartial
                ? List.of("More than " + MOST_AGENTS + " agents were active in this period, and only the first "
                        + MOST_AGENTS + " by name were searched. Give 'agent' as well.")
                : List.of("What a session or trace is called stands in records as a pseudonym.");
    }
}
