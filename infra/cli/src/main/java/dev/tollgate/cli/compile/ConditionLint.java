package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.ExprText;
import dev.tollgate.core.policy.expr.Function;
import java.util.List;
import java.util.Optional;

/** Finds conditions, and parts of them, that do not depend on the call: nobody means that. */
final class ConditionLint {
    private static final List<Function> OF_CONDITIONS =
            List.of(Function.AND, Function.OR, Function.NOT, Function.CONDITIONAL);

    private ConditionLint() {}

    static void check(Value value, Expr condition, ExprTranslation translation) {
        Optional<Boolean> truth = Certainty.of(condition);
        if (truth.isPresent()) {
            value.problem(
                    truth.get()
                            ? "this condition is always true (expected one that depends on the call, or none at all)"
                            : "this condition is always false, so that the rule never matches (expected one that "
                                    + "depends on the call)");
            return;
        }
        parts(value, condition, translation);
    }

    private static void parts(Value value, Expr condition, ExprTranslation translation) {
        Certainty.error(condition)
                .ifPresent(error ->
                        value.problemAt(translation.offset(condition), "this is an error on every call: " + error));
        if (!(condition instanceof Expr.Call(Function function, List<Expr> parts))
                || !OF_CONDITIONS.contains(function)) {
            return;
        }
        for (Expr part : parts) {
            // The two results of a choice may well be plain.
            boolean decides = function != Function.CONDITIONAL || part == parts.getFirst();
            Optional<Boolean> truth = decides ? Certainty.of(part) : Optional.empty();
            if (truth.isPresent()) {
                value.problemAt(
                        translation.offset(part),
                        "'" + Value.shortened(ExprText.of(part)) + "' is always " + truth.get()
                                + ", so that it has no part in this condition");
            } else {
                parts(value, part, translation);
            }
        }
    }
}
