package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CheckpointTimesTest {
    private static final Instant START = Instant.parse("2026-11-27T22:00:00Z");
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    @Property(seed = "7", edgeCases = EdgeCasesMode.NONE, tries = 30)
    void findsTheFirstCheckpointOfAnyMoment(
            @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 20_000) Integer> pauses,
            @ForAll @IntRange(min = -100_000, max = 700_000) int asked)
            throws StoreException {
        var checkpoints = new InMemoryCheckpoints();
        var store = new InMemorySealStore();
        SealState state = SealState.first(Checkpoints.ORIGIN);
        Instant at = START;
        Instant moment = START.plusSeconds(asked);
        long expected = 0;
        for (int pause : pauses) {
            at = at.plusSeconds(pause);
            SealedCheckpoint sealed = Checkpoints.after(state, Map.of(), at);
            checkpoints.put(sealed, SOON);
            store.note(sealed, SOON);
            state = Checkpoints.after(state, sealed);
            expected += at.isBefore(moment) ? 1 : 0;
        }

        assertEquals(expected, new CheckpointTimes(store, checkpoints).firstFrom(moment, SOON));
    }

    @Test
    void beforeTheFirstCheckpointTheNextIsNumberZero() throws StoreException {
        var times = new CheckpointTimes(new InMemorySealStore(), new InMemoryCheckpoints());
        assertEquals(0, times.next(SOON));
        assertEquals(0, times.firstFrom(START, SOON));
    }
}
