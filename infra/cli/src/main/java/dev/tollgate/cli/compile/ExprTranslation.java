package dev.tollgate.cli.compile;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Expr;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Turns one parsed CEL expression into the bundle's form, and reports what this version cannot evaluate. */
final class ExprTranslation {
    static final List<String> VARIABLES = Expr.Variable.NAMES;

    /** Variables of the policy language that this version does not bind. */
    private static final Set<String> LATER =
            Set.of("sql", "urls", "hosts", "paths", "findings", "history", "posture", "now");

    /** What is in the variables whose members are always the same. */
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "subject", List.of("type", "id", "roles", "owner", "purpose", "claimed"),
            "action", List.of("name", "properties"),
            "resource", List.of("type", "id", "properties"),
            "tool", List.of("server", "name", "traits", "returns"));

    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("_<_", "<"),
            Map.entry("_<=_", "<="),
            Map.entry("_>_", ">"),
            Map.entry("_>=_", ">="),
            Map.entry("_+_", "+"),
            Map.entry("_-_", "-"),
            Map.entry("_*_", "*"),
            Map.entry("_/_", "/"),
            Map.entry("_%_", "%"),
            Map.entry("-_", "-"),
            Map.entry("_?_:_", "? :"),
            Map.entry("_?._", ".?"),
            Map.entry("_[?_]", "[?]"));

    private static final Expr NONE = new Expr.Constant(Json.Bool.FALSE);

    /** What a function can still read and evaluate with ease. */
    private static final int MOST_LEVELS = 100;

    private final Value value;
    private final CelSource source;
    private final Set<String> dataNames;
    private boolean whole = true;
    private int level;

    ExprTranslation(Value value, CelSource source, Set<String> dataNames) {
        this.value = value;
        this.source = source;
        this.dataNames = dataNames;
    }

    /** Whether everything could be translated. */
    boolean isWhole() {
        return whole;
    }

    Expr of(CelExpr node) {
        if (level == MOST_LEVELS) {
            return problem(node, "this is nested too deep (expected at most " + MOST_LEVELS + " levels)");
        }
        level++;
        Expr expression = translated(node);
        level--;
        return expression;
    }

    private Expr translated(CelExpr node) {
        return switch (node.exprKind().getKind()) {
            case CONSTANT -> constant(node, node.constant());
            case IDENT -> variable(node, node.ident().name());
            case SELECT -> select(node);
            case CALL -> call(node);
            case LIST -> list(node);
            case COMPREHENSION -> later(node, "all, exists, exists_one, filter and map are");
            case MAP, STRUCT -> later(node, "a map in an expression is");
            case NOT_SET -> later(node, "this expression is");
        };
    }

    private Expr constant(CelExpr node, CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> new Expr.Constant(Json.of(constant.stringValue()));
            case INT64_VALUE -> new Expr.Constant(Json.of(constant.int64Value()));
            case DOUBLE_VALUE -> number(node, constant.doubleValue());
            case BOOLEAN_VALUE -> new Expr.Constant(Json.of(constant.booleanValue()));
            case NULL_VALUE -> new Expr.Constant(Json.Null.NULL);
            case UINT64_VALUE -> later(node, "an unsigned number is");
            case BYTES_VALUE -> later(node, "a bytes literal is");
            case TIMESTAMP_VALUE, DURATION_VALUE, NOT_SET -> later(node, "this literal is");
        };
    }

    private Expr number(CelExpr node, double number) {
        if (Double.isInfinite(number)) {
            return problem(node, "this number is too large (expected at most 1.8e308)");
        }
        return new Expr.Constant(new Json.Num(Double.toString(number)));
    }

    private Expr variable(CelExpr node, String name) {
        if (VARIABLES.contains(name)) {
            return new Expr.Variable(name);
        }
        if (LATER.contains(name)) {
            return later(node, "the variable '" + name + "' is");
        }
        return problem(
                node,
                "there is no variable '" + name + "' (expected " + Value.any(VARIABLES) + ")"
                        + Suggestion.after(name, VARIABLES));
    }

    private Expr select(CelExpr node) {
        CelExpr operand = node.select().operand();
        String member = node.select().field();
        Expr translated = of(operand);
        checkMember(node, operand, member);
        return node.select().testOnly() ? new Expr.Has(translated, member) : new Expr.Select(translated, member);
    }

    private Expr call(CelExpr node) {
        String function = node.call().function();
        List<CelExpr> arguments = node.call().args();
        return switch (function) {
            case "_==_" -> binary(arguments, Expr.Equal::new);
            case "_!=_" -> new Expr.Not(binary(arguments, Expr.Equal::new));
            case "_&&_" -> binary(arguments, Expr.And::new);
            case "_||_" -> binary(arguments, Expr.Or::new);
            case "@in" -> binary(arguments, Expr.In::new);
            case "!_" -> new Expr.Not(of(arguments.getFirst()));
            case "_[_]" -> index(node, arguments);
            default -> {
                String sign = SIGNS.get(function);
                String what = sign == null ? "the function '" + function + "'" : "the operator '" + sign + "'";
                yield later(node, what + " is");
            }
        };
    }

    private Expr index(CelExpr node, List<CelExpr> arguments) {
        CelExpr key = arguments.getLast();
        if (key.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            checkMember(node, arguments.getFirst(), key.constant().stringValue());
        }
        return binary(arguments, Expr.Index::new);
    }

    private Expr list(CelExpr node) {
        if (!node.list().optionalIndices().isEmpty()) {
            return later(node, "an optional item is");
        }
        return new Expr.ListOf(node.list().elements().stream().map(this::of).toList());
    }

    private Expr binary(List<CelExpr> arguments, BinaryOperator<Expr> make) {
        return make.apply(of(arguments.getFirst()), of(arguments.getLast()));
    }

    /** Where a variable's members are known, a wrong one would be an error on every call, so it is one here. */
    private void checkMember(CelExpr node, CelExpr operand, String member) {
        if (operand.exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT) {
            return;
        }
        String variable = operand.ident().name();
        if (variable.equals("data") && !dataNames.contains(member)) {
            problem(node, "there is no Data document '" + member + "'" + Suggestion.after(member, dataNames));
            return;
        }
        List<String> members = MEMBERS.get(variable);
        if (members != null && !members.contains(member)) {
            problem(
                    node,
                    "'" + variable + "' has no member '" + member + "' (expected " + Value.any(members) + ")"
                            + Suggestion.after(member, members));
        }
    }

    private Expr later(CelExpr node, String what) {
        return problem(
                node,
                what + " not supported yet (expected ==, !=, in, &&, ||, !, has(), members, literals " + "and lists)");
    }

    private Expr problem(CelExpr node, String message) {
        whole = false;
        int offset =
                Optional.ofNullable(source.getPositionsMap().get(node.id())).orElse(0);
        value.problemAt(offset, message);
        return NONE;
    }
}
