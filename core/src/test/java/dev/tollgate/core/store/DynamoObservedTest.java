package dev.tollgate.core.store;

import dev.tollgate.core.observed.ObservedStore;
import dev.tollgate.core.observed.ObservedStoreContract;
import dev.tollgate.core.record.RecordStore;
import java.util.concurrent.atomic.AtomicInteger;

class DynamoObservedTest extends ObservedStoreContract {
    private static final Tables TABLES = new Tables("", DynamoLocal.newTable("state"), DynamoLocal.newTable("audit"));
    private static final DynamoCalls CALLS = DynamoLocal.calls(DynamoLocal.client());
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final ObservedStore observed = new DynamoObserved(CALLS, TABLES);
    private final RecordStore records = new DynamoRecords(CALLS, TABLES.audit());

    @Override
    protected ObservedStore observed() {
        return observed;
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
