package dev.tollgate.core.seal;

class InMemoryCheckpointsTest extends CheckpointStoreContract {
    @Override
    protected CheckpointStore store() {
        return new InMemoryCheckpoints();
    }
}
