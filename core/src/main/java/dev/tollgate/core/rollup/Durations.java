package dev.tollgate.core.rollup;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long things took, in microseconds: how many fell into each of fixed buckets, four to each power of two. The same
 * buckets everywhere, so that two of these can be added, and what is said of both together is as exact as of each.
 *
 * @param buckets how many by bucket; none that is empty
 */
public record Durations(SortedMap<Integer, Long> buckets) {
    public static final Durations NONE = new Durations(new TreeMap<>());

    private static final int PER_POWER = 4;
    private static final int LARGEST = bucket(Long.MAX_VALUE);

    public Durations {
        if (buckets.entrySet().stream()
                .anyMatch(each -> each.getKey() < 0 || each.getKey() > LARGEST || each.getValue() < 1)) {
            throw new IllegalArgumentException("a bucket has a number from 0 to " + LARGEST + " and is not empty");
        }
        buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
    }

    /**
     * Between which two a duration lies: the true one is no shorter than the first and no longer than the second, which
     * is at most a quarter longer.
     */
    public record Between(long leastMicros, long mostMicros) {}

    /** @param micros a negative one counts as 0 */
    public static Durations of(long micros) {
        return new Durations(new TreeMap<>(Map.of(bucket(Math.max(0, micros)), 1L)));
    }

    /** 0 to 3 are buckets of their own; from there on the first three binary digits tell the bucket. */
    static int bucket(long micros) {
        if (micros < PER_POWER) {
            return (int) micros;
        }
        int power = 63 - Long.numberOfLeadingZeros(micros);
        return (power - 1) * PER_POWER + (int) (micros >> power - 2) % PER_POWER;
    }

    /** The smallest duration of a bucket. */
    static long least(int bucket) {
        if (bucket < PER_POWER) {
            return bucket;
        }
        int power = bucket / PER_POWER + 1;
        return (long) (PER_POWER + bucket % PER_POWER) << power - 2;
    }

    private static long most(int bucket) {
        return bucket == LARGEST ? Long.MAX_VALUE : least(bucket + 1) - 1;
    }

    public Durations plus(Durations other) {
        if (other.buckets.isEmpty()) {
            return this;
        }
        var sum = new TreeMap<>(buckets);
        other.buckets.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
        return new Durations(sum);
    }

    public long count() {
        return buckets.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * The duration that so many in a hundred do not exceed, by nearest rank.
     *
     * @param percent 1 to 100
     * @return empty when there are none
     */
    public Optional<Between> percentile(int percent) {
        long rank = Math.ceilDiv(count() * percent, 100L);
        long seen = 0;
        for (var bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (seen >= rank) {
                return Optional.of(new Between(least(bucket.getKey()), most(bucket.getKey())));
            }
        }
        return Optional.empty();
    }
}
