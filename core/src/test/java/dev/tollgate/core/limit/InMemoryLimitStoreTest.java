package dev.tollgate.core.limit;

class InMemoryLimitStoreTest extends LimitStoreContract {
    private final InMemoryLimitStore store = new InMemoryLimitStore();

    @Override
    protected LimitStore store() {
        return store;
    }

    @Override
    protected LimitStore forgetfulStore() {
        return store;
    }

    @Override
    protected LimitStore newInstance() {
        return store;
    }
}
