package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.expr.Evaluation;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Inputs;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.policy.expr.Program;
import dev.tollgate.core.policy.expr.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds conditions that come out the same on every call. It never errs in that, but for calls on which they are an
 * error; and it finds what people write, not everything.
 */
final class Certainty {
    private Certainty() {}

    /** What it always comes out as; empty when that depends on the call, or is not seen. */
    static Optional<Boolean> of(Expr expression) {
        return outcome(expression).or(() -> expression instanceof Expr.Call call ? call(call) : Optional.empty());
    }

    /** Why it is an error on every call; empty when it is not. */
    static Optional<String> error(Expr expression) {
        return evaluated(expression)
                .filter(Outcome.Failed.class::isInstance)
                .map(failed -> ((Outcome.Failed) failed).message());
    }

    private static Optional<Boolean> outcome(Expr expression) {
        return evaluated(expression)
                .flatMap(outcome -> outcome instanceof Outcome.Known(Object value) && value instanceof Boolean truth
                        ? Optional.of(truth)
                        : Optional.empty());
    }

    /** Only what reads nothing has an outcome before there is a call. */
    private static Optional<Outcome> evaluated(Expr expression) {
        if (!new Reads().add(expression).isNothing()) {
            return Optional.empty();
        }
        var evaluation = new Evaluation(new Inputs(), Surroundings.NONE, Evaluation.DEFAULT_BUDGET);
        return Optional.of(evaluation.of(Program.of(expression)));
    }

    private static Optional<Boolean> call(Expr.Call call) {
        List<Expr> parts = call.arguments();
        return switch (call.function()) {
            case AND -> all(terms(call, Function.AND), false);
            case OR -> all(terms(call, Function.OR), true);
            case NOT -> of(parts.getFirst()).map(truth -> !truth);
            case CONDITIONAL ->
                of(parts.get(0))
                        .flatMap(truth -> of(parts.get(truth ? 1 : 2)))
                        .or(() -> same(parts.get(1), parts.get(2)));
            case EQUAL, LESS_OR_EQUAL, GREATER_OR_EQUAL -> ofItself(parts, true);
            case NOT_EQUAL, LESS, GREATER -> ofItself(parts, false);
            case IN -> isEmptyList(parts.getLast()) ? Optional.of(false) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Boolean> same(Expr one, Expr other) {
        return of(one).filter(truth -> of(other).equals(Optional.of(truth)));
    }

    private static Optional<Boolean> ofItself(List<Expr> parts, boolean truth) {
        return parts.getFirst().equals(parts.getLast()) ? Optional.of(truth) : Optional.empty();
    }

    private static boolean isEmptyList(Expr expression) {
        return expression instanceof Expr.ListOf(List<Expr> items) && items.isEmpty();
    }

    /** What stands between the same operators. */
    static List<Expr> terms(Expr expression, Function operator) {
        if (!(expression instanceof Expr.Call(Function function, List<Expr> parts)) || function != operator) {
            return List.of(expression);
        }
        var terms = new ArrayList<Expr>();
        parts.forEach(part -> terms.addAll(terms(part, operator)));
        return terms;
    }

    /** @param decisive the truth of a term that makes it the truth of all of them together */
    private static Optional<Boolean> all(List<Expr> terms, boolean decisive) {
        List<Optional<Boolean>> truths = terms.stream().map(Certainty::of).toList();
        if (truths.contains(Optional.of(decisive)) || exclude(terms, decisive)) {
            return Optional.of(decisive);
        }
        return truths.stream().allMatch(Optional::isPresent) ? Optional.of(!decisive) : Optional.empty();
    }

    /** Whether two of the terms leave nothing between them: {@code x == 1 && x == 2}, {@code x != 1 || x != 2}. */
    private static boolean exclude(List<Expr> terms, boolean decisive) {
        Function comparison = decisive ? Function.NOT_EQUAL : Function.EQUAL;
        for (int i = 0; i < terms.size(); i++) {
            for (int j = i + 1; j < terms.size(); j++) {
                if (areOpposite(terms.get(i), terms.get(j))
                        || compareToDifferent(comparison, terms.get(i), terms.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean areOpposite(Expr one, Expr other) {
        return one.equals(Expr.Call.of(Function.NOT, other)) || other.equals(Expr.Call.of(Function.NOT, one));
    }

    private static boolean compareToDifferent(Function comparison, Expr one, Expr other) {
        return one instanceof Expr.Call(Function function, List<Expr> parts)
                && other instanceof Expr.Call(Function otherFunction, List<Expr> otherParts)
                && function == comparison
                && otherFunction == comparison
                && parts.getFirst().equals(otherParts.getFirst())
                && parts.getLast() instanceof Expr.Constant(Object value)
                && otherParts.getLast() instanceof Expr.Constant(Object otherValue)
                && value instanceof String
                && otherValue instanceof String
                && !value.equals(otherValue);
    }
}
