package dev.tollgate.core.policy.expr;

import com.google.re2j.Pattern;
import dev.tollgate.core.policy.expr.Outcome.NoValue;
import java.util.Set;

/** The nodes that need all their operands. An error of one is their error; otherwise, unknown of one is unknown. */
final class Calls {
    private Calls() {}

    /** Works one operand out, which is a value. */
    @FunctionalInterface
    interface OnOne {
        Object apply(Evaluation run, Object operand);
    }

    @FunctionalInterface
    interface OnTwo {
        Object apply(Evaluation run, Object left, Object right);
    }

    @FunctionalInterface
    interface OnMany {
        Object apply(Evaluation run, Object[] operands);
    }

    static final class Unary extends Node {
        private final OnOne function;
        private final Node operand;

        Unary(OnOne function, Node operand) {
            this.function = function;
            this.operand = operand;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object value = operand.eval(run);
            return value instanceof NoValue ? value : function.apply(run, value);
        }
    }

    static final class Binary extends Node {
        private final OnTwo function;
        private final Node left;
        private final Node right;

        Binary(OnTwo function, Node left, Node right) {
            this.function = function;
            this.left = left;
            this.right = right;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object first = left.eval(run);
            if (first instanceof NoValue && first != Outcome.Unknown.UNKNOWN) {
                return first;
            }
            Object second = right.eval(run);
            if (second instanceof NoValue) {
                return second;
            }
            return first instanceof NoValue ? first : function.apply(run, first, second);
        }
    }

    static final class Many extends Node {
        private final OnMany function;
        private final Node[] operands;

        Many(OnMany function, Node[] operands) {
            this.function = function;
            this.operands = operands;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object[] values = new Object[operands.length];
            NoValue unknown = null;
            for (int i = 0; i < values.length; i++) {
                values[i] = operands[i].eval(run);
                if (values[i] instanceof NoValue none) {
                    if (none != Outcome.Unknown.UNKNOWN) {
                        return none;
                    }
                    unknown = none;
                }
            }
            return unknown == null ? function.apply(run, values) : unknown;
        }
    }

    static final class Equal extends Node {
        private final Node left;
        private final Node right;
        private final Boolean whenEqual;

        Equal(Node left, Node right, Boolean whenEqual) {
            this.left = left;
            this.right = right;
            this.whenEqual = whenEqual;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object first = left.eval(run);
            if (first instanceof NoValue && first != Outcome.Unknown.UNKNOWN) {
                return first;
            }
            Object second = right.eval(run);
            if (second instanceof NoValue) {
                return second;
            }
            if (first instanceof NoValue) {
                return first;
            }
            Object equal = Equality.equal(run, first, second);
            return equal instanceof Boolean is ? (Object) (is.booleanValue() == whenEqual.booleanValue()) : equal;
        }
    }

    /** {@code x in ['a', 'b', …]}. */
    static final class InTexts extends Node {
        private final Node item;
        private final Set<String> texts;

        InTexts(Node item, Set<String> texts) {
            this.item = item;
            this.texts = texts;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(2)) {
                return OVER_BUDGET;
            }
            Object value = item.eval(run);
            if (value instanceof String text) {
                return run.overText(text.length()) ? OVER_BUDGET : (Object) texts.contains(text);
            }
            return value instanceof NoValue ? value : Boolean.FALSE;
        }
    }

    /** {@code text.matches('…')}. */
    static final class Matches extends Node {
        private final Node text;
        private final Pattern pattern;

        Matches(Node text, Pattern pattern) {
            this.text = text;
            this.pattern = pattern;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1)) {
                return OVER_BUDGET;
            }
            Object value = text.eval(run);
            if (value instanceof String searched) {
                return Patterns.find(run, searched, pattern);
            }
            return value instanceof NoValue ? value : Functions.mismatch(Function.MATCHES, value);
        }
    }

    /** A list literal. */
    static final class ListOf extends Node {
        private final Node[] items;
        private final boolean[] optional;

        ListOf(Node[] items, boolean[] optional) {
            this.items = items;
            this.optional = optional;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1L + items.length)) {
                return OVER_BUDGET;
            }
            var values = new java.util.ArrayList<Object>(items.length);
            NoValue unknown = null;
            for (int i = 0; i < items.length; i++) {
                Object value = items[i].eval(run);
                if (value instanceof NoValue none) {
                    if (none != Outcome.Unknown.UNKNOWN) {
                        return none;
                    }
                    unknown = none;
                } else if (!optional[i]) {
                    values.add(value);
                } else if (value instanceof java.util.Optional<?> maybe) {
                    maybe.ifPresent(values::add);
                } else {
                    return failed("an optional item is a " + Values.typeName(value) + ", not an optional");
                }
            }
            return unknown == null ? ListValue.ofValues(values) : unknown;
        }
    }

    /** A map literal. */
    static final class MapOf extends Node {
        private final Node[] keys;
        private final Node[] values;
        private final boolean[] optional;

        MapOf(Node[] keys, Node[] values, boolean[] optional) {
            this.keys = keys;
            this.values = values;
            this.optional = optional;
        }

        @Override
        Object eval(Evaluation run) {
            if (run.over(1L + keys.length)) {
                return OVER_BUDGET;
            }
            var map = new MapValue.Built();
            NoValue unknown = null;
            for (int i = 0; i < keys.length; i++) {
                Object key = keys[i].eval(run);
                if (key instanceof NoValue none && none != Outcome.Unknown.UNKNOWN) {
                    return none;
                }
                if (!(key instanceof NoValue) && !isKey(key)) {
                    return failed("a " + Values.typeName(key) + " cannot be a key of a map");
                }
                Object value = values[i].eval(run);
                if (value instanceof NoValue none && none != Outcome.Unknown.UNKNOWN) {
                    return none;
                }
                if (key instanceof NoValue || value instanceof NoValue) {
                    unknown = Outcome.Unknown.UNKNOWN;
                    continue;
                }
                if (optional[i]) {
                    if (!(value instanceof java.util.Optional<?> maybe)) {
                        return failed("an optional entry is a " + Values.typeName(value) + ", not an optional");
                    }
                    if (maybe.isEmpty() && map.find(key) == null) {
                        continue;
                    }
                    value = maybe.isEmpty() ? Null.NULL : maybe.get();
                }
                if (!map.add(key, value)) {
                    return failed("a map has the same key twice");
                }
            }
            return unknown == null ? map : unknown;
        }
    }

    static boolean isKey(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Boolean || value instanceof Uint;
    }
}
