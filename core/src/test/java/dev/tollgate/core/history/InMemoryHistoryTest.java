package dev.tollgate.core.history;

class InMemoryHistoryTest extends HistoryStoreContract {
    private final HistoryStore store = new InMemoryHistory();

    @Override
    protected HistoryStore store() {
        return store;
    }
}
