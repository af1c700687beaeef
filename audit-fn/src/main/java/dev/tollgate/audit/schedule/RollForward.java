package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.NoteSigner;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealState.Head;
import dev.tollgate.core.seal.SealStore;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Notes the checkpoints that stand and are not noted: a sealer was ended between the two, or the notes were lost. */
final class RollForward {
    private static final int AT_A_TIME = 20;

    private final CheckpointStore checkpoints;
    private final SealStore store;
    private final NoteSigner signer;

    RollForward(CheckpointStore checkpoints, SealStore store, NoteSigner signer) {
        this.checkpoints = checkpoints;
        this.store = store;
        this.signer = signer;
    }

    void run(Deadline deadline) throws StoreException, ForeignCheckpointException {
        while (true) {
            SealState state = state(deadline);
            List<SealedCheckpoint> left = checkpoints.from(state.next(), AT_A_TIME, deadline);
            if (left.isEmpty()) {
                return;
            }
            for (SealedCheckpoint sealed : left) {
                state = checked(state, sealed);
                store.note(sealed, deadline);
            }
        }
    }

    private SealState state(Deadline deadline) throws StoreException, ForeignCheckpointException {
        String origin = signer.key().name();
        SealState state = store.state(Set.of(), deadline).orElseGet(() -> SealState.first(origin));
        if (!state.origin().equals(origin)) {
            throw new ForeignCheckpointException(
                    "the checkpoints that are there are of " + state.origin() + ", and this sealer is " + origin);
        }
        return state;
    }

    private SealState checked(SealState state, SealedCheckpoint sealed) throws ForeignCheckpointException {
        SealState before = withHeadsAsItSays(state, sealed.manifest());
        List<String> problems = before.problems(sealed.checkpoint(), sealed.manifest());
        if (!problems.isEmpty()) {
            throw new ForeignCheckpointException("checkpoint " + state.next() + ": " + problems.getFirst());
        }
        if (!sealed.note().isSignedBy(signer.key())) {
            throw new ForeignCheckpointException(
                    "checkpoint " + state.next() + " is not signed by the key of this sealer");
        }
        return before.after(sealed.checkpoint(), sealed.manifest());
    }

    /** Another sealer may be noting it at this moment, so that heads are those before it or already those after. */
    private static SealState withHeadsAsItSays(SealState state, Manifest manifest) {
        Map<String, Head> heads = new HashMap<>();
        for (Manifest.Range range : manifest.ranges()) {
            heads.put(range.writer(), new Head(range.from() - 1, SealedRecord.genesis(range.writer())));
        }
        return new SealState(state.origin(), state.next(), state.previous(), heads);
    }
}
