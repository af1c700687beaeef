package dev.tollgate.core.policy.expr;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** An expression as its author could have written it. */
public final class ExprText {
    /** From loosest to tightest, as CEL's grammar has them. */
    private static final int CONDITIONAL = 0;

    private static final int OR = 1;
    private static final int AND = 2;
    private static final int RELATION = 3;
    private static final int SUM = 4;
    private static final int PRODUCT = 5;
    private static final int UNARY = 6;
    private static final int MEMBER = 7;

    private ExprText() {}

    public static String of(Expr expression) {
        return switch (expression) {
            case Expr.Constant(Object value) -> constant(value);
            case Expr.Variable(Input input) -> input.word();
            case Expr.Local(String name) -> name;
            case Expr.Select(Expr operand, String member) -> within(operand, MEMBER) + "." + member(member);
            case Expr.SelectOptional(Expr operand, String member) -> within(operand, MEMBER) + ".?" + member(member);
            case Expr.Has(Expr operand, String member) -> "has(" + within(operand, MEMBER) + "." + member(member) + ")";
            case Expr.ListOf(List<Expr> items) -> "[" + all(items) + "]";
            case Expr.MapOf(List<Expr.MapOf.Entry> entries) ->
                "{" + entries.stream().map(ExprText::entry).collect(Collectors.joining(", ")) + "}";
            case Expr.Maybe(Expr value) -> "?" + of(value);
            case Expr.Call call -> call(call);
            case Expr.Loop(var kind, Expr range, List<String> names, Optional<Expr> filter, Expr body) ->
                within(range, MEMBER) + "." + kind.word() + "(" + String.join(", ", names) + ", "
                        + filter.map(condition -> of(condition) + ", ").orElse("") + of(body) + ")";
            case Expr.Let(String name, Expr value, Expr body) ->
                "cel.bind(" + name + ", " + of(value) + ", " + of(body) + ")";
        };
    }

    private static String call(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        String sign = call.function().sign();
        return switch (call.function().form()) {
            case INFIX -> {
                int strength = strength(call);
                yield within(arguments.get(0), strength) + " " + sign + " " + within(arguments.get(1), strength + 1);
            }
            case PREFIX -> (call.function() == Function.NEGATE ? "-" : sign) + within(arguments.get(0), UNARY + 1);
            case CONDITIONAL ->
                within(arguments.get(0), OR) + " ? " + within(arguments.get(1), OR) + " : " + of(arguments.get(2));
            case INDEX ->
                within(arguments.get(0), MEMBER) + (call.function() == Function.INDEX ? "[" : "[?")
                        + of(arguments.get(1)) + "]";
            case GLOBAL -> sign + "(" + all(arguments) + ")";
            case METHOD ->
                within(arguments.get(0), MEMBER) + "." + sign + "(" + all(arguments.subList(1, arguments.size())) + ")";
        };
    }

    private static String within(Expr expression, int strength) {
        String text = of(expression);
        return strength(expression) < strength ? "(" + text + ")" : text;
    }

    private static int strength(Expr expression) {
        if (expression instanceof Expr.Constant(Object value)) {
            return value instanceof Long number && number < 0 || value instanceof Double real && real < 0
                    ? UNARY
                    : MEMBER;
        }
        if (!(expression instanceof Expr.Call call)) {
            return MEMBER;
        }
        return switch (call.function()) {
            case CONDITIONAL -> CONDITIONAL;
            case OR -> OR;
            case AND -> AND;
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN -> RELATION;
            case ADD, SUBTRACT -> SUM;
            case MULTIPLY, DIVIDE, REMAINDER -> PRODUCT;
            case NOT, NEGATE -> UNARY;
            default -> MEMBER;
        };
    }

    private static String all(List<Expr> expressions) {
        return expressions.stream().map(ExprText::of).collect(Collectors.joining(", "));
    }

    private static String entry(Expr.MapOf.Entry entry) {
        return entry.value() instanceof Expr.Maybe(Expr value)
                ? "?" + of(entry.key()) + ": " + of(value)
                : of(entry.key()) + ": " + of(entry.value());
    }

    private static String member(String name) {
        boolean isPlain = !name.isEmpty()
                && !Character.isDigit(name.charAt(0))
                && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_'));
        return isPlain ? name : "`" + name + "`";
    }

    private static String constant(Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case Uint number -> number + "u";
            case TypeValue type -> type.word();
            case Bytes bytes -> "b'\\x" + HexFormat.ofDelimiter("\\x").formatHex(bytes.content()) + "'";
            default -> value.toString();
        };
    }

    static String quoted(String text) {
        var quoted = new StringBuilder("'");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\'' -> quoted.append("\\'");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('\'').toString();
    }
}
