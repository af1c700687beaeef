package dev.tollgate.core.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often an agent was denied, in buckets of ten seconds.
 *
 * @param byBucket denials by the number of the bucket, counted from 1970 on
 */
public record DenialCounts(Map<Long, Long> byBucket) {
    public static final int BUCKET_SECONDS = 10;
    public static final DenialCounts NONE = new DenialCounts(Map.of());

    public DenialCounts {
        byBucket = Map.copyOf(byBucket);
    }

    public static long bucket(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), BUCKET_SECONDS);
    }

    /** A bucket counts as a whole while any part of it lies in the window: up to ten seconds longer than the window. */
    public long lately(Duration within, Instant now) {
        long first = bucket(now.minus(within));
        return byBucket.entrySet().stream()
                .filter(entry -> entry.getKey() >= first)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** What is known from two looks at the same counts, which only grow. */
    public DenialCounts and(DenialCounts other) {
        var all = new TreeMap<>(byBucket);
        other.byBucket.forEach((bucket, count) -> all.merge(bucket, count, Math::max));
        return new DenialCounts(all);
    }
}
