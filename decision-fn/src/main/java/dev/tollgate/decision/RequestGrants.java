package dev.tollgate.decision;

import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.record.Pseudonyms;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the questions of one HTTP request take of grants together. For one thread. */
final class RequestGrants {
    private final Optional<String> request;
    private final String keyId;
    private final Pseudonyms pseudonyms;
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<ApprovalId, Integer> taken = new HashMap<>();

    /** @param request the caller's {@code X-Request-ID} */
    RequestGrants(Optional<String> request, String keyId, Pseudonyms pseudonyms) {
        this.request = request;
        this.keyId = keyId;
        this.pseudonyms = pseudonyms;
    }

    /**
     * Stands for the request when it asks for this call, for the first time, for the second and so on: the same when the
     * same caller sends it once more.
     */
    Optional<String> mark(String call) {
        int time = asked.merge(call, 1, Integer::sum);
        return request.map(id -> pseudonyms.of("approval use", time + " " + keyId + " " + id));
    }

    /** Whether a grant has a use left for one more question. */
    boolean take(Approval approval, Approval.State.Granted granted) {
        return taken.merge(approval.id(), 1, Integer::sum) <= granted.left();
    }

    /** Nothing that was taken counts any longer. */
    void restart() {
        asked.clear();
        taken.clear();
    }
}
