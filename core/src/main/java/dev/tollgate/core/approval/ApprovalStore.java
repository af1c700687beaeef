package dev.tollgate.core.approval;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.List;
import java.util.Optional;

/** Where requests for approval are kept. */
public interface ApprovalStore {
    /** The last request for a call, with every change that was answered before this is asked. */
    Optional<Approval> find(String call, Deadline deadline) throws StoreException;

    /** Whether the HTTP request that the mark stands for has used a grant for this call. */
    Optional<GrantUse.Made> use(String call, String mark, Deadline deadline) throws StoreException;

    /**
     * Keeps a new request.
     *
     * @param sealed what the approver is shown
     * @param instead the request that it takes the place of
     * @param most pending requests of one subject
     * @return the request that stands there now: this one, or what somebody else asked for meanwhile; empty when the
     *     subject has too many
     */
    Optional<Approval> ask(Approval request, byte[] sealed, Optional<Approval> instead, int most, Deadline deadline)
            throws StoreException;

    /** What the approver is shown; empty when it is gone. */
    Optional<byte[]> sealed(ApprovalId id, Deadline deadline) throws StoreException;

    /**
     * Requests that were pending when they were last written.
     *
     * @param after where to go on; empty for the first
     * @param most to look at
     */
    Page pending(String after, int most, Deadline deadline) throws StoreException;

    /** @param next where to go on; empty at the end */
    record Page(List<Approval> requests, String next) {
        public Page {
            requests = List.copyOf(requests);
        }
    }
}
