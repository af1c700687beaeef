package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.ChainCheck.Finding;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import dev.tollgate.core.record.Writer.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What each store of broken chains promises. */
public abstract class BrokenChainsContract {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final BrokenChain BROKEN =
            new BrokenChain(new Finding("b", 3, "the record is missing"), NOON, false);

    /** One that is empty. */
    protected abstract BrokenChains store();

    /** How many records were written so far. */
    protected abstract int records() throws StoreException;

    @Test
    void keepsWhatWasSeenFirst() throws StoreException {
        BrokenChains store = store();
        store.see(BROKEN, soon());
        store.see(new BrokenChain(BROKEN.finding(), NOON.plusSeconds(60), false), soon());
        store.see(new BrokenChain(new Finding("a", 0, "x"), NOON, false), soon());

        assertEquals(
                List.of("a", "b"),
                store.all(9, soon()).stream().map(BrokenChain::writer).toList());
        assertEquals(BROKEN, store.all(9, soon()).getLast());
        assertEquals(1, store.all(1, soon()).size());
    }

    @Test
    void tellsOfEachOnce() throws StoreException {
        BrokenChains store = store();
        store.see(BROKEN, soon());
        List<SealedRecord> one = List.of(SealedRecords.chain("t1", 1).getFirst());
        List<SealedRecord> other = List.of(SealedRecords.chain("t2", 1).getFirst());

        assertEquals(Written.YES, store.tell(BROKEN, one, soon()));
        assertEquals(Written.YES, store.tell(BROKEN, one, soon()), "the answer was lost");
        assertEquals(Written.REFUSED, store.tell(BROKEN, other, soon()));
        assertEquals(1, records());
        store.see(BROKEN, soon());
        assertEquals(List.of(new BrokenChain(BROKEN.finding(), NOON, true)), store.all(9, soon()));
    }

    @Test
    void anotherFindingIsToldOfAnew() throws StoreException {
        BrokenChains store = store();
        store.see(BROKEN, soon());
        store.tell(BROKEN, List.of(SealedRecords.chain("t3", 1).getFirst()), soon());
        var other = new BrokenChain(new Finding("b", 5, "the record is missing"), NOON, false);
        store.see(other, soon());

        assertEquals(
                Written.REFUSED,
                store.tell(BROKEN, List.of(SealedRecords.chain("t4", 1).getFirst()), soon()));
        assertEquals(
                Written.YES,
                store.tell(other, List.of(SealedRecords.chain("t5", 1).getFirst()), soon()));
    }

    @Test
    void whatIsWholeAgainIsForgotten() throws StoreException {
        BrokenChains store = store();
        store.see(BROKEN, soon());
        store.forget("b", soon());
        store.forget("nobody", soon());

        assertEquals(List.of(), store.all(9, soon()));
        assertEquals(
                Written.REFUSED,
                store.tell(BROKEN, List.of(SealedRecords.chain("t6", 1).getFirst()), soon()));
        assertEquals(0, records());
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
