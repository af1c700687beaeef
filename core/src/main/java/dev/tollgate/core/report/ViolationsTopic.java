package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.report.Section.Chart;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Shape;
import dev.tollgate.core.report.Section.Table;
import dev.tollgate.core.rollup.RecordCount;
import dev.tollgate.core.rollup.Row;
import dev.tollgate.core.rollup.Sum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was denied or throttled, by agent, tool and reason, and what looked like an attack. */
final class ViolationsTopic implements Topic {
    private static final int LATEST = 50;
    private static final List<Column> REFUSALS = Columns.of("throttle", "deny");
    private static final List<Column> COUNT = Columns.of("count");

    @Override
    public List<Section> sections(Material material) throws StoreException {
        List<Row> refused = material.decisions().stream()
                .filter(row -> !row.key().effect().equals("allow"))
                .toList();
        return List.of(
                new Figures("totals", "Totals", figures(material, refused)),
                OverTime.of(
                        material.period(),
                        refused,
                        REFUSALS,
                        row -> row.key().effect(),
                        part -> Source.among(query(part, "throttle"), query(part, "deny"))),
                refusals(material, refused),
                watched(material),
                security(material),
                latest(material));
    }

    private static String query(Period.Part part, String effect) {
        return Source.query(part.from(), part.to(), Map.of("effect", effect));
    }

    private static List<Figure> figures(Material material, List<Row> refused) {
        List<Row> security = material.of("security");
        List<Row> withdrawn = material.of(RecordCount.WITHDRAWAL);
        return List.of(
                new Figure("deny", "Calls denied", Totals.ofEffect(refused, "deny"), Source.rowsOf("refusals")),
                new Figure(
                        "throttle", "Calls throttled", Totals.ofEffect(refused, "throttle"), Source.rowsOf("refusals")),
                new Figure(
                        "withdrawn",
                        "Allowed first, then answered with a no",
                        Totals.records(withdrawn),
                        Source.among(material.query("effect", "deny", "reason", "store_unavailable"))),
                new Figure(
                        "watched",
                        "Calls that a rule in monitor mode would have refused",
                        Totals.of(material.decisions(), Sum.WATCHED),
                        Source.rowsOf("watched")),
                new Figure(
                        "security",
                        "Security events",
                        Totals.records(security),
                        Source.exactly(material.query("kind", "security"))));
    }

    private static Table refusals(Material material, List<Row> refused) {
        var queries = new Queries(material);
        var groups = new Groups(Columns.of("agent", "server", "tool", "effect", "reason"), COUNT);
        for (Row row : refused) {
            groups.add(
                    List.of(
                            row.key().agent(),
                            row.key().server(),
                            row.key().tool(),
                            row.key().effect(),
                            row.key().reason()),
                    "count",
                    row.counts().records());
        }
        return groups.table(
                "refusals",
                "By agent, tool and reason",
                "",
                group -> queries.decisions(group.get(0), group.get(1), group.get(2), group.get(3), group.get(4)),
                Optional.of(new Chart(Shape.BARS, "reason", List.of("count"))));
    }

    private static Table watched(Material material) {
        var queries = new Queries(material);
        var groups = new Groups(Columns.of("agent", "server", "tool"), COUNT);
        for (Row row : material.decisions()) {
            long watched = row.counts().sum(Sum.WATCHED);
            if (watched > 0) {
                groups.add(
                        List.of(row.key().agent(), row.key().server(), row.key().tool()), "count", watched);
            }
        }
        return groups.table(
                "watched",
                "What rules in monitor mode would have refused",
                "These calls were decided as if the rules were not there.",
                group -> queries.among(
                        queries.decisions(group.get(0), group.get(1), group.get(2), Queries.ANY, Queries.ANY)),
                Optional.empty());
    }

    private static Table security(Material material) {
        var queries = new Queries(material);
        var groups = new Groups(Columns.of("event", "agent"), COUNT);
        for (Row row : material.of("security")) {
            groups.add(
                    List.of(row.key().effect(), row.key().agent()),
                    "count",
                    row.counts().records());
        }
        return groups.table(
                "security",
                "Security events",
                "An event without an agent is about a key or a caller.",
                group -> queries.among(queries.of(Material.filters("kind", "security", "agent", group.get(1)))),
                Optional.of(new Chart(Shape.BARS, "event", List.of("count"))));
    }

    private static Table latest(Material material) throws StoreException {
        RecordLists.Listed listed =
                material.newest(Index.FLAGGED, List.of("deny", "throttle"), Map.of("kind", Set.of("decision")), LATEST);
        return Listing.of(
                "latest",
                "The latest refusals",
                "Newest first, read from the records themselves: some may not be sealed yet.",
                Columns.of("at", "record", "agent", "server", "tool", "effect", "reason", "policy", "rule"),
                listed,
                material.query("effect", "deny") + " and " + material.query("effect", "throttle"));
    }

    @Override
    public List<String> notes(Material material) {
        return List.of(
                "A refusal is what the rules are for: that there are many may say that an agent asks for too much, "
                        + "that a rule is too strict, or that somebody tries something.");
    }
}
