package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Program;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The expressions of one bundle, made ready when it is loaded; equal ones are one program. */
final class Programs {
    private final Map<Expr, Program> programs = new IdentityHashMap<>();

    Programs(Bundle bundle) {
        var distinct = new HashMap<Expr, Program>();
        bundle.policies()
                .forEach(policy -> policy.rules().forEach(rule -> rule.when().ifPresent(when -> add(when, distinct))));
        bundle.limits().values().forEach(limit -> add(limit.cost(), distinct));
    }

    private Programs(Expr expression) {
        add(expression, new HashMap<>());
    }

    static Programs of(Expr expression) {
        return new Programs(expression);
    }

    private void add(Expr expression, Map<Expr, Program> distinct) {
        programs.put(expression, distinct.computeIfAbsent(expression, Program::of));
    }

    /** @param expression the very object that is in the bundle */
    Program program(Expr expression) {
        return programs.get(expression);
    }
}
