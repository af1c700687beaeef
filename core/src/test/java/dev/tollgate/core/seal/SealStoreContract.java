package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import dev.tollgate.core.seal.SealState.Head;
import dev.tollgate.core.seal.SealStore.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What each store of how far has been sealed promises. */
public abstract class SealStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final SealState FIRST = SealState.first(Checkpoints.ORIGIN);

    private final List<SealedRecord> a = SealedRecords.chain("a", 5);
    private final List<SealedRecord> b = SealedRecords.chain("b", 2);
    private final SealedCheckpoint one = Checkpoints.after(FIRST, Map.of("a", a.subList(0, 2), "b", b), NOON);
    private final SealState afterOne = Checkpoints.after(FIRST, one);
    private final SealedCheckpoint two =
            Checkpoints.after(afterOne, Map.of("a", a.subList(2, 5)), NOON.plus(Duration.ofDays(2)));
    private final SealState afterTwo = Checkpoints.after(afterOne, two);

    /** One that is empty. */
    protected abstract SealStore store();

    @Test
    void hasNoStateBeforeTheFirstCheckpoint() throws StoreException {
        assertEquals(Optional.empty(), store().state(Set.of("a"), soon()));
    }

    @Test
    void hasTheStateAfterTheLastCheckpointWithTheHeadsThatAreAskedFor() throws StoreException {
        SealStore store = store();
        store.note(one, soon());
        assertEquals(Optional.of(afterOne), store.state(Set.of("a", "b"), soon()));
        store.note(two, soon());
        assertEquals(Optional.of(afterTwo), store.state(Set.of("a", "b", "nobody"), soon()));
        assertEquals(
                Map.of("b", new Head(1, b.get(1).hash())),
                store.state(Set.of("b"), soon()).orElseThrow().heads());
    }

    @Test
    void aCheckpointThatIsNotedAgainOrLateChangesNothing() throws StoreException {
        SealStore store = store();
        store.note(one, soon());
        store.note(two, soon());
        store.note(two, soon());
        store.note(one, soon());

        assertEquals(Optional.of(afterTwo), store.state(Set.of("a", "b"), soon()));
        assertEquals(OptionalLong.of(0), store.firstFrom(LocalDate.of(2026, 11, 27), soon()));
    }

    @Test
    void saysWhichCheckpointCoversARecord() throws StoreException {
        SealStore store = store();
        store.note(one, soon());
        store.note(two, soon());

        assertEquals(OptionalLong.of(0), store.covering("a", 0, soon()));
        assertEquals(OptionalLong.of(0), store.covering("a", 1, soon()));
        assertEquals(OptionalLong.of(1), store.covering("a", 2, soon()));
        assertEquals(OptionalLong.of(1), store.covering("a", 4, soon()));
        assertEquals(OptionalLong.empty(), store.covering("a", 5, soon()));
        assertEquals(OptionalLong.empty(), store.covering("nobody", 0, soon()));
    }

    @Test
    void saysWhichCheckpointIsTheFirstOfADayOrLater() throws StoreException {
        SealStore store = store();
        store.note(one, soon());
        store.note(two, soon());

        assertEquals(OptionalLong.of(0), store.firstFrom(LocalDate.of(2026, 1, 1), soon()));
        assertEquals(OptionalLong.of(0), store.firstFrom(LocalDate.of(2026, 11, 27), soon()));
        assertEquals(OptionalLong.of(1), store.firstFrom(LocalDate.of(2026, 11, 28), soon()));
        assertEquals(OptionalLong.empty(), store.firstFrom(LocalDate.of(2026, 11, 30), soon()));
    }

    @Test
    void marksMoveOnAndNeverBack() throws StoreException {
        SealStore store = store();
        assertEquals(OptionalLong.empty(), store.mark(Mark.ARCHIVE, soon()));
        store.mark(Mark.ARCHIVE, 7, soon());
        store.mark(Mark.ARCHIVE, 5, soon());
        store.mark(Mark.TOLD, 1, soon());

        assertEquals(OptionalLong.of(7), store.mark(Mark.ARCHIVE, soon()));
        assertEquals(OptionalLong.of(1), store.mark(Mark.TOLD, soon()));
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
