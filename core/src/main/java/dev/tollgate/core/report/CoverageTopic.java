package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Table;
import dev.tollgate.core.rollup.RecordCount;
import dev.tollgate.core.rollup.Row;
import dev.tollgate.core.rollup.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Tollgate can tell of its own gaps: allowed calls without an outcome, and calls that were not decided by it. */
final class CoverageTopic implements Topic {
    private static final List<Column> NUMBERS = Columns.of("allowed", "came_back", "journalled");

    @Override
    public List<Section> sections(Material material) throws StoreException {
        List<Row> allowed = material.decisions().stream()
                .filter(row -> row.key().effect().equals("allow"))
                .filter(row -> !row.key().tool().isEmpty())
                .toList();
        var groups = new Groups(Columns.of("agent", "server", "tool"), NUMBERS);
        allowed.forEach(row -> groups.add(call(row), "allowed", row.counts().records()));
        material.answers().stream()
                .filter(row -> row.counts().sum(Sum.MATCHED) > 0)
                .forEach(row -> groups.add(call(row), "came_back", row.counts().sum(Sum.MATCHED)));
        material.of("journal")
                .forEach(row -> groups.add(call(row), "journalled", row.counts().records()));
        var queries = new Queries(material);
        var sections = new ArrayList<Section>();
        sections.add(new Figures("totals", "Totals", figures(material, allowed)));
        sections.add(groups.table(
                "calls",
                "By agent and tool",
                "Allowed calls, answers that came back for redaction, and calls that a hook let through on its own and "
                        + "reported later.",
                group -> queries.among(queries.of(
                        Material.filters("agent", group.get(0), "server", group.get(1), "tool", group.get(2)))),
                Optional.of(new Section.Chart(Section.Shape.BESIDE, "tool", List.of("allowed", "came_back")))));
        sections.add(withoutOutcome(material, groups));
        return sections;
    }

    private static List<String> call(Row row) {
        return List.of(row.key().agent(), row.key().server(), row.key().tool());
    }

    private static List<Figure> figures(Material material, List<Row> allowed) {
        Source calls = Source.rowsOf("calls");
        List<Row> answers = material.answers();
        List<Row> journal = material.of("journal");
        long allow = Totals.records(allowed);
        long back = Totals.of(answers, Sum.MATCHED);
        return List.of(
                new Figure("allowed", "Calls of tools allowed", allow, calls),
                new Figure("came_back", "Answers that came back for redaction", back, calls),
                new Figure("not_back", "Allowed calls less answers", allow - back, Source.difference()),
                new Figure(
                        "redaction_owed",
                        "Allowed on the condition that the answer is redacted",
                        Totals.of(allowed, Sum.REDACTION_OWED),
                        material.export()),
                new Figure(
                        "unmatched",
                        "Answers without a decision of ours",
                        Totals.records(answers) - back,
                        material.export()),
                new Figure(
                        "withdrawn",
                        "Allowed, then answered with a no",
                        Totals.records(material.of(RecordCount.WITHDRAWAL)),
                        Source.among(material.query("effect", "deny", "reason", "store_unavailable"))),
                new Figure(
                        "journalled", "Calls decided by a hook alone, reported later", Totals.records(journal), calls),
                new Figure(
                        "journal_violations",
                        "Of these, let through against the rules",
                        Totals.ofEffect(journal, RecordCount.VIOLATION),
                        Source.among(material.query("kind", "security"))));
    }

    private static Table withoutOutcome(Material material, Groups groups) throws StoreException {
        List<String> agents = groups.groups().stream()
                .filter(group -> groups.get(group, "allowed") > groups.get(group, "came_back"))
                .map(List::getFirst)
                .filter(agent -> !agent.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return new WithoutOutcome(material).table(agents);
    }

    @Override
    public List<String> notes(Material material) {
        return List.of(
                "A call that never asked Tollgate cannot be seen here. That takes a log that is kept independently, by the "
                        + "tool's server or a gateway, and compared with these records; Tollgate does not read one yet. So this "
                        + "report is no proof that nothing went past.",
                "An answer in this period may belong to a call before it, and the last calls' answers may come after it: the "
                        + "difference of the two figures is exact only for a period with quiet ends. The list of calls "
                        + "without an outcome goes by the records' ids and is not affected.",
                "Not every allowed call has to come back: a hook may end it, the tool may fail, and a hook that only asks "
                        + "for decisions never sends answers. 'Allowed on the condition' counts those that must.");
    }
}
