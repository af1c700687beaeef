package dev.tollgate.core.watch;

import dev.tollgate.core.record.InMemoryRecordStore;
import org.junit.jupiter.api.Nested;

class WatchStoresInMemoryTest {
    @Nested
    class OfDenials extends DenialStoreContract {
        private final DenialStore store = new InMemoryDenials();

        @Override
        protected DenialStore store() {
            return store;
        }
    }

    @Nested
    class OfKeyNetworks extends KeyNetworkStoreContract {
        private final KeyNetworkStore store = new InMemoryKeyNetworks();

        @Override
        protected KeyNetworkStore store() {
            return store;
        }
    }

    @Nested
    class OfStepDowns extends StepDownStoreContract {
        private final StepDownStore store = new InMemoryStepDowns(new InMemoryRecordStore());

        @Override
        protected StepDownStore store() {
            return store;
        }
    }
}
