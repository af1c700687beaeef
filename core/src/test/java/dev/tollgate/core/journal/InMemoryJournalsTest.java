package dev.tollgate.core.journal;

import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.RecordStore;

class InMemoryJournalsTest extends JournalStoreContract {
    private final InMemoryRecordStore records = new InMemoryRecordStore();
    private final InMemoryJournals journals = new InMemoryJournals(records);
    private int names;

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
        return "name" + ++names;
    }
}
