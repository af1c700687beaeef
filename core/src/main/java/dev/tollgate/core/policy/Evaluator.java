package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Evaluation;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Surroundings;
import java.util.Optional;

/** Evaluates the bundle's expressions for one decision, within its budget. */
final class Evaluator {
    private final Programs programs;
    private final Evaluation evaluation;

    Evaluator(Programs programs, Inputs inputs) {
        this.programs = programs;
        this.evaluation = new Evaluation(inputs, Surroundings.NONE, Evaluation.DEFAULT_BUDGET);
    }

    boolean holds(Expr condition) throws ExprException {
        return (Boolean) known(evaluation.condition(programs.program(condition)));
    }

    /** The value when it is an int, 0 or more; empty for any other value. */
    Optional<Long> count(Expr expression) throws ExprException {
        return known(evaluation.of(programs.program(expression))) instanceof Long count && count >= 0
                ? Optional.of(count)
                : Optional.empty();
    }

    private static Object known(Outcome outcome) throws ExprException {
        return switch (outcome) {
            case Outcome.Known(Object value) -> value;
            case Outcome.Failed failed -> throw new ExprException(ReasonCode.POLICY_ERROR, failed.message());
            case Outcome.Unknown unknown -> throw new ExprException(ReasonCode.POLICY_ERROR, "a value is not known");
            case Outcome.OverBudget over ->
                throw new ExprException(ReasonCode.BUDGET_EXCEEDED, "the budget of the decision is used up");
        };
    }
}
