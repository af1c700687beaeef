package dev.tollgate.core.limit;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.List;

/**
 * Where limits are counted. With any number of callers at once, what is admitted of a limit over any period t costs at
 * most burst + rate x t; clocks that differ by d add rate x d.
 */
public interface LimitStore {
    /**
     * Takes all charges, or none.
     *
     * @param charges at least one, each of a slot of its own
     * @param nowMicros microseconds since 1970
     */
    Admission take(LimitKey key, List<Charge> charges, long nowMicros, Deadline deadline) throws StoreException;
}
