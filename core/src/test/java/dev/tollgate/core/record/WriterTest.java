package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WriterTest extends WriterContract {
    private final InMemoryRecordStore store = new InMemoryRecordStore();

    @Override
    protected RecordStore store() {
        return store;
    }

    @Override
    protected Map<String, List<SealedRecord>> chains(List<String> writers) {
        var chains = store.chains();
        chains.keySet().retainAll(writers);
        return chains;
    }

    @Test
    void isEnteredUnderEachDayOnWhichItWrites() throws StoreException {
        Writer writer = writer();
        writer.append(List.of(draft("one")), soon());
        writer.append(List.of(draft("two")), soon());
        now = NOON.plus(Duration.ofHours(11).plusMinutes(59));
        writer.append(List.of(draft("three")), soon());
        now = NOON.plus(Duration.ofHours(12));
        writer.append(List.of(draft("four")), soon());

        String name = named().getFirst();
        assertEquals(List.of("2026-11-23 " + name, "2026-11-24 " + name), store.entries());
        assertEquals(List.of(), ChainCheck.check(store.chains()));
    }

    @Test
    void isEnteredOnlyAfterItsOpeningRecordStands() {
        store.plan(List.of(Fault.BEFORE_WRITING));
        Writer writer = writer();

        assertThrows(StoreException.class, () -> writer.append(List.of(draft("one")), soon()));
        assertEquals(List.of(), store.entries());
    }

    @Test
    void aStoreThatComesBackFindsOneOpeningAndNotMany() throws StoreException {
        store.plan(List.of(Fault.BEFORE_WRITING, Fault.AFTER_WRITING, Fault.BEFORE_WRITING));
        Writer writer = writer();
        for (int i = 0; i < 3; i++) {
            assertThrows(StoreException.class, () -> writer.append(List.of(draft("lost")), soon()));
        }
        writer.append(List.of(draft("one")), soon());

        assertEquals(1, store.chains().size());
        assertEquals(List.of(), ChainCheck.check(store.chains()));
    }

    @Test
    void leavesNoChainForWantOfTime() throws StoreException {
        Writer writer = writer();
        writer.append(List.of(draft("one")), soon());

        assertThrows(StoreException.class, () -> writer.append(List.of(draft("late")), Deadline.in(Duration.ZERO)));
        writer.append(List.of(draft("two")), soon());

        assertEquals(1, named().size());
        assertEquals(List.of("one", "two"), notes(store.records()));
    }

    @Test
    void theNextChainSaysHowManyRecordsItIsUnsureOf() throws StoreException {
        Writer writer = writer();
        writer.append(List.of(draft("one")), soon());
        store.plan(List.of(Fault.AFTER_WRITING));
        assertThrows(StoreException.class, () -> writer.append(List.of(draft("two"), draft("three")), soon()));
        writer.append(List.of(draft("four")), soon());

        Json.Obj after = store.chains()
                .get(named().get(1))
                .getFirst()
                .content()
                .object("after")
                .orElseThrow();
        assertEquals(2, after.integer("unsure").orElseThrow());
        assertEquals(1, after.integer("seq").orElseThrow());
        assertEquals(List.of(), ChainCheck.check(store.chains()));
    }

    @Test
    void givesUpWhenTheFirstPlaceOfANewChainIsTakenAndTriesAnotherNameNextTime() throws StoreException {
        var names = new AtomicInteger();
        var writer = new Writer(store, () -> "n" + names.incrementAndGet(), Json.Obj.EMPTY, () -> now);
        store.occupy(SealedRecord.seal("n1", 0, SealedRecord.genesis("n1"), draft("somebody else")));

        assertThrows(StoreException.class, () -> writer.append(List.of(draft("one")), soon()));
        assertEquals(
                "n2-1", writer.append(List.of(draft("one")), soon()).getFirst().id());
    }

    /** Whatever fails when: what was answered is there once, in order; nothing is there twice; the chains are whole. */
    @Property(tries = 2_000)
    void losesAndDoublesNothingWhateverFails(@ForAll @Size(max = 25) List<Fault> faults) {
        var faulty = new InMemoryRecordStore();
        faulty.plan(faults);
        var names = new AtomicInteger();
        var writer = new Writer(faulty, () -> "w" + names.incrementAndGet(), Json.Obj.EMPTY, () -> now);
        var answered = new ArrayList<SealedRecord>();
        for (int i = 0; i < 12; i++) {
            try {
                answered.addAll(writer.append(
                        i % 3 == 0 ? List.of(draft("a" + i), draft("b" + i)) : List.of(draft("a" + i)), soon()));
            } catch (StoreException unavailable) {
                // Not answered; it may be there, but at most once.
                continue;
            }
        }

        var there = faulty.records();
        assertTrue(there.containsAll(answered), "what was answered is there");
        assertEquals(there.size(), new HashSet<>(notes(there)).size(), "nothing is there twice");
        assertEquals(
                answered.size(),
                answered.stream().map(SealedRecord::id).distinct().count(),
                "no id is given twice");
        assertEquals(List.of(), ChainCheck.check(faulty.chains()));
    }
}
