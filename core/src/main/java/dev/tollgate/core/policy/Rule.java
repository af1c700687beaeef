package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Expr;
import java.util.Optional;

/**
 * @param when the condition; without one the rule matches every call of its policy's target
 * @param reason what the agent is told when this rule denies
 * @param code the reason code of a denial; without one it is {@code denied_by_policy}
 */
public record Rule(String id, Effect effect, Optional<Expr> when, Optional<String> reason, Optional<ReasonCode> code) {}
