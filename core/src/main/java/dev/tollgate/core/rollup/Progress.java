package dev.tollgate.core.rollup;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far records have been counted.
 *
 * @param first the first checkpoint that was counted
 * @param through the last one; all between were counted too
 * @param at when that was sealed
 * @param open hours (UTC) that have parts which were not put together yet
 */
public record Progress(long first, long through, Instant at, SortedSet<Instant> open) {
    public Progress {
        open = Collections.unmodifiableSortedSet(new TreeSet<>(open));
        if (first < 0 || through < first) {
            throw new IllegalArgumentException("what was counted goes from one checkpoint to the same or a later one");
        }
    }
}
