package dev.tollgate.core.observed;

import java.time.Instant;
import java.util.Optional;

/**
 * One call that somebody else than Tollgate saw: the tool's server, or a gateway before it.
 *
 * @param at when it was called, by the clock of whoever saw it
 * @param agent who called, where the log knows
 * @param decisionId the decision that let it through, as the hook passed it on; it may be wrong
 * @param id the sender's own id of the call
 */
public record ObservedCall(
        String server,
        String tool,
        Instant at,
        Optional<String> agent,
        Optional<String> decisionId,
        Optional<String> session,
        Optional<String> id) {}
