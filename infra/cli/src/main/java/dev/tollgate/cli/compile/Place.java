package dev.tollgate.cli.compile;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names parts of expressions: equal parts have equal keys, and since no expression changes anything, equal values. Only
 * what can stand before a member has one.
 */
final class Place {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Place() {}

    /** The key of a variable's name, as it stands in the keys of what is read from it. */
    static String name(String name) {
        return "<" + name + ">";
    }

    static Optional<String> key(CelExpr node) {
        return switch (node.exprKind().getKind()) {
            case IDENT -> Optional.of(name(node.ident().name()));
            case CONSTANT -> Optional.of(constant(node.constant()));
            case SELECT ->
                key(node.select().operand())
                        .map(operand -> member(operand, node.select().field()));
            case CALL -> call(node.call());
            case LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    static String member(String operand, String member) {
        return item(operand, quoted(member));
    }

    private static String item(String operand, String key) {
        return operand + "[" + key + "]";
    }

    private static Optional<String> call(CelExpr.CelCall call) {
        var parts = new ArrayList<CelExpr>();
        call.target().ifPresent(parts::add);
        parts.addAll(call.args());
        var keys = parts.stream().map(Place::key).toList();
        if (!keys.stream().allMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        if (call.function().equals("_[_]")) {
            return Optional.of(item(keys.get(0).orElseThrow(), keys.get(1).orElseThrow()));
        }
        return Optional.of(
                call.function() + keys.stream().map(Optional::orElseThrow).collect(Collectors.joining(",", "(", ")")));
    }

    /** The key of {@code map[key]}. */
    static Optional<String> itemKey(CelExpr map, CelExpr key) {
        return key(map).flatMap(operand -> key(key).map(each -> item(operand, each)));
    }

    private static String constant(CelConstant constant) {
        return constant.getKind() == CelConstant.Kind.STRING_VALUE
                ? quoted(constant.stringValue())
                : constant.toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** As an author writes it; empty for what is more than names and literals. */
    static Optional<String> text(CelExpr node) {
        return switch (node.exprKind().getKind()) {
            case IDENT -> Optional.of(node.ident().name());
            case SELECT ->
                text(node.select().operand())
                        .map(operand -> text(operand, node.select().field()));
            case CALL -> {
                boolean isIndex = node.call().function().equals("_[_]");
                yield isIndex ? index(node.call()) : Optional.empty();
            }
            case CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    private static Optional<String> index(CelExpr.CelCall call) {
        CelExpr key = call.args().getLast();
        Optional<String> written =
                key.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT ? literal(key.constant()) : text(key);
        return text(call.args().getFirst()).flatMap(operand -> written.map(each -> operand + "[" + each + "]"));
    }

    private static Optional<String> literal(CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> Optional.of("\"" + constant.stringValue() + "\"");
            case INT64_VALUE -> Optional.of(String.valueOf(constant.int64Value()));
            default -> Optional.empty();
        };
    }

    static String text(String operand, String member) {
        return isPlain(member) ? operand + "." + member : operand + "[\"" + member + "\"]";
    }

    static boolean isPlain(String member) {
        return PLAIN.matcher(member).matches();
    }
}
