package dev.tollgate.core.policy.expr;

import dev.tollgate.core.policy.expr.Outcome.NoValue;
import java.util.Iterator;
import java.util.Optional;

/**
 * CEL's equality: numbers by value whatever their types, lists item by item, maps by key and value; values of different
 * types are not equal, which is no error. NaN equals nothing.
 */
final class Equality {
    private Equality() {}

    /** A Boolean, or that the budget is used up. */
    static Object equal(Evaluation run, Object left, Object right) {
        if (left instanceof String text) {
            if (!(right instanceof String other)) {
                return Boolean.FALSE;
            }
            return run.overText(Math.min(text.length(), other.length()))
                    ? Node.OVER_BUDGET
                    : (Object) text.equals(other);
        }
        if (left instanceof Long || left instanceof Double || left instanceof Uint) {
            return Numbers.equal(left, right);
        }
        if (left instanceof ListValue list) {
            return right instanceof ListValue other ? equalLists(run, list, other) : Boolean.FALSE;
        }
        if (left instanceof MapValue map) {
            return right instanceof MapValue other ? equalMaps(run, map, other) : Boolean.FALSE;
        }
        if (left instanceof Bytes bytes) {
            return run.overText(bytes.size()) ? Node.OVER_BUDGET : (Object) bytes.equals(right);
        }
        if (left instanceof Optional<?> optional && right instanceof Optional<?> other) {
            return optional.isPresent() && other.isPresent()
                    ? equal(run, optional.get(), other.get())
                    : (Object) (optional.isPresent() == other.isPresent());
        }
        return left.equals(right);
    }

    /** {@code item in container}. */
    static Object in(Evaluation run, Object item, Object container) {
        if (container instanceof ListValue list) {
            for (int i = 0; i < list.size(); i++) {
                if (run.over(1)) {
                    return Node.OVER_BUDGET;
                }
                Object equal = equal(run, item, list.get(i));
                if (equal != Boolean.FALSE) {
                    return equal;
                }
            }
            return Boolean.FALSE;
        }
        if (container instanceof MapValue map) {
            return map.find(item) != null;
        }
        return Functions.mismatch(Function.IN, item, container);
    }

    private static Object equalLists(Evaluation run, ListValue left, ListValue right) {
        if (left.size() != right.size()) {
            return Boolean.FALSE;
        }
        for (int i = 0; i < left.size(); i++) {
            Object equal = run.over(1) ? Node.OVER_BUDGET : equal(run, left.get(i), right.get(i));
            if (equal != Boolean.TRUE) {
                return equal;
            }
        }
        return Boolean.TRUE;
    }

    private static Object equalMaps(Evaluation run, MapValue left, MapValue right) {
        if (left.size() != right.size()) {
            return Boolean.FALSE;
        }
        for (Iterator<?> keys = left.keys(); keys.hasNext(); ) {
            Object key = keys.next();
            Object other = right.find(key);
            if (other == null) {
                return Boolean.FALSE;
            }
            Object equal = run.over(1) ? Node.OVER_BUDGET : equal(run, left.find(key), other);
            if (equal instanceof NoValue || equal == Boolean.FALSE) {
                return equal;
            }
        }
        return Boolean.TRUE;
    }
}
