package dev.tollgate.core.report;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.Section.Chart;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Shape;
import dev.tollgate.core.report.Section.Table;
import dev.tollgate.core.rollup.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Records by the day or hour of the period, in its time zone. */
final class OverTime {
    static final String ID = "over_time";
    private static final String TIME = "time";

    private OverTime() {}

    /**
     * @param numbers the columns
     * @param column which column a row counts for; another text for none
     */
    static Table of(
            Period period,
            List<Row> rows,
            List<Column> numbers,
            Function<Row, String> column,
            Function<Period.Part, Source> source) {
        List<Period.Part> parts = period.parts();
        long[][] sums = new long[parts.size()][numbers.size()];
        for (Row row : rows) {
            int part = part(parts, row);
            String id = column.apply(row);
            for (int i = 0; i < numbers.size(); i++) {
                if (part >= 0 && numbers.get(i).id().equals(id)) {
                    sums[part][i] += row.counts().records();
                }
            }
        }
        var lines = new ArrayList<Line>();
        for (int i = 0; i < sums.length; i++) {
            var cells = new ArrayList<Json>(List.of(Json.of(parts.get(i).label())));
            for (long sum : sums[i]) {
                cells.add(Json.of(sum));
            }
            lines.add(new Line(cells, source.apply(parts.get(i))));
        }
        var columns = new ArrayList<>(Columns.of(TIME));
        columns.addAll(numbers);
        String unit = period.isByTheHour() ? "hour" : "day";
        return new Table(
                ID,
                "By the " + unit,
                "Each " + unit + " as clocks in " + period.zone() + " show it.",
                columns,
                lines,
                Optional.empty(),
                Optional.of(new Chart(
                        Shape.OVER_TIME, TIME, numbers.stream().map(Column::id).toList())));
    }

    /** The parts are in order, so half of what is left can be left out each time. */
    private static int part(List<Period.Part> parts, Row row) {
        int low = 0;
        int high = parts.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (parts.get(middle).has(row.key().time())) {
                return middle;
            }
            if (row.key().time().isBefore(parts.get(middle).from())) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return -1;
    }
}
