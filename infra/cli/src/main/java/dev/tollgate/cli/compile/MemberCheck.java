package dev.tollgate.cli.compile;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a variable's members are known, a wrong one would be an error on every call, so it is one here. */
final class MemberCheck {
    private static final List<String> OF_HISTORY = List.of("labels", "calls", "amounts", "first_use");

    /** What is in the variables whose members are always the same. */
    private static final Map<String, List<String>> MEMBERS = Map.of(
            "subject", List.of("type", "id", "roles", "owner", "purpose", "claimed"),
            "action", List.of("name", "properties"),
            "resource", List.of("type", "id", "properties"),
            "tool", List.of("server", "name", "traits", "returns"),
            "sql", List.of("present", "statements", "kinds", "tables", "columns", "read_only"),
            "history", List.of("labels", "calls", "amounts", "first_use", "session", "trace"),
            "history.session", OF_HISTORY,
            "history.trace", OF_HISTORY);

    private final Value value;
    private final CelSource source;
    private final Set<String> dataNames;
    private final List<String> locals = new ArrayList<>();

    MemberCheck(Value value, CelSource source, Set<String> dataNames) {
        this.value = value;
        this.source = source;
        this.dataNames = dataNames;
    }

    void of(CelExpr node) {
        switch (node.exprKind().getKind()) {
            case SELECT -> {
                of(node.select().operand());
                check(node, node.select().operand(), node.select().field());
            }
            case CALL -> call(node);
            case LIST -> node.list().elements().forEach(this::of);
            case MAP ->
                node.map().entries().forEach(entry -> {
                    of(entry.key());
                    of(entry.value());
                });
            case COMPREHENSION -> macro(node.comprehension());
            case CONSTANT, IDENT, STRUCT, NOT_SET -> {}
        }
    }

    private void call(CelExpr node) {
        node.call().target().ifPresent(this::of);
        List<CelExpr> arguments = node.call().args();
        arguments.forEach(this::of);
        boolean selects = List.of("_[_]", "_[?_]", "_?._").contains(node.call().function());
        if (selects && arguments.getLast().exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            CelConstant key = arguments.getLast().constant();
            if (key.getKind() == CelConstant.Kind.STRING_VALUE) {
                check(node, arguments.getFirst(), key.stringValue());
            }
        }
    }

    private void macro(CelExpr.CelComprehension macro) {
        of(macro.iterRange());
        of(macro.accuInit());
        List<String> names = List.of(macro.accuVar(), macro.iterVar(), macro.iterVar2());
        locals.addAll(names);
        of(macro.loopStep());
        of(macro.result());
        names.forEach(name -> locals.removeLast());
    }

    private void check(CelExpr node, CelExpr operand, String member) {
        String name = name(operand);
        if (name.equals("data") && !dataNames.contains(member)) {
            problem(node, "there is no Data document '" + member + "'" + Suggestion.after(member, dataNames));
            return;
        }
        List<String> members = MEMBERS.get(name);
        if (members != null && !members.contains(member)) {
            problem(
                    node,
                    "'" + name + "' has no member '" + member + "' (expected " + Value.any(members) + ")"
                            + Suggestion.after(member, members));
        }
    }

    /** The variable, or its member, that this is; empty when it is anything else. */
    private String name(CelExpr operand) {
        return switch (operand.exprKind().getKind()) {
            case IDENT ->
                locals.contains(operand.ident().name()) ? "" : operand.ident().name();
            case SELECT -> {
                String outer = name(operand.select().operand());
                yield outer.isEmpty() ? "" : outer + "." + operand.select().field();
            }
            default -> "";
        };
    }

    private void problem(CelExpr node, String message) {
        int offset =
                Optional.ofNullable(source.getPositionsMap().get(node.id())).orElse(0);
        value.problemAt(offset, message);
    }
}
