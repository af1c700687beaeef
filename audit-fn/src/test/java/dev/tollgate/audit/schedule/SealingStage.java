package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainReader;
import dev.tollgate.core.record.InMemoryChainReader;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.seal.CheckpointRecords;
import dev.tollgate.core.seal.Checkpoints;
import dev.tollgate.core.seal.InMemoryBrokenChains;
import dev.tollgate.core.seal.InMemoryCheckpoints;
import dev.tollgate.core.seal.InMemorySealStore;
import dev.tollgate.core.seal.NoteSigner;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.Sealed;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Records, checkpoints and sealers in memory, with a clock that is set. */
final class SealingStage {
    static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final long MOST_LETTERS = 1_000_000;

    final InMemoryRecordStore records = new InMemoryRecordStore();
    final ChainReader chains = new InMemoryChainReader(records);
    final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    final InMemorySealStore store = new InMemorySealStore();
    final InMemoryBrokenChains broken = new InMemoryBrokenChains(records);
    final List<Sealed> listeners = new ArrayList<>();
    private final AtomicInteger names = new AtomicInteger();
    volatile Instant now = NOON;

    Sealer sealer() {
        return sealer(Checkpoints.SIGNER, MOST_LETTERS);
    }

    Sealer sealer(NoteSigner signer, long mostLetters) {
        var writer = new Writer(
                records,
                () -> "sealer" + names.incrementAndGet(),
                Json.object().put("function", "schedule").build(),
                () -> now);
        return new Sealer(
                checkpoints,
                store,
                signer,
                new Roster(chains, store, broken),
                new NewRecords(chains, mostLetters),
                new Told(listeners, store, checkpoints, new CheckpointRecords(chains)),
                new BrokenWatch(broken, writer, () -> now),
                () -> now);
    }

    void write(String writer, int from, int to) throws StoreException {
        records.enter(writer, LocalDate.ofInstant(now, java.time.ZoneOffset.UTC), soon());
        for (SealedRecord record : SealedRecords.chain(writer, to).subList(from, to)) {
            records.append(List.of(record), soon());
        }
    }

    /** All checkpoints, each of which follows the one before. */
    List<SealedCheckpoint> checked() {
        List<SealedCheckpoint> all = checkpoints.from(0, Integer.MAX_VALUE, soon());
        SealState state = SealState.first(Checkpoints.ORIGIN);
        for (SealedCheckpoint sealed : all) {
            state = Checkpoints.after(state, sealed);
            if (!sealed.note().isSignedBy(Checkpoints.SIGNER.key())) {
                throw new AssertionError("checkpoint " + sealed.number() + " is not signed");
            }
        }
        return all;
    }

    long covered() {
        return checked().stream().mapToLong(each -> each.manifest().count()).sum();
    }

    static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
