package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a writer promises over each store of records. */
public abstract class WriterContract {
    protected static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
    private static final AtomicInteger WRITERS = new AtomicInteger();

    protected Instant now = NOON;

    protected abstract RecordStore store();

    /** The chains of these writers, in their true order. */
    protected abstract Map<String, List<SealedRecord>> chains(List<String> writers) throws StoreException;

    private final List<String> named = new ArrayList<>();

    protected Writer writer() {
        return new Writer(
                store(), this::name, Json.object().put("version", "test").build(), () -> now);
    }

    private synchronized String name() {
        String name = "writer" + WRITERS.incrementAndGet();
        named.add(name);
        return name;
    }

    @Test
    void takesItsNameWithTheFirstRecordAndNotBefore() throws StoreException {
        Writer writer = writer();
        assertEquals(List.of(), named);

        writer.append(List.of(draft("one")), soon());

        assertEquals(1, named.size());
    }

    @Test
    void beginsWithAnOpeningRecord() throws StoreException {
        writer().append(List.of(draft("one")), soon());

        List<SealedRecord> chain = chain(named.getFirst());
        assertEquals(
                List.of("open", "decision"),
                chain.stream().map(SealedRecord::kind).toList());
        assertEquals(SealedRecord.genesis(named.getFirst()), chain.getFirst().prev());
        assertEquals(Json.of("test"), chain.getFirst().content().get("version").orElseThrow());
        assertFalse(chain.getFirst().content().get("after").isPresent());
    }

    @Test
    void recordsAreCalledByWriterAndPlaceAndAreInItsOrder() throws StoreException {
        Writer writer = writer();
        List<SealedRecord> first = writer.append(List.of(draft("one"), draft("two")), soon());
        List<SealedRecord> second = writer.append(List.of(draft("three")), soon());

        String name = named.getFirst();
        assertEquals(
                List.of(name + "-1", name + "-2"),
                first.stream().map(SealedRecord::id).toList());
        assertEquals(List.of(name + "-3"), second.stream().map(SealedRecord::id).toList());
        assertEquals(first.getLast().hash(), second.getFirst().prev());
        assertEquals(List.of("one", "two", "three"), notes(chain(name)));
    }

    @Test
    void aRecordHoldsItsTimeAndItsExpiry() throws StoreException {
        SealedRecord record = writer().append(List.of(draft("one")), soon()).getFirst();

        assertEquals("2026-11-23T12:00:00.123456Z", record.content().text("at").orElseThrow());
        assertEquals(
                NOON.plus(Duration.ofDays(90)).getEpochSecond(),
                record.expires().getEpochSecond());
        assertEquals(Instant.ofEpochSecond(record.content().integer("ttl").orElseThrow()), record.expires());
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void chainsOfAnyBatchesVerify(@ForAll @Size(max = 6) List<@IntRange(min = 1, max = 7) Integer> batches)
            throws StoreException {
        named.clear();
        Writer writer = writer();
        int expected = 0;
        for (int size : batches) {
            var drafts = new ArrayList<Draft>();
            for (int i = 0; i < size; i++) {
                drafts.add(draft("note " + expected++));
            }
            writer.append(drafts, soon());
        }

        assertEquals(List.of(), ChainCheck.check(chains(named)));
        assertEquals(
                expected,
                chains(named).values().stream()
                        .mapToInt(chain -> chain.size() - 1)
                        .sum());
    }

    @Test
    void manyAtOnceAppendToOneChainWithoutAGap() throws Exception {
        Writer writer = writer();
        var ids = new HashSet<String>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = new ArrayList<Callable<List<SealedRecord>>>();
            for (int i = 0; i < 40; i++) {
                int number = i;
                work.add(() ->
                        writer.append(number % 2 == 0 ? List.of(draft("a"), draft("b")) : List.of(draft("c")), soon()));
            }
            for (var result : threads.invokeAll(work)) {
                result.get().forEach(record -> assertTrue(ids.add(record.id())));
            }
        }

        assertEquals(60, ids.size());
        assertEquals(1, named.size());
        assertEquals(61, chain(named.getFirst()).size());
        assertEquals(List.of(), ChainCheck.check(chains(named)));
    }

    @Test
    void writersDoNotWaitForEachOther() throws StoreException {
        Writer one = writer();
        Writer other = writer();
        one.append(List.of(draft("1")), soon());
        other.append(List.of(draft("2")), soon());
        one.append(List.of(draft("3")), soon());

        assertNotEquals(named.get(0), named.get(1));
        assertEquals(List.of("1", "3"), notes(chain(named.get(0))));
        assertEquals(List.of("2"), notes(chain(named.get(1))));
        assertEquals(List.of(), ChainCheck.check(chains(named)));
    }

    @Test
    void leavesAChainWhoseNextPlaceIsTakenAndNamesItInTheNext() throws StoreException {
        Writer writer = writer();
        SealedRecord last = writer.append(List.of(draft("one")), soon()).getFirst();
        SealedRecord stranger = SealedRecord.seal(last.writer(), 2, last.hash(), draft("from somebody else"));
        store().append(List.of(stranger), soon());

        SealedRecord record = writer.append(List.of(draft("two")), soon()).getFirst();

        assertEquals(named.get(1) + "-1", record.id());
        Json.Obj after =
                chain(named.get(1)).getFirst().content().object("after").orElseThrow();
        assertEquals(named.get(0), after.text("writer").orElseThrow());
        assertEquals(1, after.integer("seq").orElseThrow());
        assertEquals(last.hash(), after.text("hash").orElseThrow());
    }

    private List<SealedRecord> chain(String writer) throws StoreException {
        return chains(List.of(writer)).get(writer);
    }

    protected List<String> named() {
        return named;
    }

    protected static List<String> notes(List<SealedRecord> chain) {
        return chain.stream()
                .flatMap(record -> record.content().text("note").stream())
                .toList();
    }

    protected static Draft draft(String note) {
        return new Draft(
                Draft.Kind.DECISION,
                NOON,
                NOON.plus(Duration.ofDays(90)),
                Json.object().put("note", note).put("took_us", 42).build());
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
