package dev.tollgate.core.report;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Optional;

/** A part of a report. */
public sealed interface Section {
    String id();

    String title();

    /** Single numbers. */
    record Figures(String id, String title, List<Figure> figures) implements Section {
        public Figures {
            figures = List.copyOf(figures);
        }
    }

    /** One number, with what it counts in words. */
    record Figure(String id, String label, long value, Source source) {}

    /**
     * Rows of texts and numbers.
     *
     * @param note what a reader must know to read it; may be empty
     * @param cut empty when all rows are there
     */
    record Table(
            String id,
            String title,
            String note,
            List<Column> columns,
            List<Line> lines,
            Optional<Cut> cut,
            Optional<Chart> chart)
            implements Section {
        public Table {
            columns = List.copyOf(columns);
            lines = List.copyOf(lines);
            int width = columns.size();
            if (lines.stream().anyMatch(line -> line.cells().size() != width)) {
                throw new IllegalArgumentException("each row of table " + id + " has a cell for each column");
            }
        }
    }

    record Column(String id, String label) {}

    /** @param cells texts, integers, or {@link Json.Null} where there is nothing to say */
    record Line(List<Json> cells, Source source) {
        public Line {
            cells = List.copyOf(cells);
        }
    }

    /**
     * Rows were left out.
     *
     * @param note how many, and how to get all
     */
    record Cut(String note) {}

    /**
     * A picture of a table's rows.
     *
     * @param label the column that names a row
     * @param series the columns with the numbers, at most three
     */
    record Chart(Shape shape, String label, List<String> series) {
        public Chart {
            series = List.copyOf(series);
        }
    }

    enum Shape {
        /** Columns over time, the series upon each other. */
        OVER_TIME,
        /** A bar a row, the series behind each other. */
        BARS,
        /** A bar a row and series, each from the left: for numbers that are no parts of one whole. */
        BESIDE
    }
}
