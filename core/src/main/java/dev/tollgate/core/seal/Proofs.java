package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes proofs that records are sealed, from the checkpoint and all that it covers. */
public final class Proofs {
    private final SealStore store;
    private final CheckpointStore checkpoints;
    private final CheckpointRecords records;

    public Proofs(SealStore store, CheckpointStore checkpoints, CheckpointRecords records) {
        this.store = store;
        this.checkpoints = checkpoints;
        this.records = records;
    }

    /** What came of it. */
    public sealed interface Answer {
        record Proven(Proof proof, long number) implements Answer {}

        record NoRecord() implements Answer {}

        record NotSealed() implements Answer {}

        /** What the checkpoint of this number covers is not there any more as it was sealed, or it is not itself. */
        record NotProvable(long number) implements Answer {}
    }

    public Answer of(SealedRecord record, Deadline deadline) throws StoreException {
        OptionalLong number = store.covering(record.writer(), record.seq(), deadline);
        if (number.isEmpty()) {
            return new Answer.NotSealed();
        }
        Optional<SealedCheckpoint> sealed = checkpoints.find(number.getAsLong(), deadline);
        if (sealed.isEmpty()) {
            return new Answer.NotProvable(number.getAsLong());
        }
        Manifest manifest = sealed.get().manifest();
        List<TreeHash> leaves = records.leaves(manifest, deadline);
        return Proof.of(record, manifest, MerkleTree.of(leaves), sealed.get().note())
                .filter(proof -> record.isIntact())
                .<Answer>map(proof -> new Answer.Proven(proof, manifest.number()))
                .orElseGet(() -> new Answer.NotProvable(manifest.number()));
    }
}
