package dev.tollgate.core.observed;

import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.RecordStore;

class InMemoryObservedTest extends ObservedStoreContract {
    private final InMemoryRecordStore records = new InMemoryRecordStore();
    private final InMemoryObserved observed = new InMemoryObserved(records);
    private int names;

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
        return "name" + ++names;
    }
}
