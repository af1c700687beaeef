package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.util.List;

/** A condition as the bundle carries it: a CEL expression that was parsed and checked when the bundle was published. */
public sealed interface Expr {

    record Constant(Json value) implements Expr {}

    /** One of {@link #NAMES}. */
    record Variable(String name) implements Expr {
        public static final List<String> NAMES = Variables.NAMES;
    }

    /** {@code operand.member}; an error when there is none. */
    record Select(Expr operand, String member) implements Expr {}

    /** {@code operand[key]}: a member by its name, or an item by its place from 0; an error when there is none. */
    record Index(Expr operand, Expr key) implements Expr {}

    /** {@code has(operand.member)}. */
    record Has(Expr operand, String member) implements Expr {}

    record ListOf(List<Expr> items) implements Expr {
        public ListOf {
            items = List.copyOf(items);
        }
    }

    record Equal(Expr left, Expr right) implements Expr {}

    /** {@code item in container}: an item of a list, or a member's name of an object. */
    record In(Expr item, Expr container) implements Expr {}

    record Not(Expr operand) implements Expr {}

    /** False when either side is false, even if the other side errs. */
    record And(Expr left, Expr right) implements Expr {}

    /** True when either side is true, even if the other side errs. */
    record Or(Expr left, Expr right) implements Expr {}
}
