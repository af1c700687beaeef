package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Evaluates conditions as CEL does. A missing member is an error; an error on one side of {@code &&} or {@code ||} is
 * absorbed when the other side decides alone.
 */
final class Evaluator {
    private final Variables variables;

    Evaluator(Variables variables) {
        this.variables = variables;
    }

    boolean holds(Expr condition) throws ExprException {
        return bool(value(condition), "the condition");
    }

    /** The value when it is an integer, 0 or more, that fits a {@code long}; empty for any other value. */
    Optional<Long> count(Expr expression) throws ExprException {
        return value(expression) instanceof Json.Num number
                ? number.asLong().filter(count -> count >= 0)
                : Optional.empty();
    }

    private Json value(Expr expression) throws ExprException {
        return switch (expression) {
            case Expr.Constant(Json value) -> value;
            case Expr.Variable(String name) -> variables.get(name);
            case Expr.Select(Expr operand, String member) -> member(value(operand), member);
            case Expr.Index(Expr operand, Expr key) -> index(value(operand), value(key));
            case Expr.Has(Expr operand, String member) -> Json.of(has(value(operand), member));
            case Expr.ListOf(List<Expr> items) -> list(items);
            case Expr.Equal(Expr left, Expr right) -> Json.of(equal(value(left), value(right)));
            case Expr.In(Expr item, Expr container) -> Json.of(in(value(item), value(container)));
            case Expr.Not(Expr operand) -> Json.of(!bool(value(operand), "the operand of !"));
            case Expr.And(Expr left, Expr right) -> Json.of(decidedBy(false, left, right));
            case Expr.Or(Expr left, Expr right) -> Json.of(decidedBy(true, left, right));
        };
    }

    /** {@code &&} is decided by the first false, {@code ||} by the first true. */
    private boolean decidedBy(boolean deciding, Expr left, Expr right) throws ExprException {
        ExprException leftError = null;
        try {
            if (bool(value(left), "a side of && or ||") == deciding) {
                return deciding;
            }
        } catch (ExprException error) {
            leftError = error;
        }
        if (bool(value(right), "a side of && or ||") == deciding) {
            return deciding;
        }
        if (leftError != null) {
            throw leftError;
        }
        return !deciding;
    }

    private Json list(List<Expr> items) throws ExprException {
        var values = new java.util.ArrayList<Json>(items.size());
        for (Expr item : items) {
            values.add(value(item));
        }
        return new Json.Arr(values);
    }

    private static Json member(Json operand, String name) throws ExprException {
        if (operand instanceof Json.Obj object) {
            return object.get(name).orElseThrow(() -> new ExprException("there is no member '" + name + "'"));
        }
        throw new ExprException("'." + name + "' was asked of a " + type(operand));
    }

    private static Json index(Json operand, Json key) throws ExprException {
        return switch (operand) {
            case Json.Obj object
            when key instanceof Json.Str(String name) ->
                object.get(name).orElseThrow(() -> new ExprException("there is no such member"));
            case Json.Arr(List<Json> items)
            when key instanceof Json.Num number -> {
                long place = number.asLong().orElse(-1L);
                if (place < 0 || place >= items.size()) {
                    throw new ExprException("there is no such item");
                }
                yield items.get((int) place);
            }
            default -> throw new ExprException("a " + type(operand) + " was indexed with a " + type(key));
        };
    }

    private static boolean has(Json operand, String member) throws ExprException {
        if (operand instanceof Json.Obj object) {
            return object.get(member).isPresent();
        }
        throw new ExprException("has() was asked of a " + type(operand));
    }

    private static boolean in(Json item, Json container) throws ExprException {
        return switch (container) {
            case Json.Arr(List<Json> items) -> items.stream().anyMatch(each -> equal(item, each));
            case Json.Obj object ->
                item instanceof Json.Str(String name) && object.get(name).isPresent();
            default -> throw new ExprException("'in' was asked of a " + type(container));
        };
    }

    private static boolean equal(Json left, Json right) {
        return switch (left) {
            case Json.Num(String leftText) ->
                right instanceof Json.Num(String rightText)
                        && (leftText.equals(rightText) || sameNumber(leftText, rightText));
            case Json.Arr(List<Json> leftItems) ->
                right instanceof Json.Arr(List<Json> rightItems) && equalItems(leftItems, rightItems);
            case Json.Obj(Map<String, Json> leftMembers) ->
                right instanceof Json.Obj(Map<String, Json> rightMembers) && equalMembers(leftMembers, rightMembers);
            case Json.Str string -> string.equals(right);
            case Json.Bool bool -> bool == right;
            case Json.Null none -> none == right;
        };
    }

    private static boolean sameNumber(String left, String right) {
        try {
            // Cheap whatever the exponents, since compareTo looks at magnitudes before it scales.
            return new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
        } catch (NumberFormatException exponentBeyondInt) {
            return false;
        }
    }

    private static boolean equalItems(List<Json> left, List<Json> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMembers(Map<String, Json> left, Map<String, Json> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (var member : left.entrySet()) {
            Json other = right.get(member.getKey());
            if (other == null || !equal(member.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bool(Json value, String what) throws ExprException {
        if (value instanceof Json.Bool bool) {
            return bool.value();
        }
        throw new ExprException(what + " is a " + type(value) + ", not a bool");
    }

    private static String type(Json value) {
        return switch (value) {
            case Json.Obj object -> "map";
            case Json.Arr array -> "list";
            case Json.Str string -> "string";
            case Json.Num number -> "number";
            case Json.Bool bool -> "bool";
            case Json.Null none -> "null";
        };
    }
}
