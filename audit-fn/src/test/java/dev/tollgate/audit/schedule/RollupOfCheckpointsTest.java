package dev.tollgate.audit.schedule;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.rollup.InMemoryRollups;
import dev.tollgate.core.rollup.Rollup;
import dev.tollgate.core.rollup.RollupKeeping;
import dev.tollgate.core.rollup.RollupOfCheckpoints;
import dev.tollgate.core.rollup.RollupReading;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.tollgate.audit.schedule.SealingStage.NOON;
import static dev.tollgate.audit.schedule.SealingStage.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RollupOfCheckpointsTest {
    private final SealingStage stage = new SealingStage();
    private final InMemoryRollups rollups = new InMemoryRollups();
    private final RollupKeeping keeping = new RollupKeeping(rollups);
    private final RollupOfCheckpoints listener = new RollupOfCheckpoints(keeping, stage.checkpoints);

    @BeforeEach
    void listens() {
        stage.listeners.add(listener);
    }

    @Test
    void whatWasSealedIsCountedOnceHoweverOftenItIsTold() throws Exception {
        stage.write("writer1", 0, 5);
        stage.sealer().seal(soon());
        stage.now = NOON.plusSeconds(60);
        stage.write("writer1", 5, 8);
        stage.sealer().seal(soon());
        listener.sealed(0, List.of(), soon());

        var read = new RollupReading(rollups)
                .read(NOON.minus(Duration.ofDays(1)), NOON.plusSeconds(600), key -> true, soon());
        assertEquals(stage.covered(), Rollup.total(read.rows()).records());
        assertEquals(stage.now, read.progress().orElseThrow().at());
        assertEquals(OptionalLong.of(stage.checked().getLast().number()), keeping.through(soon()));
    }

    @Test
    void whatCannotBeCountedYetIsNoReasonToStopSealing() throws Exception {
        stage.listeners.clear();
        stage.write("writer1", 0, 5);
        stage.sealer().seal(soon());
        stage.sealer().seal(soon());

        listener.sealed(0, List.of(), soon());
        assertThrows(StoreException.class, () -> listener.sealed(9, List.of(), soon()));
    }
}
