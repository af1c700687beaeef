package dev.tollgate.core.store;

import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.tamper.AlarmStore;
import dev.tollgate.core.tamper.ChainHeads;
import dev.tollgate.core.tamper.Places;
import dev.tollgate.core.tamper.TamperStoresContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the stream function keeps, when DynamoDB leaves half of each batch unprocessed. */
class HalvedBatchesTamperStoresTest extends TamperStoresContract {
    private static final Tables TABLES = new Tables("", DynamoLocal.newTable("state"), DynamoLocal.newTable("audit"));
    private static final HalvedBatches HALVED = new HalvedBatches();
    private static final DynamoCalls CALLS = DynamoLocal.calls(DynamoLocal.client(HALVED));

    @AfterAll
    static void batchesWereHalved() {
        assertTrue(HALVED.halved() > 0);
    }

    @Override
    protected ChainHeads heads() {
        return new DynamoChainHeads(CALLS, TABLES.state(), InstantSource.system());
    }

    @Override
    protected Places chains() {
        return new DynamoPlaces(CALLS, TABLES.audit());
    }

    @Override
    protected AlarmStore alarms() {
        return new DynamoAlarms(CALLS, TABLES);
    }

    @Override
    protected RecordStore records() {
        return new DynamoRecords(CALLS, TABLES.audit());
    }
}
