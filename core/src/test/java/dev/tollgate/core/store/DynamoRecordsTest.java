package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.WriterContract;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DynamoRecordsTest extends WriterContract {
    private static final String TABLE = DynamoLocal.newTable("records");
    private static final CountedCalls CALLS = new CountedCalls();
    private static final DynamoDbClient CLIENT = DynamoLocal.client(CALLS);
    private final RecordStore records = new DynamoRecords(DynamoLocal.calls(CLIENT), TABLE);

    @Override
    protected RecordStore store() {
        return records;
    }

    @Override
    protected Map<String, List<SealedRecord>> chains(List<String> writers) throws StoreException {
        var gathered = new AuditChains.Gathered();
        new AuditChains(CLIENT, TABLE).forEach(gathered::add);
        var chains = new TreeMap<>(gathered.chains());
        chains.keySet().retainAll(writers);
        return chains;
    }

    @Test
    void writesABatchOfAHundredInOneTransaction() throws StoreException {
        var writer = writer();
        writer.append(List.of(draft("first")), soon());
        CALLS.sinceLast();
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < 100; i++) {
            drafts.add(draft("note " + i));
        }

        assertEquals(100, writer.append(drafts, soon()).size());
        assertEquals(1, CALLS.sinceLast());
        assertEquals(102, chains(named()).get(named().getFirst()).size());
        assertEquals(List.of(), ChainCheck.check(chains(named())));
    }

    @Test
    void takesOneWriteARecordInTheSteadyState() throws StoreException {
        var writer = writer();
        writer.append(List.of(draft("first")), soon());
        CALLS.sinceLast();
        writer.append(List.of(draft("second")), soon());

        assertEquals(1, CALLS.sinceLast());
    }

    @Test
    void theSameBytesAgainAreASuccess() throws StoreException {
        List<SealedRecord> one = writer().append(List.of(draft("one")), soon());
        List<SealedRecord> several = writer().append(List.of(draft("one"), draft("two"), draft("three")), soon());

        assertTrue(records.append(one, soon()));
        assertTrue(records.append(several, soon()));
        assertEquals(4, chains(named()).get(named().get(1)).size());
    }

    @Test
    void anotherHashInThePlaceIsRefusedAndChangesNothing() throws StoreException {
        List<SealedRecord> written = writer().append(List.of(draft("one"), draft("two")), soon());
        var before = chains(named());
        SealedRecord first = written.getFirst();
        var forged = new SealedRecord(first.writer(), 1, first.content(), "0".repeat(64));

        assertFalse(records.append(List.of(forged), soon()));
        assertFalse(records.append(List.of(forged, written.get(1)), soon()));
        assertEquals(before, chains(named()));
    }

    @Test
    void aBatchOfWhichAPlaceIsTakenIsNotWrittenAtAll() throws StoreException {
        List<SealedRecord> written = writer().append(List.of(draft("one"), draft("two")), soon());
        SealedRecord last = written.getLast();
        var next = new SealedRecord(last.writer(), 3, last.content(), last.hash());

        assertFalse(records.append(List.of(last, next), soon()));
        assertEquals(3, chains(named()).get(named().getFirst()).size());
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() throws StoreException {
        List<SealedRecord> written = writer().append(List.of(draft("one"), draft("two")), soon());

        assertEquals(
                written,
                chains(named()).get(named().getFirst()).stream().skip(1).toList());
    }

    @Test
    void enteringAgainChangesNothing() throws StoreException {
        LocalDate day = LocalDate.of(2026, 11, 23);
        records.enter("someone", day, soon());
        records.enter("someone", day, soon());

        assertTrue(chains(List.of("someone")).get("someone").isEmpty());
    }

    @Test
    void anObjectIsTheSameAfterItsWayThroughTheTable() {
        Json.Obj object = Json.object()
                .put("text", "ünï\ud83d\ude00")
                .put("empty", "")
                .put("number", -42)
                .put("yes", Json.of(true))
                .put("nothing", Json.Null.NULL)
                .put("list", new Json.Arr(List.of(Json.of(1), Json.of("a"), Json.Obj.EMPTY)))
                .put("object", Json.object().put("inner", Json.texts(List.of())).build())
                .build();

        assertEquals(object, Items.object(Items.attributes(object)));
    }

    @Test
    void saysThatItIsNotKnownWhetherRecordsWereWritten() throws StoreException {
        var elsewhere = new DynamoRecords(DynamoLocal.calls(CLIENT), "no-such-table");
        List<SealedRecord> written = writer().append(List.of(draft("one"), draft("two")), soon());

        assertThrows(StoreException.class, () -> elsewhere.append(List.of(written.getFirst()), soon()));
        assertThrows(StoreException.class, () -> elsewhere.append(written, soon()));
        assertThrows(StoreException.class, () -> elsewhere.enter("someone", LocalDate.EPOCH, soon()));
        assertThrows(StoreException.class, () -> records.append(written, Deadline.in(Duration.ZERO)));
    }
}
