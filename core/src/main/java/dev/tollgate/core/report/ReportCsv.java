package dev.tollgate.core.report;

import dev.tollgate.core.export.CsvLine;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * A report for a spreadsheet: what it is about, then section by section, an empty line between. The first cell of each line
 * is the section's id.
 */
public final class ReportCsv {
    private static final String EMPTY_LINE = "\r\n";

    private ReportCsv() {}

    public static String of(Report report) {
        var text = new StringBuilder();
        for (Facts.Fact fact : Facts.of(report)) {
            line(text, List.of("report", fact.name(), fact.text()));
        }
        report.notes().forEach(note -> line(text, List.of("report", "Note", note)));
        report.controls()
                .forEach(control -> line(
                        text,
                        List.of(
                                "control",
                                control.id(),
                                "Shows: " + control.shows(),
                                "Does not show: " + control.lacks())));
        for (Section section : report.sections()) {
            text.append(EMPTY_LINE);
            line(text, List.of(section.id(), section.title()));
            switch (section) {
                case Figures figures -> figures(text, figures);
                case Table table -> table(text, table);
            }
        }
        return text.toString();
    }

    private static void figures(StringBuilder text, Figures figures) {
        for (Figure figure : figures.figures()) {
            line(
                    text,
                    List.of(
                            figures.id(),
                            figure.id(),
                            figure.label(),
                            Long.toString(figure.value()),
                            source(figure.source())));
        }
    }

    private static void table(StringBuilder text, Table table) {
        var header = new ArrayList<>(List.of(table.id()));
        table.columns().stream().map(Column::id).forEach(header::add);
        header.add("source");
        line(text, header);
        for (Line line : table.lines()) {
            var cells = new ArrayList<>(List.of(table.id()));
            line.cells().stream().map(ReportCsv::cell).forEach(cells::add);
            cells.add(source(line.source()));
            line(text, cells);
        }
        table.cut().ifPresent(cut -> line(text, List.of(table.id(), cut.note())));
    }

    /** Numbers as they are, so that a spreadsheet adds them up. */
    static String cell(Json value) {
        return switch (value) {
            case Json.Str(String text) -> text;
            case Json.Num(String number) -> number;
            case Json.Null nothing -> "";
            case Json.Bool bool -> Boolean.toString(bool.value());
            case Json.Arr items -> throw new IllegalArgumentException("a cell is no list");
            case Json.Obj object -> throw new IllegalArgumentException("a cell is no object");
        };
    }

    private static String source(Source source) {
        var words = new ArrayList<>(source.queries());
        if (!source.note().isEmpty()) {
            words.add(source.note());
        }
        return String.join(" ", words);
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(CsvLine.of(cells));
    }
}
