package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ChainCheckTest {
    private static final int LENGTH = 8;
    private static final Map<String, List<SealedRecord>> CHAINS = chains();

    @Test
    void findsNothingWhereAllIsWell() {
        assertEquals(List.of(), ChainCheck.check(CHAINS));
    }

    @Property
    void findsEachFieldThatWasChanged(
            @ForAll @IntRange(max = LENGTH - 1) int place,
            @ForAll @IntRange(max = 100) int member,
            @ForAll boolean removed) {
        SealedRecord record = chain().get(place);
        var names = List.copyOf(record.content().members().keySet());
        String name = names.get(member % names.size());
        var members = new LinkedHashMap<>(record.content().members());
        if (removed) {
            members.remove(name);
        } else {
            members.put(name, changed(members.get(name)));
        }

        assertFound(
                replaced(place, new SealedRecord(record.writer(), record.seq(), new Json.Obj(members), record.hash())));
    }

    @Property
    void findsAFieldThatWasAdded(@ForAll @IntRange(max = LENGTH - 1) int place) {
        SealedRecord record = chain().get(place);
        var members = new LinkedHashMap<>(record.content().members());
        members.put("added", Json.of(1));

        assertFound(
                replaced(place, new SealedRecord(record.writer(), record.seq(), new Json.Obj(members), record.hash())));
    }

    @Property
    void findsARecordThatWasWrittenAnewWithAHashThatFits(@ForAll @IntRange(max = LENGTH - 2) int place) {
        SealedRecord record = chain().get(place);
        var members = new LinkedHashMap<>(record.content().members());
        members.put("note", Json.of("forged"));
        var content = new Json.Obj(members);

        assertFound(replaced(
                place, new SealedRecord(record.writer(), record.seq(), content, SealedRecord.hashOf(content))));
    }

    @Property
    void findsARecordThatWasRemoved(@ForAll @IntRange(max = LENGTH - 2) int place) {
        var damaged = new ArrayList<>(chain());
        damaged.remove(place);

        assertFound(damaged);
    }

    @Property
    void findsRecordsThatChangedPlaces(
            @ForAll @IntRange(max = LENGTH - 1) int one, @ForAll @IntRange(max = LENGTH - 1) int other) {
        if (one == other) {
            return;
        }
        SealedRecord first = chain().get(one);
        SealedRecord second = chain().get(other);
        var damaged = new ArrayList<>(chain());
        damaged.set(one, new SealedRecord(first.writer(), first.seq(), second.content(), second.hash()));
        damaged.set(other, new SealedRecord(second.writer(), second.seq(), first.content(), first.hash()));
        assertFound(damaged);

        Collections.swap(damaged, one, other);
        assertFound(damaged);
    }

    @Property
    void findsARecordThatWasInserted(@ForAll @IntRange(max = LENGTH - 1) int place) {
        SealedRecord before = chain().get(place);
        var forged = SealedRecord.seal(before.writer(), before.seq() + 1, before.hash(), draft("forged"));
        var damaged = new ArrayList<>(chain());
        damaged.add(place + 1, forged);
        for (int i = place + 2; i < damaged.size(); i++) {
            SealedRecord moved = damaged.get(i);
            damaged.set(i, new SealedRecord(moved.writer(), moved.seq() + 1, moved.content(), moved.hash()));
        }

        if (place < LENGTH - 1) {
            assertFound(damaged);
        } else {
            // One more at the end, with the right hash before it: only its writer or a checkpoint can tell.
            assertEquals(List.of(), ChainCheck.check(Map.of("w1", damaged)));
        }
    }

    @Test
    void findsTheSamePlaceTwice() {
        var damaged = new ArrayList<>(chain());
        damaged.add(3, damaged.get(3));

        assertTrue(ChainCheck.check(Map.of("w1", damaged))
                .contains(new ChainCheck.Finding("w1", 3, "the place is taken twice")));
    }

    @Test
    void findsAHashThatWasChanged() {
        SealedRecord record = chain().get(2);

        assertFound(replaced(2, new SealedRecord(record.writer(), 2, record.content(), "0".repeat(64))));
    }

    @Test
    void findsANumberThatNobodyCouldHaveHashed() {
        SealedRecord record = chain().get(2);
        var members = new LinkedHashMap<>(record.content().members());
        members.put("took_us", new Json.Num("1e400"));

        assertFound(replaced(2, new SealedRecord(record.writer(), 2, new Json.Obj(members), record.hash())));
    }

    @Test
    void findsAWriterWithoutRecords() {
        assertEquals(
                List.of(new ChainCheck.Finding("w9", 0, "the writer was entered, but has no records")),
                ChainCheck.check(Map.of("w9", List.of())));
    }

    @Test
    void saysHowManyRecordsAreMissing() {
        var damaged = new ArrayList<>(chain());
        damaged.subList(2, 5).clear();

        assertEquals(
                new ChainCheck.Finding("w1", 2, "records 2 to 4 are missing"),
                ChainCheck.check(Map.of("w1", damaged)).getFirst());
    }

    @Test
    void findsARecordOfAnotherChainInThisOne() throws StoreException {
        var other = new Writer(new InMemoryRecordStore(), () -> "w2", Json.Obj.EMPTY, () -> WriterContract.NOON);
        SealedRecord stranger = other.append(List.of(draft("x")), soon()).getFirst();

        assertFound(replaced(1, new SealedRecord("w1", 1, stranger.content(), stranger.hash())));
    }

    @Test
    void findsALeftChainThatWasCut() throws StoreException {
        var chains = new TreeMap<>(twoChains());
        var cut = new ArrayList<>(chains.get("w1"));
        cut.removeLast();
        cut.removeLast();
        chains.put("w1", cut);

        assertEquals(
                List.of(new ChainCheck.Finding("w1", 2, "the chain ends before record 2, where w2 left it")),
                ChainCheck.check(chains));
    }

    @Test
    void findsALeftChainThatGoesOn() throws StoreException {
        var chains = new TreeMap<>(twoChains());
        var longer = new ArrayList<>(chains.get("w1"));
        for (int i = 0; i < 2; i++) {
            SealedRecord last = longer.getLast();
            longer.add(SealedRecord.seal("w1", last.seq() + 1, last.hash(), draft("later")));
        }
        chains.put("w1", longer);

        assertEquals(
                List.of(new ChainCheck.Finding("w1", 4, "the chain goes on after w2 had left it")),
                ChainCheck.check(chains));
    }

    @Test
    void findsALeftChainThatIsGone() throws StoreException {
        var chains = new TreeMap<>(twoChains());
        chains.remove("w1");

        assertFalse(ChainCheck.check(chains).isEmpty());
    }

    /** Two records in a chain, one that may or may not be there (it is), then the next chain. */
    private static Map<String, List<SealedRecord>> twoChains() throws StoreException {
        var store = new InMemoryRecordStore();
        var names = new AtomicInteger();
        var writer = new Writer(store, () -> "w" + names.incrementAndGet(), Json.Obj.EMPTY, () -> WriterContract.NOON);
        writer.append(List.of(draft("one"), draft("two")), soon());
        store.plan(List.of(Fault.AFTER_WRITING));
        try {
            writer.append(List.of(draft("three")), soon());
        } catch (StoreException planned) {
            writer.append(List.of(draft("four")), soon());
        }
        assertEquals(List.of(), ChainCheck.check(store.chains()));
        return store.chains();
    }

    private static void assertFound(List<SealedRecord> damaged) {
        assertFalse(ChainCheck.check(Map.of("w1", damaged)).isEmpty());
    }

    private static List<SealedRecord> replaced(int place, SealedRecord record) {
        var damaged = new ArrayList<>(chain());
        damaged.set(place, record);
        return damaged;
    }

    private static List<SealedRecord> chain() {
        return CHAINS.get("w1");
    }

    private static Map<String, List<SealedRecord>> chains() {
        var store = new InMemoryRecordStore();
        var writer =
                new Writer(store, () -> "w1", Json.object().put("version", "1").build(), () -> WriterContract.NOON);
        try {
            for (int i = 1; i < LENGTH; i++) {
                writer.append(List.of(draft("note " + i)), soon());
            }
        } catch (StoreException impossible) {
            throw new IllegalStateException(impossible);
        }
        return store.chains();
    }

    private static Draft draft(String note) {
        Json.Obj caller = Json.object().put("key", "k").put("role", "agent").build();
        Json.Obj members = Json.object()
                .put("note", note)
                .put("took_us", 42)
                .put("caller", caller)
                .build();
        return new Draft(
                Draft.Kind.DECISION, WriterContract.NOON, WriterContract.NOON.plus(Duration.ofDays(90)), members);
    }

    private static Json changed(Json value) {
        return switch (value) {
            case Json.Str(String text) -> Json.of(text + "x");
            case Json.Num(String text) -> Json.of(Long.parseLong(text) + 1);
            case Json.Obj(Map<String, Json> members) -> Json.Obj.EMPTY;
            case Json.Arr items -> Json.Null.NULL;
            case Json.Bool bool -> Json.of(!bool.value());
            case Json.Null none -> Json.of(true);
        };
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }
}
