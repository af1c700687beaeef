package dev.tollgate.core.approval;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.time.Instant;
import java.util.List;

/** Writes what changes of approvals in one transaction with the records of it. */
public interface ApprovalRecords {
    /** Items of one transaction. */
    int MOST_WRITES = 100;

    /**
     * Writes the records and uses the grants, or does nothing.
     *
     * @return {@code REFUSED} when a grant is used up, over or taken back, or when a request has used it before
     */
    Written use(List<SealedRecord> records, List<GrantUse> uses, Instant now, Deadline deadline) throws StoreException;

    /**
     * Writes the records and decides a request, or does nothing.
     *
     * @return {@code REFUSED} when it is no longer as it was before
     */
    Written decide(List<SealedRecord> records, Approval before, Approval after, Deadline deadline)
            throws StoreException;
}
