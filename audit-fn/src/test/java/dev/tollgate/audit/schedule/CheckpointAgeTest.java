package dev.tollgate.audit.schedule;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.metric.EmbeddedMetrics;
import dev.tollgate.core.metric.MetricLog;
import dev.tollgate.core.seal.Checkpoints;
import dev.tollgate.core.seal.InMemoryCheckpoints;
import dev.tollgate.core.seal.InMemorySealStore;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealedCheckpoint;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CheckpointAgeTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    private final InMemorySealStore store = new InMemorySealStore();
    private final InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final CheckpointAge age = new CheckpointAge(
            store,
            checkpoints,
            new MetricLog(new EmbeddedMetrics("Tollgate", new TreeMap<>()), log),
            () -> NOON.plusSeconds(71));

    @Test
    void saysHowOldTheLastCheckpointIs() throws StoreException {
        SealedCheckpoint first =
                Checkpoints.after(SealState.first(Checkpoints.ORIGIN), Map.of(), NOON.minusSeconds(60));
        SealedCheckpoint second =
                Checkpoints.after(Checkpoints.after(SealState.first(Checkpoints.ORIGIN), first), Map.of(), NOON);
        for (SealedCheckpoint sealed : java.util.List.of(first, second)) {
            checkpoints.put(sealed, SOON);
            store.note(sealed, SOON);
        }

        age.tell(SOON);

        assertTrue(logged().endsWith("\"CheckpointAge\":71}\n"), logged());
    }

    @Test
    void saysNothingBeforeTheFirst() {
        age.tell(SOON);

        assertEquals("", logged());
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }
}
