package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What each store of checkpoints promises. */
public abstract class CheckpointStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final SealState FIRST = SealState.first(Checkpoints.ORIGIN);

    /** One that is empty. */
    protected abstract CheckpointStore store();

    @Test
    void givesBackWhatWasPut() throws StoreException {
        CheckpointStore store = store();
        SealedCheckpoint one = Checkpoints.after(FIRST, Map.of("a", SealedRecords.chain("a", 3)), NOON);

        assertTrue(store.put(one, soon()));
        assertEquals(Optional.of(one), store.find(0, soon()));
        assertEquals(Optional.empty(), store.find(1, soon()));
    }

    @Test
    void onlyOneCanHaveANumber() throws StoreException {
        CheckpointStore store = store();
        SealedCheckpoint one = Checkpoints.after(FIRST, Map.of(), NOON);
        SealedCheckpoint other = Checkpoints.after(FIRST, Map.of(), NOON.plusSeconds(1));

        assertTrue(store.put(one, soon()));
        assertFalse(store.put(other, soon()));
        assertTrue(store.put(one, soon()), "the same again is no other");
        assertEquals(Optional.of(one), store.find(0, soon()));
    }

    @Test
    void givesThoseFromANumberOnInTheirOrderAlsoOverThousands() throws StoreException {
        CheckpointStore store = store();
        var all = new ArrayList<SealedCheckpoint>();
        SealState state = new SealState(Checkpoints.ORIGIN, 998, Checkpoint.genesis(Checkpoints.ORIGIN), Map.of());
        for (int i = 0; i < 5; i++) {
            SealedCheckpoint next = Checkpoints.after(state, Map.of(), NOON.plusSeconds(i));
            state = Checkpoints.after(state, next);
            all.add(next);
            store.put(next, soon());
        }

        assertEquals(all, store.from(998, 10, soon()));
        assertEquals(all.subList(1, 4), store.from(999, 3, soon()));
        assertEquals(List.of(), store.from(1_003, 10, soon()));
        assertEquals(List.of(), store.from(0, 10, soon()), "there is none with this number");
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
