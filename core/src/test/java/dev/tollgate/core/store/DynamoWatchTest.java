package dev.tollgate.core.store;

import dev.tollgate.core.watch.DenialStore;
import dev.tollgate.core.watch.DenialStoreContract;
import dev.tollgate.core.watch.KeyNetworkStore;
import dev.tollgate.core.watch.KeyNetworkStoreContract;
import dev.tollgate.core.watch.StepDownStore;
import dev.tollgate.core.watch.StepDownStoreContract;
import org.junit.jupiter.api.Nested;

class DynamoWatchTest {
    private static final Tables TABLES = new Tables("", DynamoLocal.newTable("state"), DynamoLocal.newTable("audit"));
    private static final DynamoCalls CALLS = DynamoLocal.calls(DynamoLocal.client());

    @Nested
    class OfDenials extends DenialStoreContract {
        private final DenialStore store = new DynamoDenials(CALLS, TABLES.state());

        @Override
        protected DenialStore store() {
            return store;
        }
    }

    @Nested
    class OfKeyNetworks extends KeyNetworkStoreContract {
        private final KeyNetworkStore store = new DynamoKeyNetworks(CALLS, TABLES.state());

        @Override
        protected KeyNetworkStore store() {
            return store;
        }
    }

    @Nested
    class OfStepDowns extends StepDownStoreContract {
        private final StepDownStore store = new DynamoStepDowns(CALLS, TABLES);

        @Override
        protected StepDownStore store() {
            return store;
        }
    }
}
