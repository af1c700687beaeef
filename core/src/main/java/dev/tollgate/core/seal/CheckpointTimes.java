package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** Finds checkpoints by the time at which they were made, from some of a day's: ten or eleven of its 1,440. */
public final class CheckpointTimes {
    private final SealStore store;
    private final CheckpointStore checkpoints;

    public CheckpointTimes(SealStore store, CheckpointStore checkpoints) {
        this.store = store;
        this.checkpoints = checkpoints;
    }

    /** The number that the next checkpoint will have. */
    public long next(Deadline deadline) throws StoreException {
        return store.state(Set.of(), deadline).map(SealState::next).orElse(0L);
    }

    /** The number of the first that was made at this moment or later; that of the next one when there is none. */
    public long firstFrom(Instant moment, Deadline deadline) throws StoreException {
        LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
        long next = next(deadline);
        long low = store.firstFrom(day, deadline).orElse(next);
        long high = store.firstFrom(day.plusDays(1), deadline).orElse(next);
        while (low < high) {
            long middle = low + (high - low) / 2;
            Optional<SealedCheckpoint> sealed = checkpoints.find(middle, deadline);
            if (sealed.isPresent() && sealed.get().manifest().at().isBefore(moment)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
