package dev.tollgate.core.record;

class InMemoryOutcomesTest extends OutcomeStoreContract {
    private final InMemoryRecordStore store = new InMemoryRecordStore();
    private final InMemoryOutcomes outcomes = new InMemoryOutcomes(store);
    private int names;

    @Override
    protected OutcomeStore outcomes() {
        return outcomes;
    }

    @Override
    protected RecordReader records() {
        return outcomes;
    }

    @Override
    protected RecordStore recordStore() {
        return store;
    }

    @Override
    protected String newName() {
        return "name" + ++names;
    }
}
