package dev.tollgate.core.store;

import dev.tollgate.core.rollup.RollupStore;
import dev.tollgate.core.rollup.RollupStoreContract;

class DynamoRollupsTest extends RollupStoreContract {
    private static final String TABLE = DynamoLocal.newTable("rollups");
    private static final DynamoCalls CALLS = DynamoLocal.calls(DynamoLocal.client());

    @Override
    protected RollupStore store() {
        return new DynamoRollups(CALLS, TABLE);
    }
}
