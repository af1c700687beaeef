package dev.tollgate.core.store;

import dev.tollgate.core.record.RecordIndex;
import dev.tollgate.core.record.RecordSearchContract;
import dev.tollgate.core.record.RecordStore;
import org.junit.jupiter.api.AfterAll;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an auditor finds, when DynamoDB leaves half of each batch unprocessed: every record, in order. */
class HalvedBatchesRecordIndexTest extends RecordSearchContract {
    private static final String TABLE = DynamoLocal.newAuditTable("halved");
    private static final HalvedBatches HALVED = new HalvedBatches();
    private static final DynamoCalls CALLS = DynamoLocal.calls(DynamoLocal.client(HALVED));

    @AfterAll
    static void batchesWereHalved() {
        assertTrue(HALVED.halved() > 0);
    }

    @Override
    protected RecordStore store() {
        return new DynamoRecords(CALLS, TABLE);
    }

    @Override
    protected RecordIndex index() {
        return new DynamoRecordIndex(CALLS, TABLE);
    }
}
