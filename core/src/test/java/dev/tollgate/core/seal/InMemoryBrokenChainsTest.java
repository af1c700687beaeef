package dev.tollgate.core.seal;

import dev.tollgate.core.record.InMemoryRecordStore;

class InMemoryBrokenChainsTest extends BrokenChainsContract {
    private final InMemoryRecordStore records = new InMemoryRecordStore();

    @Override
    protected BrokenChains store() {
        return new InMemoryBrokenChains(records);
    }

    @Override
    protected int records() {
        return records.chains().size();
    }
}
