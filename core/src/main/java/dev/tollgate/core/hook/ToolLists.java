package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Optional;

/** Where the event before a list leaves what the event after it may show. */
public interface ToolLists {
    /**
     * The later list of the same name takes the place of the earlier one.
     *
     * @throws StoreException when it is not known to be kept
     */
    void put(ToolList list, Deadline deadline) throws StoreException;

    /** Also an expired one may still be there. */
    Optional<ToolList> find(String key, Deadline deadline) throws StoreException;
}
