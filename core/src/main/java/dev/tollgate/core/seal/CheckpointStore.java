package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.List;
import java.util.Optional;

/** Where checkpoints stand, each under its number, which only one can have. All reads are consistent. */
public interface CheckpointStore {
    /**
     * Puts it where nothing stands yet.
     *
     * @return false when another one has its number; the same one again is true
     */
    boolean put(SealedCheckpoint sealed, Deadline deadline) throws StoreException;

    Optional<SealedCheckpoint> find(long number, Deadline deadline) throws StoreException;

    /** Those from a number on, in order and without a gap, at most so many. */
    List<SealedCheckpoint> from(long number, int most, Deadline deadline) throws StoreException;
}
