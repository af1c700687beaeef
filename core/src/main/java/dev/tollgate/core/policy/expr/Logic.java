package dev.tollgate.core.policy.expr;

import dev.tollgate.core.policy.expr.Outcome.NoValue;
import dev.tollgate.core.policy.expr.Outcome.OverBudget;

/** The nodes that may leave operands out. */
final class Logic {
    private Logic() {}

    /** False when any part is false, whatever the others are. */
    static final class And extends Node {
        final Node[] parts;

        And(Node[] parts) {
            this.parts = parts;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            NoValue none = null;
            for (Node part : parts) {
                Object value = part.eval(run);
                if (value == Boolean.FALSE) {
                    return Boolean.FALSE;
                }
                if (value != Boolean.TRUE) {
                    if (value instanceof OverBudget over) {
                        return over;
                    }
                    none = NoValue.stronger(none, notBool(value, "a side of &&"));
                }
            }
            return none == null ? Boolean.TRUE : none;
        }
    }

    /** True when any part is true, whatever the others are. */
    static final class Or extends Node {
        final Node[] parts;

        Or(Node[] parts) {
            this.parts = parts;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            NoValue none = null;
            for (Node part : parts) {
                Object value = part.eval(run);
                if (value == Boolean.TRUE) {
                    return Boolean.TRUE;
                }
                if (value != Boolean.FALSE) {
                    if (value instanceof OverBudget over) {
                        return over;
                    }
                    none = NoValue.stronger(none, notBool(value, "a side of ||"));
                }
            }
            return none == null ? Boolean.FALSE : none;
        }
    }

    static final class Not extends Node {
        final Node operand;

        Not(Node operand) {
            this.operand = operand;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object value = operand.eval(run);
            if (value == Boolean.TRUE) {
                return Boolean.FALSE;
            }
            return value == Boolean.FALSE ? Boolean.TRUE : notBool(value, "the operand of !");
        }
    }

    static final class Conditional extends Node {
        final Node condition;
        final Node then;
        final Node otherwise;

        Conditional(Node condition, Node then, Node otherwise) {
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object value = condition.eval(run);
            if (value == Boolean.TRUE) {
                return then.eval(run);
            }
            return value == Boolean.FALSE ? otherwise.eval(run) : notBool(value, "the condition of ? :");
        }
    }

    /** {@code optional.or(…)} and {@code optional.orValue(…)}, whose argument is left out when there is a value. */
    static final class OrElse extends Node {
        final Node operand;
        final Node otherwise;
        final Function function;

        OrElse(Function function, Node operand, Node otherwise) {
            this.function = function;
            this.operand = operand;
            this.otherwise = otherwise;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object value = operand.eval(run);
            if (value instanceof NoValue) {
                return value;
            }
            if (!(value instanceof java.util.Optional<?> optional)) {
                return Functions.mismatch(function, value);
            }
            if (optional.isEmpty()) {
                return otherwise.eval(run);
            }
            return function == Function.OR_VALUE ? optional.get() : optional;
        }
    }
}
