package dev.tollgate.core.record;

class InMemoryChainReaderTest extends ChainReaderContract {
    private final InMemoryRecordStore store = new InMemoryRecordStore();

    @Override
    protected RecordStore store() {
        return store;
    }

    @Override
    protected ChainReader reader() {
        return new InMemoryChainReader(store);
    }
}
