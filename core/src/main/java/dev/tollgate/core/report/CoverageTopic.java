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
import java.util.stream.Collectors;

/** Gaps: allowed calls without an outcome, calls that were not decided by Tollgate, and what logs of others have beyond. */
final class CoverageTopic implements Topic {
    private static final int MOST_NAMED = 20;
    private static final List<Column> NUMBERS = Columns.of("allowed", "came_back", "journalled");

    @Override
    public List<Section> sections(Material material) throws StoreException {
        List<Row> allowed = allowed(material);
        var groups = new Groups(Columns.of("agent", "server", "tool"), NUMBERS);
        allowed.forEach(row -> groups.add(call(row), "allowed", row.counts().records()));
        material.answers().stream()
                .filter(row -> row.counts().sum(Sum.MATCHED) > 0)
                .forEach(row -> groups.add(call(row), "came_back", row.counts().sum(Sum.MATCHED)));
        material.of("journal")
                .forEach(row -> groups.add(call(row), "journalled", row.counts().records()));
        var queries = new Queries(material);
        var sections = new ArrayList<Section>();
        var observed = new ObservedCalls(material, allowed);
        var figures = new ArrayList<>(figures(material, allowed));
        figures.addAll(observed.figures());
        sections.add(new Figures("totals", "Totals", figures));
        sections.add(groups.table(
                "calls",
                "By agent and tool",
                "Allowed calls, answers that came back for redaction, and calls that a hook let through on its own and "
                        + "reported later.",
                group -> queries.among(queries.of(
                        Material.filters("agent", group.get(0), "server", group.get(1), "tool", group.get(2)))),
                Optional.of(new Section.Chart(Section.Shape.BESIDE, "tool", List.of("allowed", "came_back")))));
        sections.add(withoutOutcome(material, groups));
        sections.addAll(observed.tables());
        return sections;
    }

    private static List<Row> allowed(Material material) {
        return material.decisions().stream()
                .filter(row -> row.key().effect().equals("allow"))
                .filter(row -> !row.key().tool().isEmpty())
                .toList();
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

    private static String unseen(List<String> servers) {
        return servers.isEmpty()
                ? "A call that never asked Tollgate cannot be seen here but by the logs that were handed in, for their "
                        + "servers and only as far as these logs are whole."
                : "A call that never asked Tollgate cannot be seen here for servers without a log: "
                        + servers.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                        + (servers.size() > MOST_NAMED ? ", and " + (servers.size() - MOST_NAMED) + " others" : "")
                        + ". Hand in the log of the tool's server or of a gateway: POST /v1/audit/observed.";
    }

    @Override
    public List<String> notes(Material material) {
        return List.of(
                unseen(new ObservedCalls(material, allowed(material)).unseen()),
                "Logs are compared in two ways. A call with the id of a decision is looked for by it, and listed when no such "
                        + "decision allowed its tool. All calls are compared by counts, by the hour: there, a call past Tollgate "
                        + "is hidden when an allowed one was not made. Clocks of logs must be right to the minute, and one "
                        + "log a server is enough: two that have the same call count it twice.",
                "An answer in this period may belong to a call before it, and the last calls' answers may come after it: the "
                        + "difference of the two figures is exact only for a period with quiet ends. The list of calls "
                        + "without an outcome goes by the records' ids and is not affected.",
                "Not every allowed call has to come back: a hook may end it, the tool may fail, and a hook that only asks "
                        + "for decisions never sends answers. 'Allowed on the condition' counts those that must.");
    }
}
