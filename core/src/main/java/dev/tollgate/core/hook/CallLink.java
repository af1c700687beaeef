package dev.tollgate.core.hook;

import java.time.Duration;
import java.time.Instant;

/**
 * Leads from what a runtime calls a call to the decision about it.
 *
 * @param key of {@link CallName}
 * @param decisionId the id of the decision's record
 * @param expires from then on no outcome is taken for the decision
 */
public record CallLink(String key, String decisionId, Instant expires) {
    /** For so long a decision can have its outcome. */
    public static final Duration KEPT = Duration.ofHours(1);
}
