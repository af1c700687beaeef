package dev.tollgate.core.report;

import dev.tollgate.core.report.Section.Chart;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Shape;
import dev.tollgate.core.report.Section.Table;
import dev.tollgate.core.rollup.Row;
import dev.tollgate.core.rollup.Sum;
import java.util.List;
import java.util.Optional;

/** What was found in tools' answers, what was done about it, and who received data of which class. */
final class DataTopic implements Topic {
    private static final List<Column> ACTIONS = Columns.of("passed", "redacted", "truncated", "blocked");
    private static final List<Column> COUNT = Columns.of("count");
    private static final List<Column> RECEIVED = Columns.of("answers", "blocked");

    @Override
    public List<Section> sections(Material material) {
        List<Row> answers = material.answers();
        return List.of(
                new Figures("totals", "Totals", figures(answers)),
                OverTime.of(
                        material.period(),
                        answers,
                        Columns.of("passed", "redacted", "blocked"),
                        row -> row.key().effect().equals("truncated")
                                ? "redacted"
                                : row.key().effect(),
                        part -> Source.export(part.from(), part.to())),
                findings(material, answers),
                received(material, answers),
                declared(material),
                redactions(material, answers));
    }

    private static List<Figure> figures(List<Row> answers) {
        Source rows = Source.rowsOf("redactions");
        return List.of(
                new Figure("answers", "Answers", Totals.records(answers), rows),
                new Figure("passed", "Passed unchanged", Totals.ofEffect(answers, "passed"), rows),
                new Figure("redacted", "Redacted", Totals.ofEffect(answers, "redacted"), rows),
                new Figure("truncated", "Cut short", Totals.ofEffect(answers, "truncated"), rows),
                new Figure("blocked", "Blocked", Totals.ofEffect(answers, "blocked"), rows),
                new Figure(
                        "findings",
                        "Findings",
                        answers.stream().mapToLong(row -> row.counts().found()).sum(),
                        Source.rowsOf("findings")),
                new Figure("bytes_in", "Bytes from tools", Totals.of(answers, Sum.BYTES_IN), rows),
                new Figure("bytes_out", "Bytes to agents", Totals.of(answers, Sum.BYTES_OUT), rows));
    }

    private static Table findings(Material material, List<Row> answers) {
        var groups = new Groups(Columns.of("type", "action"), COUNT);
        answers.forEach(row -> row.counts().findings().forEach((finding, count) -> {
            int space = finding.indexOf(' ');
            groups.add(List.of(finding.substring(0, space), finding.substring(space + 1)), "count", count);
        }));
        return groups.table(
                "findings",
                "Findings by type",
                "What the profile did with each: keep leaves it there.",
                group -> material.export(),
                Optional.of(new Chart(Shape.BARS, "type", List.of("count"))));
    }

    private static Table received(Material material, List<Row> answers) {
        var queries = new Queries(material);
        var groups = new Groups(Columns.of("label", "agent", "server", "tool"), RECEIVED);
        answers.forEach(row -> row.counts()
                .labels()
                .forEach((label, count) -> groups.add(
                        List.of(
                                label,
                                row.key().agent(),
                                row.key().server(),
                                row.key().tool()),
                        row.key().effect().equals("blocked") ? "blocked" : "answers",
                        count)));
        return groups.table(
                "received",
                "Who was answered with which class of data",
                "The class is that of what was found, whatever was done about it; 'findings' says what that was. A blocked "
                        + "answer did not reach the agent.",
                group -> queries.among(queries.answers(group.get(1), group.get(2), group.get(3))),
                Optional.of(new Chart(Shape.BARS, "label", List.of("answers", "blocked"))));
    }

    private static Table declared(Material material) {
        var queries = new Queries(material);
        var groups = new Groups(Columns.of("label", "agent", "server", "tool"), Columns.of("allow"));
        material.decisions().stream()
                .filter(row -> row.key().effect().equals("allow"))
                .forEach(row -> row.counts()
                        .labels()
                        .forEach((label, count) -> groups.add(
                                List.of(
                                        label,
                                        row.key().agent(),
                                        row.key().server(),
                                        row.key().tool()),
                                "allow",
                                count)));
        return groups.table(
                "declared",
                "Allowed calls by what the catalogue says that the tool returns",
                "",
                group -> queries.decisions(group.get(1), group.get(2), group.get(3), "allow", Queries.ANY),
                Optional.empty());
    }

    private static Table redactions(Material material, List<Row> answers) {
        var queries = new Queries(material);
        var groups = new Groups(Columns.of("server", "tool", "agent"), ACTIONS);
        answers.forEach(row -> groups.add(
                List.of(row.key().server(), row.key().tool(), row.key().agent()),
                row.key().effect(),
                row.counts().records()));
        return groups.table(
                "redactions",
                "Redaction by server and tool",
                "",
                group -> queries.answers(group.get(2), group.get(0), group.get(1)),
                Optional.empty());
    }

    @Override
    public List<String> notes(Material material) {
        return List.of(
                "An answer that was sent twice is counted once. Answers that never came for redaction are not here; "
                        + "the coverage report counts them.");
    }
}
