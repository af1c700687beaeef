package dev.tollgate.core.report;

import dev.tollgate.core.report.Section.Chart;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Shape;
import dev.tollgate.core.rollup.Durations;
import dev.tollgate.core.rollup.Rollup;
import dev.tollgate.core.rollup.Row;
import java.util.List;
import java.util.Optional;

/** Who used which tool of which server, how often, and what was answered. */
final class AccessTopic implements Topic {
    private static final List<Column> EFFECTS = Columns.of("allow", "throttle", "deny");

    @Override
    public List<Section> sections(Material material) {
        List<Row> decisions = material.decisions();
        var queries = new Queries(material);
        var uses = new Groups(Columns.of("agent", "server", "tool"), EFFECTS);
        for (Row row : decisions) {
            uses.add(
                    List.of(row.key().agent(), row.key().server(), row.key().tool()),
                    row.key().effect(),
                    row.counts().records());
        }
        return List.of(
                new Figures("totals", "Totals", figures(material, decisions)),
                OverTime.of(
                        material.period(),
                        decisions,
                        EFFECTS,
                        row -> row.key().effect(),
                        part -> Source.export(part.from(), part.to())),
                uses.table(
                        "uses",
                        "By agent and tool",
                        "A call is counted when it is decided. Empty: it was no registered agent, or no tool.",
                        group -> queries.decisions(group.get(0), group.get(1), group.get(2), Queries.ANY, Queries.ANY),
                        Optional.of(new Chart(Shape.BARS, "tool", List.of("allow", "throttle", "deny")))));
    }

    private static List<Figure> figures(Material material, List<Row> decisions) {
        Durations took = Rollup.total(decisions).took();
        return List.of(
                new Figure("decisions", "Calls decided", Totals.records(decisions), Source.rowsOf("uses")),
                new Figure("allow", "Allowed", Totals.ofEffect(decisions, "allow"), Source.rowsOf("uses")),
                new Figure(
                        "throttle",
                        "Throttled",
                        Totals.ofEffect(decisions, "throttle"),
                        Source.exactly(material.query("effect", "throttle"))),
                new Figure(
                        "deny",
                        "Denied",
                        Totals.ofEffect(decisions, "deny"),
                        Source.among(material.query("effect", "deny"))),
                new Figure(
                        "agents",
                        "Agents",
                        Totals.distinct(decisions, row -> row.key().agent()),
                        Source.rowsOf("uses")),
                new Figure(
                        "tools",
                        "Tools",
                        Totals.distinct(
                                decisions,
                                row -> row.key().tool().isEmpty()
                                        ? ""
                                        : row.key().server() + "/" + row.key().tool()),
                        Source.rowsOf("uses")),
                new Figure(
                        "decision_us_p50_at_most",
                        "Half of the decisions took at most, in µs",
                        most(took, 50),
                        Source.rowsOf("uses")),
                new Figure(
                        "decision_us_p99_at_most",
                        "99 in 100 decisions took at most, in µs",
                        most(took, 99),
                        Source.rowsOf("uses")));
    }

    private static long most(Durations took, int percent) {
        return took.percentile(percent).map(Durations.Between::mostMicros).orElse(0L);
    }

    @Override
    public List<String> notes(Material material) {
        return List.of(
                "Questions about plans (preflight) are no calls and are not counted. A decision that was taken back because "
                        + "its answer could not be given is counted as it was first decided; the violations report has it.",
                "Durations are counted in classes: the true value is at most a quarter below the one that is shown.");
    }
}
