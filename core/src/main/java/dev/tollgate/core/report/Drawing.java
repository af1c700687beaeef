package dev.tollgate.core.report;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.Section.Chart;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * A chart as SVG. Series are told apart by patterns, and every number stands in the table behind it, so that it can be read
 * without colour.
 */
final class Drawing {
    private static final int WIDTH = 720;
    private static final int PLOT_HEIGHT = 160;
    private static final int LEFT = 64;
    private static final int TOP = 28;
    private static final int MOST_BARS = 12;
    private static final int BAR_LEFT = 290;
    private static final int BAR_STEP = 22;
    private static final int MOST_LABELS = 8;
    private static final int LONGEST_LABEL = 42;

    private final Table table;
    private final Chart chart;
    private final List<Integer> series = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    private Drawing(Table table, Chart chart) {
        this.table = table;
        this.chart = chart;
        for (int i = 0; i < table.columns().size(); i++) {
            if (chart.series().contains(table.columns().get(i).id())) {
                series.add(i);
            }
        }
    }

    /** Empty when there is nothing to draw. */
    static String of(Table table) {
        return table.chart()
                .map(chart -> new Drawing(table, chart))
                .filter(drawing -> drawing.highest() > 0)
                .map(Drawing::draw)
                .orElse("");
    }

    private String draw() {
        switch (chart.shape()) {
            case OVER_TIME -> overTime();
            case BARS, BESIDE -> bars();
        }
        return svg.append("</svg>\n").toString();
    }

    private void begin(int height) {
        svg.append(
                ("<svg class=\"chart\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n"
                                + "<defs>\n")
                        .formatted(
                                Html.text("Chart: " + table.title() + ". The table below has the numbers."),
                                WIDTH,
                                height,
                                WIDTH,
                                height));
        pattern(1, "<path d=\"M0 8L8 0\" stroke=\"#1f3b57\" stroke-width=\"1.5\"/>");
        pattern(2, "<circle cx=\"4\" cy=\"4\" r=\"2.2\" fill=\"#1f3b57\"/>");
        svg.append("</defs>\n");
        int x = LEFT;
        for (int i = 0; i < series.size(); i++) {
            String label = table.columns().get(series.get(i)).label();
            rectangle(x, 6, 12, 12, i);
            text(x + 18, 16, "start", label);
            x += 40 + 8 * label.length();
        }
    }

    private void pattern(int number, String mark) {
        svg.append("<pattern id=\"%s\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
                .formatted(pattern(number)));
        svg.append("<rect width=\"8\" height=\"8\" fill=\"#ffffff\"/>")
                .append(mark)
                .append("</pattern>\n");
    }

    private String pattern(int number) {
        return table.id() + "-" + number;
    }

    private void overTime() {
        int columns = table.lines().size();
        begin(TOP + PLOT_HEIGHT + 40);
        long highest = highest();
        scale(highest);
        double step = (double) (WIDTH - LEFT - 10) / columns;
        int labelled = Math.ceilDiv(columns, MOST_LABELS);
        for (int i = 0; i < columns; i++) {
            Line line = table.lines().get(i);
            double x = LEFT + i * step;
            double y = TOP + PLOT_HEIGHT;
            for (int s = 0; s < series.size(); s++) {
                double height = (double) number(line, series.get(s)) / highest * PLOT_HEIGHT;
                y -= height;
                rectangle(x + step * 0.1, y, step * 0.8, height, s);
            }
            if (i % labelled == 0) {
                text(x + step / 2, TOP + PLOT_HEIGHT + 16, "middle", timeLabel(line));
            }
        }
    }

    /** {@code 10:00} of an hour, {@code 11-27} of a day. */
    private static String timeLabel(Line line) {
        String label = ReportCsv.cell(line.cells().getFirst());
        int space = label.indexOf(' ');
        return space < 0 ? label.substring(5) : label.substring(5, 16);
    }

    private void scale(long highest) {
        for (int i = 0; i <= 2; i++) {
            double y = TOP + PLOT_HEIGHT - PLOT_HEIGHT * i / 2.0;
            svg.append("<line x1=\"%d\" y1=\"%s\" x2=\"%d\" y2=\"%s\" stroke=\"#8a8f98\" stroke-width=\"0.7\"/>\n"
                    .formatted(LEFT, decimal(y), WIDTH - 10, decimal(y)));
            if (i != 1 || highest % 2 == 0) {
                text(LEFT - 8, y + 4, "end", Long.toString(highest * i / 2));
            }
        }
    }

    private void bars() {
        List<Line> lines = table.lines().stream().limit(MOST_BARS).toList();
        begin(TOP + lines.size() * BAR_STEP + 10);
        long highest = highest();
        int room = WIDTH - BAR_LEFT - 70;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            int y = TOP + i * BAR_STEP;
            text(BAR_LEFT - 8, y + 13, "end", barLabel(line));
            double x = BAR_LEFT;
            for (int s = 0; s < series.size(); s++) {
                double width = (double) number(line, series.get(s)) / highest * room;
                if (chart.shape() == Section.Shape.BESIDE) {
                    double height = (double) (BAR_STEP - 6) / series.size();
                    rectangle(BAR_LEFT, y + s * height, width, height, s);
                    x = Math.max(x, BAR_LEFT + width);
                } else {
                    rectangle(x, y, width, BAR_STEP - 6, s);
                    x += width;
                }
            }
            text(x + 6, y + 13, "start", numbers(line));
        }
    }

    private String numbers(Line line) {
        return String.join(
                " / ",
                series.stream()
                        .map(column -> Long.toString(number(line, column)))
                        .toList());
    }

    /** The names of the row, the one that the chart is about last. */
    private String barLabel(Line line) {
        var names = new ArrayList<String>();
        String last = "";
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            if (line.cells().get(i) instanceof Json.Str(String text) && !text.isEmpty()) {
                if (column.id().equals(chart.label())) {
                    last = text;
                } else {
                    names.add(text);
                }
            }
        }
        names.add(last);
        String label = String.join(" · ", names);
        return label.length() <= LONGEST_LABEL ? label : "…" + label.substring(label.length() - LONGEST_LABEL + 1);
    }

    private long highest() {
        return table.lines().stream()
                .mapToLong(line -> series.stream()
                        .flatMapToLong(column -> LongStream.of(number(line, column)))
                        .sum())
                .max()
                .orElse(0);
    }

    private static long number(Line line, int column) {
        return line.cells().get(column) instanceof Json.Num number
                ? number.asLong().orElse(0L)
                : 0;
    }

    private void rectangle(double x, double y, double width, double height, int series) {
        if (height <= 0 || width <= 0) {
            return;
        }
        String fill = series == 0 ? "#4f7ea8" : "url(#" + pattern(series) + ")";
        svg.append("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\" stroke=\"#1f3b57\"/>\n"
                .formatted(decimal(x), decimal(y), decimal(width), decimal(height), fill));
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(decimal(x), decimal(y), anchor, Html.text(text)));
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
