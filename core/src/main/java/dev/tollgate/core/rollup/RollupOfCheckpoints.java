package dev.tollgate.core.rollup;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.Sealed;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.util.List;

/** Counts the records of each checkpoint that it is told of. */
public final class RollupOfCheckpoints implements Sealed {
    private final RollupKeeping keeping;
    private final CheckpointStore checkpoints;

    public RollupOfCheckpoints(RollupKeeping keeping, CheckpointStore checkpoints) {
        this.keeping = keeping;
        this.checkpoints = checkpoints;
    }

    @Override
    public void sealed(long number, List<SealedRecord> records, Deadline deadline) throws StoreException {
        SealedCheckpoint sealed = checkpoints
                .find(number, deadline)
                .orElseThrow(() -> new StoreException("checkpoint " + number + " is not there yet", null));
        try {
            keeping.count(number, sealed.manifest().at(), records, deadline);
        } catch (IllegalArgumentException leftOut) {
            // It must not keep whoever seals from sealing.
            throw new StoreException(leftOut.getMessage(), leftOut);
        }
    }
}
