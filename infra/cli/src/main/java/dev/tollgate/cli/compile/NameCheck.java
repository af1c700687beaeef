package dev.tollgate.cli.compile;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks the names that an expression has of other documents, before its types are. */
final class NameCheck {
    private final Value value;
    private final CelSource source;
    private final Json.Obj data;
    private final Names schedules;
    private final List<String> locals = new ArrayList<>();
    private final Set<String> members = new HashSet<>();
    private final Set<String> functions = new HashSet<>();

    NameCheck(Value value, CelSource source, Json.Obj data, Names schedules) {
        this.value = value;
        this.source = source;
        this.data = data;
        this.schedules = schedules;
    }

    /** The names of members that were seen. */
    Set<String> members() {
        return members;
    }

    /** The functions and operators that were seen. */
    Set<String> functions() {
        return functions;
    }

    void of(CelExpr node) {
        switch (node.exprKind().getKind()) {
            case SELECT -> {
                of(node.select().operand());
                check(
                        node,
                        node.select().operand(),
                        node.select().field(),
                        node.select().testOnly());
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
        functions.add(node.call().function());
        switch (node.call().function()) {
            case "_[_]" -> key(arguments).ifPresent(key -> check(node, arguments.getFirst(), key, false));
            case "_[?_]", "_?._" -> key(arguments).ifPresent(key -> check(node, arguments.getFirst(), key, true));
            case "schedule" -> schedule(node, arguments);
            default -> {}
        }
    }

    private static Optional<String> key(List<CelExpr> arguments) {
        CelExpr key = arguments.getLast();
        boolean isText = key.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return isText ? Optional.of(key.constant().stringValue()) : Optional.empty();
    }

    private void schedule(CelExpr node, List<CelExpr> arguments) {
        if (arguments.size() != 1) {
            return;
        }
        Optional<String> name = key(arguments);
        if (name.isEmpty()) {
            problem(node, "which schedule it is must be plain (expected such as schedule(\"business-hours\"))");
        } else if (!schedules.use(name.get())) {
            problem(arguments.getFirst(), schedules.unknown(name.get()));
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

    /** @param isAsked whether it is only asked for, and may be missing */
    private void check(CelExpr node, CelExpr operand, String member, boolean isAsked) {
        members.add(member);
        List<String> path = path(operand);
        if (path.isEmpty()) {
            return;
        }
        if (path.equals(List.of("context")) && member.equals("arguments")) {
            problem(node, "a tool's arguments are 'args' in conditions (expected args in place of context.arguments)");
        }
        // Also where types are wrong elsewhere, so that everything is said at once.
        KnownVariables.at(path)
                .map(object -> object.members().keySet())
                .filter(known -> !known.contains(member))
                .ifPresent(known -> problem(node, KnownVariables.noMember(String.join(".", path), member, known)));
        if (path.getFirst().equals("data")) {
            checkData(node, path.subList(1, path.size()), member, isAsked);
        }
    }

    private void checkData(CelExpr node, List<String> path, String member, boolean isAsked) {
        Json found = data;
        for (String step : path) {
            found = found instanceof Json.Obj object ? object.get(step).orElse(Json.Null.NULL) : Json.Null.NULL;
        }
        if (!(found instanceof Json.Obj object) || object.get(member).isPresent()) {
            return;
        }
        Set<String> known = object.members().keySet();
        if (path.isEmpty()) {
            problem(node, "there is no Data document '" + member + "'" + Suggestion.after(member, known));
        } else if (!isAsked) {
            problem(
                    node,
                    "the data has no '" + Value.shortened(member) + "' in data." + String.join(".", path)
                            + Suggestion.after(member, known));
        }
    }

    /** The variable, and the members of it, that this is; empty when it is anything else. */
    private List<String> path(CelExpr operand) {
        return switch (operand.exprKind().getKind()) {
            case IDENT ->
                locals.contains(operand.ident().name())
                        ? List.of()
                        : List.of(operand.ident().name());
            case SELECT ->
                path(path(operand.select().operand()), operand.select().field());
            case CALL -> {
                List<CelExpr> arguments = operand.call().args();
                Optional<String> key = operand.call().function().equals("_[_]") ? key(arguments) : Optional.empty();
                yield key.map(each -> path(path(arguments.getFirst()), each)).orElse(List.of());
            }
            case CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> List.of();
        };
    }

    private static List<String> path(List<String> outer, String member) {
        if (outer.isEmpty()) {
            return List.of();
        }
        var path = new ArrayList<>(outer);
        path.add(member);
        return path;
    }

    private void problem(CelExpr node, String message) {
        int offset =
                Optional.ofNullable(source.getPositionsMap().get(node.id())).orElse(0);
        value.problemAt(offset, message);
    }
}
