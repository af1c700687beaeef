package dev.tollgate.core.rollup;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What records come to that have the same {@link Key}.
 *
 * @param records how many there are
 * @param sums by what was added up; none that is 0
 * @param took how long Tollgate took for each
 * @param findings how many by {@code <TYPE> <action>}, for example {@code EMAIL redact}
 * @param labels how many records by label
 */
public record Counts(
        long records,
        SortedMap<Sum, Long> sums,
        Durations took,
        SortedMap<String, Long> findings,
        SortedMap<String, Long> labels) {
    public static final Counts NONE = new Counts(0, new TreeMap<>(), Durations.NONE, new TreeMap<>(), new TreeMap<>());

    public Counts {
        sums = Collections.unmodifiableSortedMap(new TreeMap<>(sums));
        findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public long sum(Sum sum) {
        return sums.getOrDefault(sum, 0L);
    }

    /** How many findings there are, of all types. */
    public long found() {
        return findings.values().stream().mapToLong(Long::longValue).sum();
    }

    public Counts plus(Counts other) {
        return new Counts(
                records + other.records,
                added(sums, other.sums),
                took.plus(other.took),
                added(findings, other.findings),
                added(labels, other.labels));
    }

    private static <K> SortedMap<K, Long> added(SortedMap<K, Long> one, SortedMap<K, Long> other) {
        if (other.isEmpty()) {
            return one;
        }
        var sum = new TreeMap<K, Long>(one);
        for (Map.Entry<K, Long> each : other.entrySet()) {
            sum.merge(each.getKey(), each.getValue(), Long::sum);
        }
        return sum;
    }
}
