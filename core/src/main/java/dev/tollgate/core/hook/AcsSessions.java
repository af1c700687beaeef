package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Instant;
import java.util.Optional;

/** Where sessions of OWASP ACS are kept. */
public interface AcsSessions {
    /** With every change that was answered before this is asked. */
    Optional<AcsSession> find(String key, Deadline deadline) throws StoreException;

    /**
     * Keeps the session in the place of the version before it.
     *
     * @return whether it was kept; not when another change came first
     * @throws StoreException when it is not known whether it was
     */
    boolean keep(AcsSession session, Instant expires, Deadline deadline) throws StoreException;
}
