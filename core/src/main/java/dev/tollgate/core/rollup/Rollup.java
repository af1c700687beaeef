package dev.tollgate.core.rollup;

import dev.tollgate.core.record.SealedRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Counts records, and adds up what was counted. The result never depends on the order in which that is done. */
public final class Rollup {
    private static final long QUARTER_SECONDS = 15 * 60;

    private Rollup() {}

    /** By the minute, sorted. A record that does not say when it was written is left out. */
    public static List<Row> of(Iterable<SealedRecord> records) {
        var sum = new TreeMap<Key, Counts>();
        for (SealedRecord record : records) {
            RecordCount.of(record).ifPresent(row -> sum.merge(row.key(), row.counts(), Counts::plus));
        }
        return rows(sum);
    }

    /** Rows of the same key become one; sorted. */
    public static List<Row> sum(List<Row> rows) {
        return sum(rows, key -> key);
    }

    /**
     * By the quarter of an hour: in every time zone a day begins with one. Sorted.
     *
     * @param rows by the minute or by the quarter
     */
    public static List<Row> byQuarter(List<Row> rows) {
        return sum(rows, key -> key.at(quarter(key.time())));
    }

    private static List<Row> sum(List<Row> rows, UnaryOperator<Key> as) {
        var sum = new TreeMap<Key, Counts>();
        rows.forEach(row -> sum.merge(as.apply(row.key()), row.counts(), Counts::plus));
        return rows(sum);
    }

    /** Rows by the hour (UTC) that they belong to. */
    public static SortedMap<Instant, List<Row>> byHour(List<Row> rows) {
        var hours = new TreeMap<Instant, List<Row>>();
        rows.forEach(row -> hours.computeIfAbsent(hour(row.key().time()), hour -> new ArrayList<>())
                .add(row));
        return hours;
    }

    public static Instant hour(Instant moment) {
        return moment.truncatedTo(ChronoUnit.HOURS);
    }

    static Instant quarter(Instant moment) {
        return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), QUARTER_SECONDS) * QUARTER_SECONDS);
    }

    /** Whether a period that begins or ends there can be told by rows by the quarter. */
    static boolean isQuarter(Instant moment) {
        return quarter(moment).equals(moment);
    }

    /** What all rows come to. */
    public static Counts total(List<Row> rows) {
        return rows.stream().map(Row::counts).reduce(Counts::plus).orElse(Counts.NONE);
    }

    private static List<Row> rows(SortedMap<Key, Counts> sum) {
        return sum.entrySet().stream()
                .map(each -> new Row(each.getKey(), each.getValue()))
                .toList();
    }
}
