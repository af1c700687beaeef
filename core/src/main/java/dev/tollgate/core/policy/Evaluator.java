package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Evaluation;
import dev.tollgate.core.policy.expr.Explainer;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Surroundings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Evaluates the bundle's conditions for one call, within its budget; those that several rules share, once. */
final class Evaluator {
    private final Inputs inputs;
    private final Surroundings schedules;
    private final long budget;
    private final Evaluation evaluation;
    private final Map<Condition, Outcome> known = new HashMap<>();

    Evaluator(Bundle bundle, Inputs inputs, Instant now) {
        this.inputs = inputs;
        this.schedules =
                name -> Optional.ofNullable(bundle.schedules().get(name)).map(schedule -> schedule.isOpen(now));
        this.budget = bundle.settings().budget();
        this.evaluation = new Evaluation(inputs, schedules, budget);
    }

    /** Whether the condition holds. */
    Outcome of(Condition condition) {
        if (!condition.isShared()) {
            return evaluation.condition(condition.program());
        }
        // Not computeIfAbsent: it takes a lambda for each call.
        Outcome outcome = known.get(condition);
        if (outcome == null) {
            outcome = evaluation.condition(condition.program());
            known.put(condition, outcome);
        }
        return outcome;
    }

    /** The value of an expression that need not be a condition. */
    Outcome value(Condition expression) {
        return evaluation.of(expression.program());
    }

    boolean isOpen(String schedule) {
        return schedules.isOpen(schedule).orElseThrow();
    }

    String because(Condition condition) {
        return new Explainer(inputs, schedules, budget)
                .explain(condition.program().expression())
                .toString();
    }
}
