package dev.tollgate.core.approval;

import dev.tollgate.core.policy.RuleName;
import java.time.Instant;
import java.util.Optional;

/**
 * One use of a grant, to be written together with the record of the call that it is for.
 *
 * @param mark stands for the HTTP request that used it, when that can be told from others
 */
public record GrantUse(ApprovalId id, RuleName rule, Optional<String> mark) {

    /** A use that was written. */
    public record Made(ApprovalId id, Instant at) {}

    /** How many items of a transaction this takes at most. */
    public int writes() {
        return mark.isPresent() ? 2 : 1;
    }
}
