package dev.tollgate.core.store;

import dev.tollgate.core.record.OutcomeStore;
import dev.tollgate.core.record.OutcomeStoreContract;
import dev.tollgate.core.record.RecordReader;
import dev.tollgate.core.record.RecordStore;
import java.util.concurrent.atomic.AtomicInteger;

class DynamoOutcomesTest extends OutcomeStoreContract {
    private static final Tables TABLES = new Tables("", DynamoLocal.newTable("state"), DynamoLocal.newTable("audit"));
    private static final DynamoCalls CALLS = DynamoLocal.calls(DynamoLocal.client());
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final OutcomeStore outcomes = new DynamoOutcomes(CALLS, TABLES);
    private final RecordReader reader = new DynamoRecordReader(CALLS, TABLES.audit());
    private final RecordStore records = new DynamoRecords(CALLS, TABLES.audit());

    @Override
    protected OutcomeStore outcomes() {
        return outcomes;
    }

    @Override
    protected RecordReader records() {
        return reader;
    }

    @Override
    protected RecordStore recordStore() {
        return records;
    }

    @Override
    protected String newName() {
        return "name" + NAMES.incrementAndGet();
    }
}
