package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Program;
import java.util.HashMap;
import java.util.Map;

/** An expression of the bundle, made ready to run. Rules with equal conditions have the same one. */
final class Condition {
    private final Program program;
    private int uses;

    private Condition(Program program) {
        this.program = program;
    }

    Program program() {
        return program;
    }

    boolean isShared() {
        return uses > 1;
    }

    /** All conditions of one bundle, while it is made ready. */
    static final class Pool {
        private final Map<Expr, Condition> conditions = new HashMap<>();

        Condition of(Expr expression) {
            Condition condition = conditions.computeIfAbsent(expression, one -> new Condition(Program.of(one)));
            condition.uses++;
            return condition;
        }
    }
}
