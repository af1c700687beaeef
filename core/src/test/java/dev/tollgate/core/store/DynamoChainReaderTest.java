package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainReader;
import dev.tollgate.core.record.ChainReaderContract;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class DynamoChainReaderTest extends ChainReaderContract {
    private static final DynamoDbClient CLIENT = DynamoLocal.client();
    private final String table = DynamoLocal.newTable("chain-reader");
    private final RecordStore store = new DynamoRecords(DynamoLocal.calls(CLIENT), table);
    private final ChainReader reader = new DynamoChainReader(DynamoLocal.calls(CLIENT), table);

    @Override
    protected RecordStore store() {
        return store;
    }

    @Override
    protected ChainReader reader() {
        return reader;
    }

    @Test
    void readsChainsOfAnyLengthPageByPage() throws StoreException {
        var large = new Draft(
                Draft.Kind.OPEN,
                Instant.parse("2026-11-27T09:00:00Z"),
                Instant.parse("2026-11-27T09:00:00Z").plus(Duration.ofDays(1)),
                Json.object().put("note", "x".repeat(300_000)).build());
        for (int seq = 0; seq < 5; seq++) {
            SealedRecord first = SealedRecords.first("large", large);
            store.append(List.of(new SealedRecord("large", seq, first.content(), first.hash())), soon());
        }

        var places = new ArrayList<Long>();
        ChainReader.Page page = reader.after("large", -1, soon());
        assertFalse(page.isLast());
        page.records().forEach(record -> places.add(record.seq()));
        page = reader.after("large", places.getLast(), soon());
        page.records().forEach(record -> places.add(record.seq()));
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), places);
    }

    @Test
    void whatIsNoRecordIsOneThatIsNotIntactAndKeepsNothingFromBeingRead() throws StoreException {
        List<SealedRecord> chain = SealedRecords.chain("foreign", 2);
        store.append(List.of(chain.getFirst()), soon());
        put("000000000001", Map.of("set", AttributeValue.fromSs(List.of("a"))));
        put("000000000002", Map.of());
        put("00000000000x", Map.of());

        List<SealedRecord> found = reader.after("foreign", -1, soon()).records();

        assertEquals(
                List.of(true, false, false),
                found.stream().map(SealedRecord::isIntact).toList());
    }

    private void put(String sort, Map<String, AttributeValue> members) {
        var item = new java.util.HashMap<>(members);
        item.put("pk", AttributeValue.fromS("W#foreign"));
        item.put("sk", AttributeValue.fromS(sort));
        CLIENT.putItem(request -> request.tableName(table).item(item));
    }
}
