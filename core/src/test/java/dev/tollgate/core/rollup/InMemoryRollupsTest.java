package dev.tollgate.core.rollup;

class InMemoryRollupsTest extends RollupStoreContract {
    private final RollupStore store = new InMemoryRollups();

    @Override
    protected RollupStore store() {
        return store;
    }
}
