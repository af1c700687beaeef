package dev.tollgate.cli.compile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.tollgate.core.policy.expr.Bytes;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.ExprCodec;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.policy.expr.Networks;
import dev.tollgate.core.policy.expr.Null;
import dev.tollgate.core.policy.expr.Patterns;
import dev.tollgate.core.policy.expr.TypeValue;
import dev.tollgate.core.policy.expr.Uint;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns one checked CEL expression into the bundle's form, and reports what would be an error on every call. */
final class ExprTranslation {
    private static final Map<String, Function> OPERATORS = Map.ofEntries(
            Map.entry("_&&_", Function.AND),
            Map.entry("_||_", Function.OR),
            Map.entry("!_", Function.NOT),
            Map.entry("_?_:_", Function.CONDITIONAL),
            Map.entry("_==_", Function.EQUAL),
            Map.entry("_!=_", Function.NOT_EQUAL),
            Map.entry("_<_", Function.LESS),
            Map.entry("_<=_", Function.LESS_OR_EQUAL),
            Map.entry("_>_", Function.GREATER),
            Map.entry("_>=_", Function.GREATER_OR_EQUAL),
            Map.entry("@in", Function.IN),
            Map.entry("_[_]", Function.INDEX),
            Map.entry("_[?_]", Function.INDEX_OPTIONAL),
            Map.entry("_+_", Function.ADD),
            Map.entry("_-_", Function.SUBTRACT),
            Map.entry("_*_", Function.MULTIPLY),
            Map.entry("_/_", Function.DIVIDE),
            Map.entry("_%_", Function.REMAINDER),
            Map.entry("-_", Function.NEGATE));

    private final Value value;
    private final CelAbstractSyntaxTree tree;
    private final List<String> locals = new ArrayList<>();
    private final Map<Expr, Integer> offsets = new IdentityHashMap<>();
    private boolean whole = true;
    private int level;

    ExprTranslation(Value value, CelAbstractSyntaxTree tree) {
        this.value = value;
        this.tree = tree;
    }

    /** Whether everything could be translated. */
    boolean isWhole() {
        return whole;
    }

    Expr of(CelExpr node) {
        if (level == ExprCodec.MOST_LEVELS) {
            return problem(node, "this is nested too deep (expected at most " + ExprCodec.MOST_LEVELS + " levels)");
        }
        level++;
        Expr expression = translated(node);
        offsets.put(expression, offset(node));
        level--;
        return expression;
    }

    private Expr translated(CelExpr node) {
        return switch (node.exprKind().getKind()) {
            case CONSTANT -> constant(node, node.constant());
            case IDENT -> name(node);
            case SELECT -> select(node);
            case CALL -> call(node);
            case LIST -> list(node);
            case MAP -> map(node);
            case COMPREHENSION -> macro(node);
            case STRUCT -> problem(node, "an object of '" + node.struct().messageName() + "' cannot be made here");
            case NOT_SET -> problem(node, "this is no expression");
        };
    }

    private Expr constant(CelExpr node, CelConstant constant) {
        return switch (constant.getKind()) {
            case STRING_VALUE -> new Expr.Constant(constant.stringValue());
            case INT64_VALUE -> new Expr.Constant(constant.int64Value());
            case UINT64_VALUE ->
                new Expr.Constant(new Uint(constant.uint64Value().longValue()));
            case DOUBLE_VALUE -> number(node, constant.doubleValue());
            case BOOLEAN_VALUE -> new Expr.Constant(constant.booleanValue());
            case BYTES_VALUE -> new Expr.Constant(Bytes.of(constant.bytesValue().toByteArray()));
            case NULL_VALUE -> new Expr.Constant(Null.NULL);
            case TIMESTAMP_VALUE, DURATION_VALUE, NOT_SET -> problem(node, "this is no literal");
        };
    }

    private Expr number(CelExpr node, double number) {
        if (Double.isInfinite(number)) {
            return problem(node, "this number is too large (expected at most 1.8e308)");
        }
        return new Expr.Constant(number);
    }

    private Expr name(CelExpr node) {
        String written = node.ident().name();
        if (locals.contains(written)) {
            return new Expr.Local(written);
        }
        Optional<Expr> meaning = constantOrType(node);
        if (meaning.isPresent()) {
            return meaning.get();
        }
        String name = written.startsWith(".") ? written.substring(1) : written;
        return Input.ofWord(name)
                .<Expr>map(Expr.Variable::new)
                .orElseGet(() -> problem(node, "there is no variable '" + name + "'"));
    }

    /** What a name stands for when it is no variable. */
    private Optional<Expr> constantOrType(CelExpr node) {
        Optional<CelReference> reference = tree.getReference(node.id());
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        Optional<CelConstant> constant = reference.get().value();
        if (constant.isPresent()) {
            return Optional.of(constant(node, constant.get()));
        }
        if (tree.getType(node.id()).filter(type -> type.kind() == CelKind.TYPE).isEmpty()) {
            return Optional.empty();
        }
        String type = reference.get().name();
        return Optional.of(TypeValue.ofWord(type)
                .<Expr>map(Expr.Constant::new)
                .orElseGet(() -> problem(node, "no value here is of type '" + type + "'")));
    }

    private Expr select(CelExpr node) {
        Optional<Expr> meaning = constantOrType(node);
        if (meaning.isPresent()) {
            return meaning.get();
        }
        CelExpr operand = node.select().operand();
        String member = node.select().field();
        Expr translated = of(operand);
        return node.select().testOnly() ? new Expr.Has(translated, member) : new Expr.Select(translated, member);
    }

    private Expr call(CelExpr node) {
        String name = node.call().function();
        Optional<Function> function = OPERATORS.containsKey(name)
                ? Optional.of(OPERATORS.get(name))
                : Function.ofSign(name).filter(known -> !OPERATORS.containsValue(known));
        if (name.equals("_?._")) {
            return optionalSelect(node);
        }
        var arguments = new ArrayList<Expr>();
        node.call().target().ifPresent(target -> arguments.add(of(target)));
        node.call().args().forEach(argument -> arguments.add(of(argument)));
        if (function.isEmpty() || !function.get().takes(arguments.size())) {
            return problem(node, "there is no function '" + name + "' here");
        }
        checkConstants(node, function.get(), arguments);
        return new Expr.Call(function.get(), arguments);
    }

    private Expr optionalSelect(CelExpr node) {
        Expr operand = of(node.call().args().getFirst());
        String member = node.call().args().getLast().constant().stringValue();
        return new Expr.SelectOptional(operand, member);
    }

    private Expr list(CelExpr node) {
        var items = new ArrayList<Expr>();
        List<CelExpr> elements = node.list().elements();
        for (int i = 0; i < elements.size(); i++) {
            Expr item = of(elements.get(i));
            items.add(node.list().optionalIndices().contains(i) ? new Expr.Maybe(item) : item);
        }
        return new Expr.ListOf(items);
    }

    private Expr map(CelExpr node) {
        return new Expr.MapOf(node.map().entries().stream()
                .map(entry -> {
                    Expr key = of(entry.key());
                    Expr entryValue = of(entry.value());
                    return new Expr.MapOf.Entry(key, entry.optionalEntry() ? new Expr.Maybe(entryValue) : entryValue);
                })
                .toList());
    }

    private Expr macro(CelExpr node) {
        var fold = new Fold(node.comprehension());
        if (fold.isBinding()) {
            Expr bound = of(fold.bound());
            locals.add(fold.boundName());
            Expr body = of(fold.boundBody());
            locals.removeLast();
            return new Expr.Let(fold.boundName(), bound, body);
        }
        CelExpr written = tree.getSource().getMacroCalls().get(node.id());
        Optional<Expr.Loop.Kind> kind = Optional.ofNullable(written)
                .flatMap(call -> Fold.kind(call.call().function()));
        if (kind.isEmpty()) {
            return problem(node, "there is no such macro here");
        }
        Expr range = of(fold.range());
        locals.addAll(fold.names());
        Optional<Expr> filter = fold.filter(kind.get()).map(this::of);
        Expr body = of(fold.body(kind.get()));
        fold.names().forEach(name -> locals.removeLast());
        return new Expr.Loop(kind.get(), range, fold.names(), filter, body);
    }

    /** Constants that would make their function fail on every call. */
    private void checkConstants(CelExpr node, Function function, List<Expr> arguments) {
        if (arguments.size() != 2
                || !(arguments.get(1) instanceof Expr.Constant(Object constant))
                || !(constant instanceof String text)) {
            return;
        }
        CelExpr place = node.call().args().getLast();
        switch (function) {
            case MATCHES -> Patterns.fault(text).ifPresent(fault -> problem(place, fault));
            case CIDR -> {
                if (!Networks.isBlock(text)) {
                    problem(place, "'" + Value.shortened(text) + "' is no block of addresses (expected 10.0.0.0/8)");
                }
            }
            case DOMAIN -> {
                if (!Networks.isName(text)) {
                    problem(place, "'" + Value.shortened(text) + "' is no domain (expected example.com)");
                }
            }
            default -> {}
        }
    }

    private Expr problem(CelExpr node, String message) {
        whole = false;
        value.problemAt(offset(node), message);
        return Expr.Constant.FALSE;
    }

    private int offset(CelExpr node) {
        return Optional.ofNullable(tree.getSource().getPositionsMap().get(node.id()))
                .orElse(0);
    }

    /** Where a part of the translated expression was written. */
    int offset(Expr part) {
        return offsets.getOrDefault(part, 0);
    }
}
