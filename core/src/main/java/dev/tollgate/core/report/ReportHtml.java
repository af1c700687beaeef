package dev.tollgate.core.report;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A report as one page that needs nothing else: no script, no picture, no font from elsewhere. */
public final class ReportHtml {
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;color:#16191d;background:#fff;max-width:62rem;margin:2rem auto;\
            padding:0 1rem}
            h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:2rem;break-after:avoid}
            table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.87rem}
            caption{text-align:left;color:#3c434c;padding-bottom:.3rem}
            th,td{border-bottom:1px solid #c4c9d0;padding:.25rem .5rem;text-align:left;vertical-align:top;\
            overflow-wrap:break-word}
            thead th{border-bottom:2px solid #16191d}th{font-weight:600}
            .n{text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:normal;white-space:nowrap}
            code,.s,.c{font:.8rem/1.35 ui-monospace,monospace;color:#30363d;overflow-wrap:anywhere}.s{width:38%}\
            .c{min-width:7rem}
            .cut,.limited{border-left:4px solid #16191d;padding:.3rem .7rem;background:#f2f3f5}
            .chart{display:block;max-width:100%;height:auto;margin:.6rem 0}.chart text{font:12px system-ui,sans-serif;\
            fill:#16191d}
            @media print{body{margin:0;max-width:none;font-size:11px}thead{display:table-header-group}\
            tr,.chart{break-inside:avoid}}
            """;

    private static final String RECORD = "record";

    /** Long words that nobody reads, which may be broken anywhere. */
    private static final Set<String> IDS = Set.of(RECORD, "decision", "session", "trace", "by", "bundle");

    private static final Json NOTHING = Json.of("");
    private static final Source NOWHERE = new Source(List.of(), "");

    private final Report report;
    private final StringBuilder html = new StringBuilder();

    private ReportHtml(Report report) {
        this.report = report;
    }

    public static String of(Report report) {
        return new ReportHtml(report).page();
    }

    /** What a browser must be told to do with the page, by header. */
    public static Map<String, String> headers() {
        return Map.of(
                "content-security-policy",
                policy() + "; frame-ancestors 'none'; sandbox",
                "x-content-type-options",
                "nosniff",
                "referrer-policy",
                "no-referrer");
    }

    private static String policy() {
        String style = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Sha256.hex(STYLE)));
        return "default-src 'none'; style-src 'sha256-" + style + "'; base-uri 'none'; form-action 'none'";
    }

    private String page() {
        String title = report.name().title();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(Html.text(policy()))
                .append("\">\n<title>")
                .append(Html.text(
                        title + ", " + report.period().local(report.period().from())))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n");
        element("h1", title);
        facts();
        report.sections().forEach(this::section);
        controls();
        notes();
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void facts() {
        if (report.scope().isLimited()) {
            html.append("<p class=\"limited\">");
            html.append(
                    "<strong>This report is not about everything.</strong> Only some agents or servers are in it.</p>\n");
        }
        html.append("<table>\n<tbody>\n");
        for (Facts.Fact fact : Facts.of(report)) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.text(fact.name()))
                    .append("</th><td>")
                    .append(Html.text(fact.text()))
                    .append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n<p>Where a row says <code>agent=…</code>, its records are had with <code>GET ")
                .append(Html.text(
                        Source.query(report.period().from(), report.period().to(), Map.of())))
                .append(
                        "&amp;agent=…</code> and the key that this report was asked for with; a single record with <code>GET "
                                + "/v1/audit/records/…</code>.</p>\n");
    }

    private void section(Section section) {
        element("h2", section.title());
        switch (section) {
            case Figures(String id, String title, List<Figure> figures) -> figures(figures);
            case Table table -> {
                html.append(Drawing.of(table));
                table(table);
            }
        }
    }

    private void figures(List<Figure> figures) {
        html.append("<table>\n<thead><tr><th scope=\"col\">What</th><th scope=\"col\" class=\"n\">How many</th>")
                .append("<th scope=\"col\">Records</th></tr></thead>\n<tbody>\n");
        for (Figure figure : figures) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.text(figure.label()))
                    .append("</th><td class=\"n\">")
                    .append(figure.value())
                    .append("</td>");
            source(figure.source());
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void table(Table table) {
        if (table.lines().isEmpty()) {
            element("p", "There are none in this period." + (table.note().isEmpty() ? "" : " " + table.note()));
            cut(table);
            return;
        }
        // A list of records names them already, and its columns are many.
        boolean isList = table.columns().stream().anyMatch(column -> column.id().equals(RECORD));
        List<Integer> shown = IntStream.range(0, table.columns().size())
                .filter(column -> !isList || isSaid(table, column))
                .boxed()
                .toList();
        html.append("<table>\n<caption>").append(Html.text(table.note())).append("</caption>\n<thead><tr>");
        for (int column : shown) {
            html.append(
                            isNumber(table.lines().getFirst(), column)
                                    ? "<th scope=\"col\" class=\"n\">"
                                    : "<th scope=\"col\">")
                    .append(Html.text(table.columns().get(column).label()))
                    .append("</th>");
        }
        html.append(isList ? "</tr></thead>\n<tbody>\n" : "<th scope=\"col\">Records</th></tr></thead>\n<tbody>\n");
        for (Line line : table.lines()) {
            html.append("<tr>");
            for (int column : shown) {
                if (isList && IDS.contains(table.columns().get(column).id())) {
                    html.append("<td class=\"c\">")
                            .append(Html.text(ReportCsv.cell(line.cells().get(column))))
                            .append("</td>");
                } else {
                    cell(line.cells().get(column), column == shown.getFirst());
                }
            }
            if (!isList) {
                source(isNothing(line) ? NOWHERE : line.source());
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
        cut(table);
    }

    private static boolean isSaid(Table table, int column) {
        return table.lines().stream()
                .anyMatch(line -> !NOTHING.equals(line.cells().get(column)));
    }

    private void cut(Table table) {
        table.cut()
                .ifPresent(cut -> html.append("<p class=\"cut\">")
                        .append(Html.text(cut.note()))
                        .append("</p>\n"));
    }

    /** An hour in which nothing was: there is nothing to look for. */
    private static boolean isNothing(Line line) {
        List<Json> numbers =
                line.cells().stream().filter(Json.Num.class::isInstance).toList();
        return !numbers.isEmpty() && numbers.stream().allMatch(Json.of(0)::equals);
    }

    private static boolean isNumber(Line line, int column) {
        return line.cells().get(column) instanceof Json.Num;
    }

    private void cell(Json value, boolean isFirst) {
        String text = Html.text(ReportCsv.cell(value));
        if (value instanceof Json.Num) {
            html.append("<td class=\"n\">").append(text).append("</td>");
        } else if (isFirst) {
            html.append("<th scope=\"row\">").append(text).append("</th>");
        } else {
            html.append("<td>").append(text).append("</td>");
        }
    }

    /** The filters only: what all queries begin with stands at the top. */
    private void source(Source source) {
        String begin = Source.query(report.period().from(), report.period().to(), Map.of());
        html.append("<td class=\"s\">");
        for (String query : source.queries()) {
            boolean isOfPeriod = query.startsWith(begin + "&");
            html.append(Html.text(isOfPeriod ? query.substring(begin.length() + 1) : query))
                    .append("<br>");
        }
        html.append(Html.text(source.note())).append("</td>");
    }

    private void controls() {
        element("h2", "What this report is good for");
        html.append("<table>\n<thead><tr><th scope=\"col\">Control</th><th scope=\"col\">It shows</th>")
                .append("<th scope=\"col\">It does not show</th></tr></thead>\n<tbody>\n");
        for (Control control : report.controls()) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.text(control.id()))
                    .append("</th><td>")
                    .append(Html.text(control.shows()))
                    .append("</td><td>")
                    .append(Html.text(control.lacks()))
                    .append("</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void notes() {
        element("h2", "How to read it");
        html.append("<ul>\n");
        report.notes()
                .forEach(note -> html.append("<li>").append(Html.text(note)).append("</li>\n"));
        html.append("</ul>\n");
    }

    private void element(String name, String text) {
        html.append('<')
                .append(name)
                .append('>')
                .append(Html.text(text))
                .append("</")
                .append(name)
                .append(">\n");
    }
}
