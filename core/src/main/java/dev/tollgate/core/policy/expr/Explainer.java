package dev.tollgate.core.policy.expr;

import dev.tollgate.core.policy.expr.Outcome.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the part of an expression that decided. It works parts out again, each with a budget of its own, so that running
 * programs keep no trace; for explanations only.
 */
public final class Explainer {
    private static final int LONGEST_VALUE = 80;

    private final Inputs inputs;
    private final Surroundings surroundings;
    private final long budget;

    public Explainer(Inputs inputs, Surroundings surroundings, long budget) {
        this.inputs = inputs;
        this.surroundings = surroundings;
        this.budget = budget;
    }

    public Explanation explain(Expr expression) {
        Outcome outcome = outcome(expression);
        Expr deciding = deciding(expression, outcome);
        return new Explanation(outcome, ExprText.of(deciding), operands(deciding));
    }

    private Outcome outcome(Expr expression) {
        return new Evaluation(inputs, surroundings, budget).of(Program.of(expression));
    }

    /** The smallest part that has no choice between others. */
    private Expr deciding(Expr expression, Outcome outcome) {
        if (!(expression instanceof Expr.Call(Function function, List<Expr> arguments))) {
            return expression;
        }
        return switch (function) {
            case AND, OR -> ofSides(expression, arguments, outcome);
            case NOT -> {
                Outcome operand = outcome(arguments.get(0));
                yield isTruth(operand) && arguments.get(0) instanceof Expr.Call inner && isChoice(inner.function())
                        ? deciding(inner, operand)
                        : isTruth(operand) ? expression : deciding(arguments.get(0), operand);
            }
            case CONDITIONAL -> {
                Outcome condition = outcome(arguments.get(0));
                Expr chosen = condition == Known.TRUE
                        ? arguments.get(1)
                        : condition == Known.FALSE ? arguments.get(2) : arguments.get(0);
                yield deciding(chosen, outcome(chosen));
            }
            default -> expression;
        };
    }

    /** The first side that came out as the whole; all of it when the whole needed both. */
    private Expr ofSides(Expr whole, List<Expr> sides, Outcome outcome) {
        boolean neededBoth = outcome == (((Expr.Call) whole).function() == Function.AND ? Known.TRUE : Known.FALSE);
        for (Expr side : sides) {
            Outcome own = outcome(side);
            if (!neededBoth && (own == outcome || own.getClass() == outcome.getClass() && !isTruth(own))) {
                return deciding(side, own);
            }
        }
        return whole;
    }

    private static boolean isTruth(Outcome outcome) {
        return outcome == Known.TRUE || outcome == Known.FALSE;
    }

    private static boolean isChoice(Function function) {
        return function == Function.AND
                || function == Function.OR
                || function == Function.NOT
                || function == Function.CONDITIONAL;
    }

    private List<String> operands(Expr expression) {
        var operands = new ArrayList<String>();
        for (Expr operand : direct(expression)) {
            if (!(operand instanceof Expr.Constant) && !(operand instanceof Expr.ListOf)) {
                operands.add(ExprText.of(operand) + " is " + shown(operand));
            }
        }
        return operands;
    }

    private static List<Expr> direct(Expr expression) {
        return switch (expression) {
            case Expr.Call(Function function, List<Expr> arguments) -> isChoice(function) ? List.of() : arguments;
            case Expr.Select(Expr operand, String member) -> List.of(operand);
            case Expr.Has(Expr operand, String member) -> List.of(operand);
            case Expr.Loop loop -> List.of(loop.range());
            default -> List.of();
        };
    }

    private String shown(Expr operand) {
        Outcome outcome = outcome(operand);
        if (!(outcome instanceof Known(Object value))) {
            return outcome.toString();
        }
        return isFromCaller(operand) ? Values.typeName(value) : shortened(value);
    }

    private static String shortened(Object value) {
        String text = switch (value) {
            case String string -> ExprText.quoted(string);
            case ListValue list -> "a list of " + list.size();
            case MapValue map -> "a map of " + map.size();
            case Optional<?> optional -> "an optional";
            case Bytes bytes -> "bytes";
            default -> value.toString();
        };
        return text.length() <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }

    /** Whether anything that the caller said may be in the value. */
    private static boolean isFromCaller(Expr expression) {
        return switch (expression) {
            case Expr.Constant constant -> false;
            case Expr.Variable(Input input) -> input.isFromCaller() || input == Input.SUBJECT;
            case Expr.Local local -> true;
            case Expr.Select(Expr operand, String member) ->
                operand instanceof Expr.Variable(Input input) && input == Input.SUBJECT
                        ? member.equals("claimed")
                        : isFromCaller(operand);
            case Expr.SelectOptional(Expr operand, String member) -> isFromCaller(operand);
            case Expr.Has(Expr operand, String member) -> isFromCaller(operand);
            case Expr.ListOf(List<Expr> items) -> items.stream().anyMatch(Explainer::isFromCaller);
            case Expr.MapOf map -> true;
            case Expr.Maybe(Expr value) -> isFromCaller(value);
            case Expr.Call call -> call.arguments().stream().anyMatch(Explainer::isFromCaller);
            case Expr.Loop loop -> true;
            case Expr.Let let -> true;
        };
    }
}
