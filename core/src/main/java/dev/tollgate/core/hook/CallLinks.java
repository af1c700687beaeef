package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Optional;

/** Where the event before a call leaves what the event after it needs. */
public interface CallLinks {
    /**
     * The later link of the same name takes the place of the earlier one.
     *
     * @throws StoreException when it is not known to be kept
     */
    void put(CallLink link, Deadline deadline) throws StoreException;

    /** Also an expired one may still be there. */
    Optional<CallLink> find(String key, Deadline deadline) throws StoreException;
}
