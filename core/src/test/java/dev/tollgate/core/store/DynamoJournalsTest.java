package dev.tollgate.core.store;

import dev.tollgate.core.journal.JournalStore;
import dev.tollgate.core.journal.JournalStoreContract;
import dev.tollgate.core.record.RecordStore;
import java.util.concurrent.atomic.AtomicInteger;

class DynamoJournalsTest extends JournalStoreContract {
    private static final Tables TABLES = new Tables("", DynamoLocal.newTable("state"), DynamoLocal.newTable("audit"));
    private static final DynamoCalls CALLS = DynamoLocal.calls(DynamoLocal.client());
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final JournalStore journals = new DynamoJournals(CALLS, TABLES);
    private final RecordStore records = new DynamoRecords(CALLS, TABLES.audit());

    @Override
    protected JournalStore journals() {
        return journals;
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
