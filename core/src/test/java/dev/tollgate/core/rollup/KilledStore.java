package dev.tollgate.core.rollup;

import dev.tollgate.core.Deadline;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A store whose user is killed after a number of writes. */
final class KilledStore implements RollupStore {
    private final InMemoryRollups store;
    private int writesLeft;

    /** @param writes 0 for one that is never killed */
    KilledStore(InMemoryRollups store, int writes) {
        this.store = store;
        this.writesLeft = writes == 0 ? Integer.MAX_VALUE : writes;
    }

    private void write(Runnable put) {
        if (writesLeft == 0) {
            throw new IllegalStateException("killed");
        }
        writesLeft--;
        put.run();
    }

    @Override
    public void put(Part part, Deadline deadline) {
        write(() -> store.put(part, deadline));
    }

    @Override
    public List<Part> parts(Instant hour, Deadline deadline) {
        return store.parts(hour, deadline);
    }

    @Override
    public void put(Hour hour, Deadline deadline) {
        write(() -> store.put(hour, deadline));
    }

    @Override
    public Optional<Hour> hour(Instant hour, Deadline deadline) {
        return store.hour(hour, deadline);
    }

    @Override
    public List<Hour> hours(LocalDate day, Deadline deadline) {
        return store.hours(day, deadline);
    }

    @Override
    public void put(Progress progress, Deadline deadline) {
        write(() -> store.put(progress, deadline));
    }

    @Override
    public Optional<Progress> progress(Deadline deadline) {
        return store.progress(deadline);
    }
}
