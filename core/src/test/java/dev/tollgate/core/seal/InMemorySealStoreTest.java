package dev.tollgate.core.seal;

class InMemorySealStoreTest extends SealStoreContract {
    @Override
    protected SealStore store() {
        return new InMemorySealStore();
    }
}
