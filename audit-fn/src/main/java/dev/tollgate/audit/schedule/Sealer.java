package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.ChainCheck.Finding;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.CheckpointStore;
import dev.tollgate.core.seal.NoteSigner;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealStore;
import dev.tollgate.core.seal.SealStore.Mark;
import dev.tollgate.core.seal.SealedCheckpoint;
import dev.tollgate.core.seal.Sealing;
import dev.tollgate.core.seal.SignedNote;
import dev.tollgate.core.seal.SigningException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Seals what was recorded since the last checkpoint, and that nothing was. A checkpoint exists from the moment it stands
 * under its number, which only one can have; whatever is noted of it afterwards may be noted by whoever comes next. So
 * nothing is lost or sealed twice when a sealer is ended anywhere, or several run at once.
 */
final class Sealer {
    /** A further step is not begun with less than this. */
    private static final Duration A_STEP = Duration.ofSeconds(12);

    private final CheckpointStore checkpoints;
    private final SealStore store;
    private final NoteSigner signer;
    private final RollForward rollForward;
    private final Roster roster;
    private final NewRecords newRecords;
    private final Told told;
    private final BrokenWatch brokenWatch;
    private final InstantSource clock;

    Sealer(
            CheckpointStore checkpoints,
            SealStore store,
            NoteSigner signer,
            Roster roster,
            NewRecords newRecords,
            Told told,
            BrokenWatch brokenWatch,
            InstantSource clock) {
        this.checkpoints = checkpoints;
        this.store = store;
        this.signer = signer;
        this.rollForward = new RollForward(checkpoints, store, signer);
        this.roster = roster;
        this.newRecords = newRecords;
        this.told = told;
        this.brokenWatch = brokenWatch;
        this.clock = clock;
    }

    /**
     * @param checkpoints how many this run has made
     * @param records how many are in them
     * @param isAll whether nothing was left that was there when it began
     */
    record Run(int checkpoints, long records, boolean isAll) {
        private Run with(Sealing sealing, boolean isLast) {
            return new Run(checkpoints + 1, records + sealing.manifest().count(), isLast);
        }
    }

    /**
     * @throws ForeignCheckpointException when something stands where this one's next checkpoint belongs
     * @throws SigningException when whoever has the key does not sign
     */
    Run seal(Deadline deadline) throws StoreException, SigningException, ForeignCheckpointException {
        rollForward.run(deadline);
        told.catchUp(deadline);
        Instant began = clock.instant();
        Set<String> writers = roster.writers(began, deadline);
        SealState state = store.state(writers, deadline)
                .orElseGet(() -> SealState.first(signer.key().name()));
        var findings = new TreeMap<String, Finding>();
        var run = new Run(0, 0, false);
        while (!run.isAll() && (run.checkpoints() == 0 || deadline.left().compareTo(A_STEP) > 0)) {
            NewRecords.Read read = newRecords.behind(state, writers, deadline);
            Sealing sealing = Sealing.step(state, read.records(), clock.instant());
            if (!keep(sealing, read.records(), deadline)) {
                // Somebody else seals at this moment, and goes on with it.
                return run;
            }
            sealing.findings().forEach(finding -> findings.put(finding.writer(), finding));
            state = sealing.after();
            run = run.with(sealing, read.isAll() && sealing.rest() == Sealing.Rest.NONE);
        }
        if (run.isAll()) {
            store.mark(Mark.DAY, Roster.day(began).toEpochDay(), deadline);
        }
        brokenWatch.look(List.copyOf(findings.values()), state, deadline);
        return run;
    }

    private boolean keep(Sealing sealing, Map<String, List<SealedRecord>> records, Deadline deadline)
            throws StoreException, SigningException {
        SignedNote note = SignedNote.sign(sealing.checkpoint().text(), signer);
        var sealed = new SealedCheckpoint(note, sealing.checkpoint(), sealing.manifest());
        if (!checkpoints.put(sealed, deadline)) {
            return false;
        }
        store.note(sealed, deadline);
        told.of(sealed.manifest(), records, deadline);
        return true;
    }
}
