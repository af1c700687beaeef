package dev.tollgate.cli.compile;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.tollgate.cli.compile.ArgumentType.Member;
import dev.tollgate.cli.compile.ArgumentType.ObjectOf;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows an expression in the order in which it is read, and reports what may be missing where it is read: such a
 * condition would be an error, and so a denial, on calls that its author did not think of.
 */
final class PresenceCheck {
    private final Value value;
    private final CelAbstractSyntaxTree tree;
    private final TypedVariables variables;

    PresenceCheck(Value value, CelAbstractSyntaxTree tree, TypedVariables variables) {
        this.value = value;
        this.tree = tree;
        this.variables = variables;
    }

    void check() {
        of(tree.getExpr(), Presence.NOTHING);
    }

    /** What is there when an expression came out true, and when it came out false. */
    private record Truth(Presence whenTrue, Presence whenFalse) {
        static final Truth UNKNOWN = new Truth(Presence.NOTHING, Presence.NOTHING);

        Truth negated() {
            return new Truth(whenFalse, whenTrue);
        }

        Truth without(String name) {
            return new Truth(whenTrue.without(name), whenFalse.without(name));
        }
    }

    private Truth of(CelExpr node, Presence known) {
        return switch (node.exprKind().getKind()) {
            case CONSTANT -> constant(node.constant());
            case SELECT -> select(node, known);
            case CALL -> call(node, known);
            case LIST -> {
                node.list().elements().forEach(element -> of(element, known));
                yield Truth.UNKNOWN;
            }
            case MAP -> {
                node.map().entries().forEach(entry -> {
                    of(entry.key(), known);
                    of(entry.value(), known);
                });
                yield Truth.UNKNOWN;
            }
            case COMPREHENSION -> macro(node, known);
            case IDENT, STRUCT, NOT_SET -> Truth.UNKNOWN;
        };
    }

    private static Truth constant(CelConstant constant) {
        if (constant.getKind() != CelConstant.Kind.BOOLEAN_VALUE) {
            return Truth.UNKNOWN;
        }
        return constant.booleanValue()
                ? new Truth(Presence.NOTHING, Presence.NEVER)
                : new Truth(Presence.NEVER, Presence.NOTHING);
    }

    private Truth call(CelExpr node, Presence known) {
        List<CelExpr> arguments = node.call().args();
        return switch (node.call().function()) {
            case "_&&_" -> and(arguments.get(0), arguments.get(1), known);
            case "_||_" -> or(arguments.get(0), arguments.get(1), known);
            case "!_" -> of(arguments.getFirst(), known).negated();
            case "_?_:_" -> conditional(arguments, known);
            case "@in" -> {
                arguments.forEach(argument -> of(argument, known));
                text(arguments.get(0)).ifPresent(member -> exists(node, arguments.get(1), member));
                yield Place.itemKey(arguments.get(1), arguments.get(0))
                        .map(place -> new Truth(Presence.of(place), Presence.NOTHING))
                        .orElse(Truth.UNKNOWN);
            }
            case "_[_]" -> {
                arguments.forEach(argument -> of(argument, known));
                index(node, arguments.get(0), arguments.get(1), known);
                yield Truth.UNKNOWN;
            }
            case "_?._", "_[?_]" -> {
                arguments.forEach(argument -> of(argument, known));
                text(arguments.get(1)).ifPresent(member -> exists(node, arguments.get(0), member));
                yield Truth.UNKNOWN;
            }
            default -> {
                node.call().target().ifPresent(target -> of(target, known));
                arguments.forEach(argument -> of(argument, known));
                yield Truth.UNKNOWN;
            }
        };
    }

    /** False as soon as one side is, whatever the other: an error, for instance. */
    private Truth and(CelExpr left, CelExpr right, Presence known) {
        Truth one = of(left, known);
        Truth other = of(right, known.and(one.whenTrue()));
        return new Truth(one.whenTrue().and(other.whenTrue()), one.whenFalse().or(other.whenFalse()));
    }

    private Truth or(CelExpr left, CelExpr right, Presence known) {
        Truth one = of(left, known);
        Truth other = of(right, known.and(one.whenFalse()));
        return new Truth(one.whenTrue().or(other.whenTrue()), one.whenFalse().and(other.whenFalse()));
    }

    private Truth conditional(List<CelExpr> parts, Presence known) {
        Truth test = of(parts.get(0), known);
        Truth then = of(parts.get(1), known.and(test.whenTrue()));
        Truth otherwise = of(parts.get(2), known.and(test.whenFalse()));
        return new Truth(
                test.whenTrue().and(then.whenTrue()).or(test.whenFalse().and(otherwise.whenTrue())),
                test.whenTrue().and(then.whenFalse()).or(test.whenFalse().and(otherwise.whenFalse())));
    }

    private Truth select(CelExpr node, Presence known) {
        CelExpr operand = node.select().operand();
        String member = node.select().field();
        of(operand, known);
        if (!node.select().testOnly()) {
            if (exists(node, operand, member)) {
                isThere(node, operand, member, known);
            }
            return Truth.UNKNOWN;
        }
        exists(node, operand, member);
        return Place.key(operand)
                .map(place -> new Truth(Presence.of(Place.member(place, member)), Presence.NOTHING))
                .orElse(Truth.UNKNOWN);
    }

    private void index(CelExpr node, CelExpr operand, CelExpr key, Presence known) {
        Optional<String> member = text(key);
        if (member.isPresent() && exists(node, operand, member.get())) {
            isThere(node, operand, member.get(), known);
        } else if (member.isEmpty() && isCounts(operand)) {
            Optional<String> place = Place.itemKey(operand, key);
            if (place.isEmpty() || !known.has(place.get())) {
                report(
                        node,
                        Place.text(node).orElse("this entry") + " may be missing (expected "
                                + Place.text(operand).orElse("…") + "[?…].orValue(0))");
            }
        }
    }

    private static Optional<String> text(CelExpr key) {
        boolean isText = key.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return isText ? Optional.of(key.constant().stringValue()) : Optional.empty();
    }

    /** Whether an object can have this member at all; reports it if not. */
    private boolean exists(CelExpr node, CelExpr operand, String member) {
        CelType type = plain(type(operand));
        Optional<ObjectOf> object = variables.objectOf(type);
        if (object.isEmpty() || object.get().members().containsKey(member)) {
            return true;
        }
        Set<String> names = object.get().members().keySet();
        String written = Place.text(operand).orElse("this object");
        if (!variables.isOfArguments(type)) {
            report(
                    node,
                    "'" + written + "' has no member '" + member + "' (expected " + Value.any(names) + ")"
                            + Suggestion.after(member, names));
            return false;
        }
        String message = "the tool's schema has no '" + Value.shortened(member) + "' in " + written
                + Suggestion.after(member, names);
        if (object.get().isClosed()) {
            report(node, message);
            return false;
        }
        if (!names.isEmpty()) {
            value.warningAt(offset(node), message);
        }
        return true;
    }

    private void isThere(CelExpr node, CelExpr operand, String member, Presence known) {
        boolean isOptional = variables
                .objectOf(type(operand))
                .map(object -> !Optional.ofNullable(object.members().get(member))
                        .map(Member::isRequired)
                        .orElse(false))
                .orElseGet(() -> isCounts(operand));
        boolean isGuarded = Place.key(operand)
                .map(place -> known.has(Place.member(place, member)))
                .orElse(false);
        if (isOptional && !isGuarded) {
            report(node, missing(operand, member));
        }
    }

    private static String missing(CelExpr operand, String member) {
        String object = Place.text(operand).orElse("…");
        String read = Place.text(object, member);
        return Place.isPlain(member)
                ? read + " may be missing (expected has(" + read + ") && …, or " + object + ".?" + member
                        + ".orValue(…))"
                : read + " may be missing (expected \"" + member + "\" in " + object + " && …, or " + object + "[?\""
                        + member + "\"].orValue(…))";
    }

    /** The maps of history, in which only what happened is. */
    private boolean isCounts(CelExpr operand) {
        return type(operand) instanceof MapType map
                && map.valueType().equals(SimpleType.INT)
                && Place.text(operand).map(text -> text.startsWith("history.")).orElse(false);
    }

    private CelType type(CelExpr node) {
        return tree.getType(node.id()).orElse(SimpleType.DYN);
    }

    private static CelType plain(CelType type) {
        return type instanceof OptionalType optional ? optional.parameters().getFirst() : type;
    }

    private Truth macro(CelExpr node, Presence known) {
        var fold = new Fold(node.comprehension());
        if (fold.isBinding()) {
            of(fold.bound(), known);
            return of(fold.boundBody(), known.without(fold.boundName())).without(fold.boundName());
        }
        of(fold.range(), known);
        Presence inside = known;
        for (String name : fold.names()) {
            inside = inside.without(name);
        }
        // What is no macro of ours is refused when it is translated.
        var kind = Optional.ofNullable(tree.getSource().getMacroCalls().get(node.id()))
                .flatMap(call -> Fold.kind(call.call().function()));
        if (kind.isPresent()) {
            Optional<CelExpr> filter = fold.filter(kind.get());
            Presence body = inside;
            if (filter.isPresent()) {
                body = body.and(of(filter.get(), inside).whenTrue());
            }
            of(fold.body(kind.get()), body);
        }
        return Truth.UNKNOWN;
    }

    private void report(CelExpr node, String message) {
        value.problemAt(offset(node), message);
    }

    private int offset(CelExpr node) {
        return Optional.ofNullable(tree.getSource().getPositionsMap().get(node.id()))
                .orElse(0);
    }
}
