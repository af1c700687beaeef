package dev.tollgate.core.record;

import java.time.Instant;

/**
 * The one outcome of a decision.
 *
 * @param decision the id of the decision's record, without an item
 * @param record the id of the outcome's record
 * @param digest of what was sent: the same request again is no second outcome
 * @param expires when it can be forgotten, since the decision has then expired
 */
public record OutcomeClaim(String decision, String record, String digest, Instant at, Instant expires) {}
