package dev.tollgate.core.rollup;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.rollup.RollupStore.Hour;
import dev.tollgate.core.rollup.RollupStore.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Counts the records of each checkpoint, after it stands. Every record is in exactly one checkpoint, so what is counted
 * for all of them is exact. How far it got is written last: after a crash the same checkpoint is counted again, and
 * writes the same.
 */
public final class RollupKeeping {
    private final RollupStore store;

    public RollupKeeping(RollupStore store) {
        this.store = store;
    }

    /** The last checkpoint that was counted; empty before the first. Whoever seals goes on with the one after it. */
    public OptionalLong through(Deadline deadline) throws StoreException {
        return store.progress(deadline)
                .map(progress -> OptionalLong.of(progress.through()))
                .orElse(OptionalLong.empty());
    }

    /**
     * Counts a checkpoint; one that was counted is left as it is.
     *
     * @param number of the checkpoint
     * @param at when it was sealed
     * @param records all that it covers
     * @throws IllegalArgumentException when one before it was not counted
     */
    public void count(long number, Instant at, Collection<SealedRecord> records, Deadline deadline)
            throws StoreException {
        Optional<Progress> before = store.progress(deadline);
        if (before.filter(progress -> number <= progress.through()).isPresent()) {
            return;
        }
        if (before.filter(progress -> number != progress.through() + 1).isPresent()) {
            throw new IllegalArgumentException("checkpoint " + number + " is to be counted, and "
                    + (before.get().through() + 1) + " is the next");
        }
        SortedMap<Instant, List<Row>> hours = Rollup.byHour(Rollup.of(records));
        for (var hour : hours.entrySet()) {
            store.put(new Part(hour.getKey(), number, hour.getValue()), deadline);
        }
        var open = new TreeSet<>(hours.keySet());
        before.ifPresent(progress -> open.addAll(progress.open()));
        var past = List.copyOf(open.headSet(Rollup.hour(at)));
        for (Instant hour : past) {
            putTogether(hour, deadline);
        }
        open.removeAll(past);
        long first = before.map(Progress::first).orElse(number);
        store.put(new Progress(first, number, at, open), deadline);
    }

    /** An hour that is over, and again when records of it come late. */
    private void putTogether(Instant hour, Deadline deadline) throws StoreException {
        Optional<Hour> before = store.hour(hour, deadline);
        List<Part> fresh = store.parts(hour, deadline).stream()
                .filter(part ->
                        before.filter(old -> part.number() <= old.through()).isEmpty())
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        var rows = new ArrayList<Row>();
        before.ifPresent(old -> rows.addAll(old.rows()));
        fresh.forEach(part -> rows.addAll(part.rows()));
        long first = before.map(Hour::first).orElse(fresh.getFirst().number());
        store.put(new Hour(hour, first, fresh.getLast().number(), Rollup.byQuarter(rows)), deadline);
    }
}
