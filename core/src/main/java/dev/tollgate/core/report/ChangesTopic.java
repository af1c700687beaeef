package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.report.Section.Chart;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Shape;
import dev.tollgate.core.report.Section.Table;
import dev.tollgate.core.rollup.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Administrative acts, approvals, and what the system did by itself. */
final class ChangesTopic implements Topic {
    private static final int MOST = 300;
    private static final String REACTION = "reaction";

    @Override
    public List<Section> sections(Material material) throws StoreException {
        List<Row> acts = material.of("admin");
        List<Row> approvals = material.of("approval");
        List<Row> reactions = material.of("security").stream()
                .filter(row -> row.key().effect().equals(REACTION))
                .toList();
        var groups = new Groups(Columns.of("kind", "act"), Columns.of("count"));
        for (List<Row> rows : List.of(acts, approvals, reactions)) {
            rows.forEach(row -> groups.add(
                    List.of(row.key().kind(), row.key().effect()),
                    "count",
                    row.counts().records()));
        }
        return List.of(
                new Figures(
                        "totals",
                        "Totals",
                        List.of(
                                new Figure(
                                        "acts",
                                        "Administrative acts",
                                        Totals.records(acts),
                                        Source.exactly(material.query("kind", "admin"))),
                                new Figure(
                                        "approvals",
                                        "Approvals, refusals and withdrawals of approvers",
                                        Totals.records(approvals),
                                        Source.exactly(material.query("kind", "approval"))),
                                new Figure(
                                        "reactions",
                                        "Postures that the system set by itself",
                                        Totals.records(reactions),
                                        Source.among(material.query("kind", "security"))))),
                groups.table(
                        "acts",
                        "By kind of act",
                        "",
                        group -> Source.among(material.query("kind", group.getFirst())),
                        Optional.of(new Chart(Shape.BARS, "act", List.of("count")))),
                list("changes", "Administrative acts", "admin", material),
                list("approved", "Approvers' acts", "approval", material));
    }

    private static Table list(String id, String title, String kind, Material material) throws StoreException {
        return Listing.of(
                id,
                title,
                "Newest first. Who acted is a pseudonym.",
                Columns.of("at", "record", "effect", "what", "by", "bundle"),
                material.newest(Index.FLAGGED, List.of(kind), Map.of(), MOST),
                material.query("kind", kind));
    }

    @Override
    public List<String> notes(Material material) {
        return List.of(
                "Acts of the tollgate command are recorded by the command itself. Whoever writes to the tables without "
                        + "it leaves traces in CloudTrail, not here.");
    }
}
