package dev.tollgate.core.policy.expr;

import dev.tollgate.core.policy.expr.Outcome.Failed;
import dev.tollgate.core.policy.expr.Outcome.NoValue;
import dev.tollgate.core.policy.expr.Outcome.OverBudget;

/** One step of a program. Each kind is a final class of its own, which every compiler of Java calls fast. */
abstract class Node {

    /** A value of {@link Outcome.Known}, or a {@link NoValue}. */
    abstract Object eval(Evaluation run);

    static final OverBudget OVER_BUDGET = OverBudget.OVER_BUDGET;

    static Failed failed(String message) {
        return new Failed(message);
    }

    /** What a value counts as where a bool is needed, and it is neither true nor false. */
    static NoValue notBool(Object value, String what) {
        return value instanceof NoValue none
                ? none
                : new Failed(what + " is a " + Values.typeName(value) + ", not a bool");
    }

    static final class Constant extends Node {
        final Object value;

        Constant(Object value) {
            this.value = value;
        }

        @Override
        Object eval(Evaluation run) {
            return value;
        }
    }
}
