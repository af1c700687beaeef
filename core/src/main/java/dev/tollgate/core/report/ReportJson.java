package dev.tollgate.core.report;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import java.time.Instant;
import java.util.List;

/** A report as JSON, for programs. */
public final class ReportJson {
    private ReportJson() {}

    public static Json.Obj of(Report report) {
        return Json.object()
                .put("report", report.name().word())
                .put("title", report.name().title())
                .put("from", report.period().from().toString())
                .put("to", report.period().to().toString())
                .put("tz", report.period().zone().getId())
                .put("asked", asked(report))
                .put("made", SortableTime.text(report.made()))
                .put("scope", scope(report.scope()))
                .put("checkpoints", checkpoints(report))
                .put(
                        "sections",
                        new Json.Arr(report.sections().stream()
                                .<Json>map(ReportJson::section)
                                .toList()))
                .put(
                        "controls",
                        new Json.Arr(report.controls().stream()
                                .<Json>map(ReportJson::control)
                                .toList()))
                .put("notes", Json.texts(report.notes()))
                .build();
    }

    private static Json asked(Report report) {
        var members = Json.object();
        report.asked().forEach(members::put);
        return members.build();
    }

    private static Json scope(Scope scope) {
        return Json.object()
                .put("limited", Json.of(scope.isLimited()))
                .put("agents", Json.texts(scope.agents()))
                .put("servers", Json.texts(scope.servers()))
                .build();
    }

    private static Json checkpoints(Report report) {
        var members = Json.object();
        report.covering()
                .ifPresent(covering -> members.put("first", covering.first()).put("last", covering.last()));
        report.progress()
                .ifPresent(progress -> members.put("counted_through", progress.through())
                        .put("sealed_until", SortableTime.text(progress.at())));
        report.unsealedFrom()
                .ifPresent(from -> members.put(
                        "not_sealed",
                        Json.object()
                                .put("from", text(from))
                                .put("to", report.period().to().toString())
                                .build()));
        return members.build();
    }

    private static String text(Instant moment) {
        return SortableTime.text(moment);
    }

    private static Json control(Control control) {
        return Json.object()
                .put("id", control.id())
                .put("shows", control.shows())
                .put("does_not_show", control.lacks())
                .build();
    }

    private static Json.Obj section(Section section) {
        return switch (section) {
            case Figures(String id, String title, List<Figure> figures) ->
                Json.object()
                        .put("id", id)
                        .put("title", title)
                        .put(
                                "figures",
                                new Json.Arr(figures.stream()
                                        .<Json>map(ReportJson::figure)
                                        .toList()))
                        .build();
            case Table table -> table(table);
        };
    }

    private static Json.Obj figure(Figure figure) {
        return Json.object()
                .put("id", figure.id())
                .put("label", figure.label())
                .put("value", figure.value())
                .put("source", source(figure.source()))
                .build();
    }

    private static Json.Obj table(Table table) {
        var members = Json.object()
                .put("id", table.id())
                .put("title", table.title())
                .put("note", table.note())
                .put(
                        "columns",
                        new Json.Arr(table.columns().stream()
                                .<Json>map(column -> Json.object()
                                        .put("id", column.id())
                                        .put("label", column.label())
                                        .build())
                                .toList()))
                .put(
                        "rows",
                        new Json.Arr(table.lines().stream()
                                .<Json>map(line -> row(table.columns(), line))
                                .toList()));
        table.cut().ifPresent(cut -> members.put("cut", cut.note()));
        return members.build();
    }

    private static Json.Obj row(List<Column> columns, Line line) {
        var members = Json.object();
        for (int i = 0; i < columns.size(); i++) {
            members.put(columns.get(i).id(), line.cells().get(i));
        }
        return members.put("source", source(line.source())).build();
    }

    private static Json.Obj source(Source source) {
        var members = Json.object().put("queries", Json.texts(source.queries()));
        if (!source.note().isEmpty()) {
            members.put("note", source.note());
        }
        return members.build();
    }
}
