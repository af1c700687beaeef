package dev.tollgate.core.tamper;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.Writer.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the stores of heads, chains and alarms promise. */
public abstract class TamperStoresContract {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String name = "w" + NAMES.incrementAndGet();

    protected abstract ChainHeads heads();

    protected abstract Places chains();

    protected abstract AlarmStore alarms();

    protected abstract RecordStore records();

    @Test
    void keepsTheLastHeadOfEachOfManyWriters() throws StoreException {
        var written = new HashMap<String, ChainHead>();
        IntStream.range(0, 130).forEach(i -> written.put(name + i, new ChainHead(i, "%064x".formatted(i))));
        heads().write(written, soon());
        heads().write(Map.of(name + 7, new ChainHead(99, "f")), soon());

        written.put(name + 7, new ChainHead(99, "f"));
        assertEquals(written, heads().read(written.keySet(), soon()));
        assertEquals(Map.of(), heads().read(Set.of("nobody"), soon()));
        assertEquals(Map.of(), heads().read(Set.of(), soon()));
    }

    @Test
    void readsThePlacesAskedForAndNoOther() throws StoreException {
        List<SealedRecord> chain = SealedRecords.chain(name, 6);
        for (SealedRecord record : chain) {
            if (record.seq() != 3) {
                records().append(List.of(record), soon());
            }
        }
        assertEquals(
                List.of(2L, 4L),
                chains().between(name, 2, 4, soon()).stream()
                        .map(SealedRecord::seq)
                        .toList());
        assertEquals(List.of(chain.get(5)), chains().between(name, 5, 9, soon()));
        assertEquals(List.of(), chains().between("nobody", 0, 9, soon()));
    }

    @Test
    void recordsWhatIsClaimedOnce() throws StoreException {
        assertEquals(Written.YES, put(name + "a"));
        assertEquals(Written.REFUSED, put(name + "a"));
        assertEquals(Written.YES, put(name + "b"));
    }

    @Test
    void theSameBytesAgainAreASuccess() throws StoreException {
        assertEquals(Written.YES, written((about, left) -> {
            alarms().put(about, name, NOON, left);
            return alarms().put(about, name, NOON, left);
        }));
    }

    @Test
    void ofManyAtOnceOneIsWritten() throws Exception {
        List<Callable<Written>> puts = IntStream.range(0, 8)
                .<Callable<Written>>mapToObj(i -> () -> put(name))
                .toList();
        int written = 0;
        try (var threads = Executors.newFixedThreadPool(puts.size())) {
            for (var each : threads.invokeAll(puts)) {
                written += each.get() == Written.YES ? 1 : 0;
            }
        }
        assertEquals(1, written);
    }

    private Written put(String claim) throws StoreException {
        return written((about, left) -> alarms().put(about, claim, NOON, left));
    }

    private static Written written(Writer.Together together) throws StoreException {
        String writer = "alarming" + NAMES.incrementAndGet();
        var draft = new Draft(Draft.Kind.SECURITY, NOON, NOON.plus(Duration.ofDays(90)), Json.Obj.EMPTY);
        return new Writer(new InMemoryRecordStore(), () -> writer, Json.Obj.EMPTY, () -> NOON)
                        .append(List.of(draft), together, soon())
                        .isPresent()
                ? Written.YES
                : Written.REFUSED;
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
