package dev.tollgate.core.hook;

class InMemoryAcsSessionsTest extends AcsSessionsContract {
    private final AcsSessions sessions = new InMemoryAcsSessions();

    @Override
    protected AcsSessions sessions() {
        return sessions;
    }
}
