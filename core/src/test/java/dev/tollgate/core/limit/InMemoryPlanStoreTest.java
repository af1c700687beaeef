package dev.tollgate.core.limit;

class InMemoryPlanStoreTest extends PlanStoreContract {
    private final InMemoryLimitStore store = new InMemoryLimitStore();

    @Override
    protected Stores stores() {
        return new Stores(store, store);
    }

    @Override
    protected Stores newInstance() {
        return stores();
    }
}
