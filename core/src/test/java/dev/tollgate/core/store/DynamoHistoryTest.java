package dev.tollgate.core.store;

import dev.tollgate.core.history.HistoryStore;
import dev.tollgate.core.history.HistoryStoreContract;

class DynamoHistoryTest extends HistoryStoreContract {
    private static final HistoryStore STORE =
            new DynamoHistory(DynamoLocal.calls(DynamoLocal.client()), DynamoLocal.newTable("history"));

    @Override
    protected HistoryStore store() {
        return STORE;
    }
}
