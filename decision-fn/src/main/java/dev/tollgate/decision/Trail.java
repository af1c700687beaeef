package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;

/** What a hook's dialect leaves of a decision, beside its record. */
@FunctionalInterface
interface Trail {
    Trail NONE = (record, deadline) -> {};

    /**
     * @param record the decision's, which is durable
     * @throws StoreException when it is not known to be left; an allow is then none
     */
    void leave(SealedRecord record, Deadline deadline) throws StoreException;
}
