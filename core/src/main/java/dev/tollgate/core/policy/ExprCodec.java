package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.function.BinaryOperator;

/** Expressions as JSON arrays: the operator's sign, then its operands. */
final class ExprCodec {
    private ExprCodec() {}

    static Json encode(Expr expression) {
        return switch (expression) {
            case Expr.Constant(Json value) -> node("const", value);
            case Expr.Variable(String name) -> node("var", Json.of(name));
            case Expr.Select(Expr operand, String member) -> node(".", encode(operand), Json.of(member));
            case Expr.Index(Expr operand, Expr key) -> node("[]", encode(operand), encode(key));
            case Expr.Has(Expr operand, String member) -> node("has", encode(operand), Json.of(member));
            case Expr.ListOf(List<Expr> items) ->
                node("list", new Json.Arr(items.stream().map(ExprCodec::encode).toList()));
            case Expr.Equal(Expr left, Expr right) -> node("==", encode(left), encode(right));
            case Expr.In(Expr item, Expr container) -> node("in", encode(item), encode(container));
            case Expr.Not(Expr operand) -> node("!", encode(operand));
            case Expr.And(Expr left, Expr right) -> node("&&", encode(left), encode(right));
            case Expr.Or(Expr left, Expr right) -> node("||", encode(left), encode(right));
        };
    }

    static Expr decode(Json json) {
        var items = ((Json.Arr) json).items();
        return switch (text(items.get(0))) {
            case "const" -> new Expr.Constant(items.get(1));
            case "var" -> variable(text(items.get(1)));
            case "." -> new Expr.Select(decode(items.get(1)), text(items.get(2)));
            case "[]" -> binary(items, Expr.Index::new);
            case "has" -> new Expr.Has(decode(items.get(1)), text(items.get(2)));
            case "list" ->
                new Expr.ListOf(((Json.Arr) items.get(1))
                        .items().stream().map(ExprCodec::decode).toList());
            case "==" -> binary(items, Expr.Equal::new);
            case "in" -> binary(items, Expr.In::new);
            case "!" -> new Expr.Not(decode(items.get(1)));
            case "&&" -> binary(items, Expr.And::new);
            case "||" -> binary(items, Expr.Or::new);
            default -> throw new IllegalArgumentException("unknown operator in an expression");
        };
    }

    private static Expr variable(String name) {
        if (!Variables.NAMES.contains(name)) {
            throw new IllegalArgumentException("unknown variable in an expression");
        }
        return new Expr.Variable(name);
    }

    private static Expr binary(List<Json> items, BinaryOperator<Expr> make) {
        return make.apply(decode(items.get(1)), decode(items.get(2)));
    }

    private static Json node(String operator, Json... operands) {
        var items = new java.util.ArrayList<Json>(operands.length + 1);
        items.add(Json.of(operator));
        items.addAll(List.of(operands));
        return new Json.Arr(items);
    }

    private static String text(Json json) {
        return ((Json.Str) json).value();
    }
}
