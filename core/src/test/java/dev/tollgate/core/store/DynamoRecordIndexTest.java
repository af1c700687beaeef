package dev.tollgate.core.store;

import dev.tollgate.core.record.RecordIndex;
import dev.tollgate.core.record.RecordSearchContract;
import dev.tollgate.core.record.RecordStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DynamoRecordIndexTest extends RecordSearchContract {
    private static final String TABLE = DynamoLocal.newAuditTable("indexed");
    private static final CountedCalls COUNTED = new CountedCalls();
    private static final DynamoDbClient CLIENT = DynamoLocal.client(COUNTED);
    private static final DynamoCalls CALLS = DynamoLocal.calls(CLIENT);

    @Override
    protected RecordStore store() {
        return new DynamoRecords(CALLS, TABLE);
    }

    @Override
    protected RecordIndex index() {
        return new DynamoRecordIndex(CALLS, TABLE);
    }

    @Test
    void aPageOfADayTakesAReadAShardAndOneForTheRecords() throws Exception {
        for (int i = 0; i < 10; i++) {
            write("allow");
        }
        COUNTED.sinceLast();

        search().page(ofAgent(NOON, NOON.plusSeconds(1), Map.of()), Optional.empty(), 100, soon());

        assertEquals(5, COUNTED.sinceLast());
    }

    @Test
    void recordsThatArriveWhileAnotherPagesAreNeverLostTwiceOrOutOfOrder() throws Exception {
        for (int i = 0; i < 20; i++) {
            write("allow");
        }
        var query = ofAgent(NOON.minus(Duration.ofDays(2)), NOON.plusSeconds(1), Map.of());
        var ids = new ArrayList<String>();
        var found = search().page(query, Optional.empty(), 4, soon());
        while (true) {
            found.records().forEach(record -> ids.add(record.id()));
            if (found.next().isEmpty() || ids.size() > 200) {
                break;
            }
            write("allow");
            found = search().page(query, found.next(), 4, soon());
        }

        assertEquals(ids.size(), ids.stream().distinct().count(), "none twice");
        assertTrue(ids.size() >= 20, () -> ids.size() + " of the 20 that were there from the beginning");
        assertEquals(List.of(), ids.stream().filter(String::isEmpty).toList());
    }
}
