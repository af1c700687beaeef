package dev.tollgate.audit.schedule;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import dev.tollgate.core.seal.Checkpoints;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static dev.tollgate.audit.schedule.SealingStage.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SealerTest {
    private final SealingStage stage = new SealingStage();

    @Test
    void sealsWhatWasRecordedAndAlsoThatNothingWas() throws Exception {
        stage.write("a", 0, 5);
        stage.write("b", 0, 1);
        assertEquals(new Sealer.Run(1, 6, true), stage.sealer().seal(soon()));
        stage.write("a", 5, 7);
        assertEquals(new Sealer.Run(1, 2, true), stage.sealer().seal(soon()));
        assertEquals(new Sealer.Run(1, 0, true), stage.sealer().seal(soon()));

        assertEquals(
                List.of(6L, 2L, 0L),
                stage.checked().stream().map(each -> each.manifest().count()).toList());
    }

    @Test
    void goesOnWhereASealerWasEndedBetweenTheCheckpointAndItsNotes() throws Exception {
        stage.write("a", 0, 3);
        stage.checkpoints.failAfterNextPut();
        assertThrows(StoreException.class, () -> stage.sealer().seal(soon()));
        stage.write("a", 3, 4);

        assertEquals(new Sealer.Run(1, 1, true), stage.sealer().seal(soon()));
        assertEquals(2, stage.checked().size());
        assertEquals(4, stage.covered());
    }

    @Test
    void makesItsNotesAgainFromTheCheckpointsAlone() throws Exception {
        stage.write("a", 0, 3);
        stage.sealer().seal(soon());
        stage.write("a", 3, 5);
        stage.sealer().seal(soon());

        var fresh = new SealingStage();
        for (SealedCheckpoint sealed : stage.checked()) {
            fresh.checkpoints.put(sealed, soon());
        }
        fresh.write("a", 0, 6);

        assertEquals(new Sealer.Run(1, 1, true), fresh.sealer().seal(soon()));
        assertEquals(3, fresh.checked().size());
    }

    @Test
    void catchesUpAfterAnOutageOfDaysInSeveralCheckpoints() throws Exception {
        stage.write("before", 0, 2);
        stage.sealer().seal(soon());
        for (int day = 0; day < 6; day++) {
            stage.now = stage.now.plus(Duration.ofDays(1));
            stage.write("day" + day, 0, 10);
        }

        Sealer.Run run = stage.sealer(Checkpoints.SIGNER, 1_000).seal(soon());

        assertTrue(run.checkpoints() > 1, run::toString);
        assertEquals(62, stage.covered());
        assertTrue(run.isAll());
    }

    @Test
    void whatOneRunHadNoTimeForIsLeftToTheNextAlsoDaysLater() throws Exception {
        stage.sealer().seal(soon());
        stage.write("old", 0, 30);
        stage.now = stage.now.plus(Duration.ofDays(5));
        // As much as one step takes, and no time for a second.
        Sealer.Run first =
                stage.sealer(Checkpoints.SIGNER, 100).seal(dev.tollgate.core.Deadline.in(Duration.ofSeconds(5)));

        assertEquals(false, first.isAll());
        while (!stage.sealer().seal(soon()).isAll()) {
            // Until nothing is left.
        }
        assertEquals(30, stage.covered());
    }

    @RepeatedTest(20)
    void severalAtOnceSealEachRecordOnce() throws Exception {
        for (int round = 0; round < 4; round++) {
            for (int writer = 0; writer < 5; writer++) {
                stage.write("w" + writer, round * 4, round * 4 + 4);
            }
            sealAtOnce(3);
        }
        stage.sealer().seal(soon());

        assertEquals(80, stage.covered());
        assertEquals(List.of(), stage.broken.all(10, soon()));
    }

    private void sealAtOnce(int sealers) throws Exception {
        var together = new CyclicBarrier(sealers);
        var all = new ArrayList<Callable<Sealer.Run>>();
        for (int i = 0; i < sealers; i++) {
            all.add(() -> {
                together.await();
                return stage.sealer().seal(soon());
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(all)) {
                done.get();
            }
        }
    }

    @Test
    void aBrokenChainIsSealedUpToItsBreakAndToldOfOnceWhileOthersGoOn() throws Exception {
        stage.write("broken", 0, 2);
        List<SealedRecord> chain = SealedRecords.chain("broken", 5);
        stage.records.append(List.of(chain.get(3)), soon());
        stage.write("whole", 0, 3);

        stage.sealer().seal(soon());
        assertEquals(0, told(), "it may be a write that is not to be seen as a whole yet");
        for (int minute = 0; minute < 4; minute++) {
            stage.now = stage.now.plusSeconds(60);
            stage.sealer().seal(soon());
        }

        assertEquals(1, told());
        SealedRecord record = stage.records.records().stream()
                .filter(each -> each.kind().equals("security"))
                .findFirst()
                .orElseThrow();
        assertEquals("chain_broken", record.content().text("event").orElseThrow());
        assertEquals("broken", record.content().text("chain").orElseThrow());
        assertEquals(2, record.content().integer("seq").orElseThrow());
        assertEquals("the record is missing", record.content().text("problem").orElseThrow());
        // Two of the broken one, three of the whole one, and the sealer's own: its opening and what it tells.
        assertEquals(7, stage.covered());
        assertEquals(
                List.of(),
                ChainCheck.check(Map.of(record.writer(), stage.records.chains().get(record.writer()))));
    }

    @Test
    void aChainThatIsWholeAgainIsSealedAlsoDaysLater() throws Exception {
        stage.write("a", 0, 1);
        List<SealedRecord> chain = SealedRecords.chain("a", 3);
        stage.records.append(List.of(chain.get(2)), soon());
        stage.sealer().seal(soon());
        stage.now = stage.now.plus(Duration.ofDays(9));
        stage.sealer().seal(soon());
        stage.records.append(List.of(chain.get(1)), soon());
        stage.now = stage.now.plus(Duration.ofDays(9));
        stage.sealer().seal(soon());

        assertEquals(
                2,
                stage.store.state(Set.of("a"), soon()).orElseThrow().head("a").seq());
        assertEquals(List.of(), stage.broken.all(10, soon()));
    }

    @Test
    void whoeverWantsToKnowIsToldOfEachCheckpointAndAgainUntilItWorks() throws Exception {
        var told = new ArrayList<String>();
        var failures = new ArrayList<>(List.of(1L));
        stage.listeners.add((number, records, deadline) -> {
            if (failures.remove((Long) number)) {
                throw new StoreException("not now", null);
            }
            told.add(number + ":" + records.stream().map(SealedRecord::id).toList());
        });
        stage.write("a", 0, 1);
        stage.sealer().seal(soon());
        stage.write("a", 1, 3);
        stage.write("b", 0, 1);
        stage.sealer().seal(soon());
        assertEquals(List.of("0:[a-0]"), told);
        stage.sealer().seal(soon());

        assertEquals(List.of("0:[a-0]", "1:[a-1, a-2, b-0]", "2:[]"), told);
    }

    @Test
    void sealsNothingBehindACheckpointThatIsNotItsOwn() throws Exception {
        stage.sealer().seal(soon());
        SealState state = Checkpoints.after(
                SealState.first(Checkpoints.ORIGIN), stage.checked().getFirst());
        SealedCheckpoint forged = Checkpoints.after(
                new SealState(Checkpoints.ORIGIN, 1, "0".repeat(64), state.heads()), Map.of(), stage.now);
        stage.checkpoints.put(forged, soon());

        var refused = assertThrows(
                ForeignCheckpointException.class, () -> stage.sealer().seal(soon()));
        assertEquals("checkpoint 1: the checkpoint names another one before it", refused.getMessage());
    }

    @Test
    void sealsNothingUnderAnotherNameOrKey() throws Exception {
        stage.sealer().seal(soon());
        var other = assertThrows(
                ForeignCheckpointException.class,
                () -> stage.sealer(Checkpoints.signer("other"), 1_000).seal(soon()));
        assertEquals(
                "the checkpoints that are there are of audit.example.com/test, and this sealer is other",
                other.getMessage());

        stage.checkpoints.failAfterNextPut();
        assertThrows(StoreException.class, () -> stage.sealer().seal(soon()));
        var key = assertThrows(
                ForeignCheckpointException.class,
                () -> stage.sealer(Checkpoints.signer(Checkpoints.ORIGIN), 1_000)
                        .seal(soon()));
        assertEquals("checkpoint 1 is not signed by the key of this sealer", key.getMessage());
    }

    private long told() {
        return stage.records.records().stream()
                .filter(record -> record.kind().equals("security"))
                .count();
    }
}
