package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The obvious store of sessions, failing when told to. */
public final class InMemoryAcsSessions implements AcsSessions {
    private final Map<String, AcsSession> sessions = new ConcurrentHashMap<>();
    private boolean down;

    public void goDown() {
        down = true;
    }

    @Override
    public Optional<AcsSession> find(String key, Deadline deadline) throws StoreException {
        failWhenDown();
        return Optional.ofNullable(sessions.get(key));
    }

    @Override
    public boolean keep(AcsSession session, Instant expires, Deadline deadline) throws StoreException {
        failWhenDown();
        var isKept = new AtomicBoolean();
        sessions.compute(session.key(), (key, before) -> {
            boolean isNext = session.version() == (before == null ? 1 : before.version() + 1);
            isKept.set(isNext || session.equals(before));
            return isNext ? session : before;
        });
        return isKept.get();
    }

    private void failWhenDown() throws StoreException {
        if (down) {
            throw new StoreException("sessions are down, as planned", null);
        }
    }
}
