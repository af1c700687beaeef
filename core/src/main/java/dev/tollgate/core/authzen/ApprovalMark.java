package dev.tollgate.core.authzen;

import dev.tollgate.core.policy.RuleName;
import java.time.Instant;
import java.util.List;

/** What a decision has to do with approvals. */
public sealed interface ApprovalMark {

    record None() implements ApprovalMark {}

    /**
     * There is a request for what it needs (AuthZEN access-request profile).
     *
     * @param endpoint where an approver sees and decides it
     */
    record Awaited(String id, RuleName rule, String endpoint, Instant expires) implements ApprovalMark {}

    /** Somebody has denied the request. */
    record Declined(String id, RuleName rule) implements ApprovalMark {}

    /** It is allowed because somebody approved it. */
    record Used(List<Grant> grants) implements ApprovalMark {
        public Used {
            grants = List.copyOf(grants);
        }
    }

    /**
     * It would be allowed, but others used the grants up at the same time.
     *
     * @param now what the answer is instead
     */
    record Lost(List<Grant> grants, ApprovalMark now) implements ApprovalMark {
        public Lost {
            grants = List.copyOf(grants);
        }
    }

    /** How a grant counts for a decision. */
    enum Use {
        /** Once. */
        USED,
        /** Not again: it is the answer that the same request had before. */
        REPEATS,
        /** Only for a plan, which uses nothing. */
        FORESEEN
    }

    record Grant(String id, RuleName rule, Use use) {}
}
