package dev.tollgate.core.tamper;

import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.RecordStore;

class TamperStoresInMemoryTest extends TamperStoresContract {
    private final InMemoryRecordStore records = new InMemoryRecordStore();
    private final InMemoryTamperStores stores = new InMemoryTamperStores(records);

    @Override
    protected ChainHeads heads() {
        return stores;
    }

    @Override
    protected Places chains() {
        return stores;
    }

    @Override
    protected AlarmStore alarms() {
        return stores;
    }

    @Override
    protected RecordStore records() {
        return records;
    }
}
