package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Expr;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * @param when the condition; without one the rule matches every call of its policy's target
 * @param reason what the agent is told when this rule refuses
 * @param obligations what the hook must also do when the call is allowed; of a {@code Deny} there are none
 */
public record Rule(
        String id, Ruling ruling, Optional<Expr> when, Optional<String> reason, List<ObligationRule> obligations) {
    public Rule {
        obligations = List.copyOf(obligations);
        if (ruling instanceof Ruling.Deny && !obligations.isEmpty()) {
            throw new IllegalArgumentException("a denied call has no obligations");
        }
    }

    Stream<ObligationRule.RewriteArguments> rewrites() {
        return obligations.stream()
                .filter(ObligationRule.RewriteArguments.class::isInstance)
                .map(ObligationRule.RewriteArguments.class::cast);
    }

    public Effect effect() {
        return ruling.effect();
    }
}
