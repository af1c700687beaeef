package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The obvious store of checkpoints, which can be told to fail after the next put. */
public final class InMemoryCheckpoints implements CheckpointStore {
    private final TreeMap<Long, SealedCheckpoint> kept = new TreeMap<>();
    private boolean failsAfterNextPut;

    public synchronized void failAfterNextPut() {
        failsAfterNextPut = true;
    }

    @Override
    public synchronized boolean put(SealedCheckpoint sealed, Deadline deadline) throws StoreException {
        SealedCheckpoint there = kept.putIfAbsent(sealed.number(), sealed);
        if (failsAfterNextPut) {
            failsAfterNextPut = false;
            throw new StoreException("the store failed, as planned", null);
        }
        return there == null || there.equals(sealed);
    }

    @Override
    public synchronized Optional<SealedCheckpoint> find(long number, Deadline deadline) {
        return Optional.ofNullable(kept.get(number));
    }

    @Override
    public synchronized List<SealedCheckpoint> from(long number, int most, Deadline deadline) {
        var found = new ArrayList<SealedCheckpoint>();
        for (long next = number; found.size() < most && kept.containsKey(next); next++) {
            found.add(kept.get(next));
        }
        return List.copyOf(found);
    }
}
