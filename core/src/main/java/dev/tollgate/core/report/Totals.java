package dev.tollgate.core.report;

import dev.tollgate.core.rollup.Row;
import dev.tollgate.core.rollup.Sum;
import java.util.List;
import java.util.function.Function;

/** Sums over rows. */
final class Totals {
    private Totals() {}

    static long records(List<Row> rows) {
        return rows.stream().mapToLong(row -> row.counts().records()).sum();
    }

    static long ofEffect(List<Row> rows, String effect) {
        return rows.stream()
                .filter(row -> row.key().effect().equals(effect))
                .mapToLong(row -> row.counts().records())
                .sum();
    }

    static long of(List<Row> rows, Sum sum) {
        return rows.stream().mapToLong(row -> row.counts().sum(sum)).sum();
    }

    /** How many different texts there are that are not empty. */
    static long distinct(List<Row> rows, Function<Row, String> text) {
        return rows.stream()
                .map(text)
                .filter(each -> !each.isEmpty())
                .distinct()
                .count();
    }
}
