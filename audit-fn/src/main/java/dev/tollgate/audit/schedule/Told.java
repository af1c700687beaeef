package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.CheckpointRecords;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.SealStore;
import dev.tollgate.core.seal.SealStore.Mark;
import dev.tollgate.core.seal.Sealed;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells those who want to know of each checkpoint. One that fails is told of it again, and keeps nothing from being sealed. */
final class Told {
    private static final Logger LOG = Logger.getLogger(Told.class);
    private static final Duration MOST_OF_CATCHING_UP = Duration.ofSeconds(10);

    private static final int FRAMES_TOLD = 8;

    private final List<Sealed> listeners;
    private final SealStore store;
    private final CheckpointStore checkpoints;
    private final CheckpointRecords records;

    Told(List<Sealed> listeners, SealStore store, CheckpointStore checkpoints, CheckpointRecords records) {
        this.listeners = List.copyOf(listeners);
        this.store = store;
        this.checkpoints = checkpoints;
        this.records = records;
    }

    /** Of the checkpoints that stood before this run; nobody has their records at hand any more. */
    void catchUp(Deadline deadline) {
        if (listeners.isEmpty()) {
            return;
        }
        Deadline until = deadline.within(MOST_OF_CATCHING_UP);
        try {
            long next = next(until);
            Optional<SealedCheckpoint> sealed = checkpoints.find(next, until);
            while (sealed.isPresent() && !until.passed()) {
                tell(next, records.of(sealed.get().manifest(), until), until);
                next++;
                sealed = checkpoints.find(next, until);
            }
        } catch (StoreException later) {
            LOG.warnf("a checkpoint is told of later: %s", later.getMessage());
        } catch (RuntimeException defect) {
            failed(defect);
        }
    }

    /** Of a checkpoint that was made just now, unless others before it are left. */
    void of(Manifest manifest, Map<String, List<SealedRecord>> read, Deadline deadline) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            if (next(deadline) == manifest.number()) {
                tell(manifest.number(), covered(manifest, read), deadline);
            }
        } catch (StoreException later) {
            LOG.warnf("checkpoint %d is told of later: %s", manifest.number(), later.getMessage());
        } catch (RuntimeException defect) {
            failed(defect);
        }
    }

    /** Without its message, which may quote what was being read. */
    private static void failed(RuntimeException defect) {
        LOG.errorf(
                "a checkpoint could not be told of: %s at %s",
                defect.getClass().getName(),
                Arrays.stream(defect.getStackTrace()).limit(FRAMES_TOLD).toList());
    }

    private long next(Deadline deadline) throws StoreException {
        return store.mark(Mark.TOLD, deadline).orElse(0);
    }

    private void tell(long number, List<SealedRecord> sealed, Deadline deadline) throws StoreException {
        for (Sealed listener : listeners) {
            listener.sealed(number, sealed, deadline);
        }
        store.mark(Mark.TOLD, number + 1, deadline);
    }

    private static List<SealedRecord> covered(Manifest manifest, Map<String, List<SealedRecord>> read) {
        var covered = new ArrayList<SealedRecord>();
        for (Manifest.Range range : manifest.ranges()) {
            covered.addAll(read.get(range.writer()).subList(0, Math.toIntExact(range.count())));
        }
        return covered;
    }
}
