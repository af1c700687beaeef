package dev.tollgate.core.store;

import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.posture.StandingPosture;

/**
 * A posture as an operator sets it.
 *
 * @param reason the operator's words, for other operators; no answer and no record has them
 */
public record PostureOrder(PostureScope scope, StandingPosture standing, String reason) {}
