package dev.tollgate.core.policy.expr;

import java.util.List;
import java.util.Optional;

/** An expression as the bundle carries it: CEL that was parsed and type-checked when the bundle was published. */
public sealed interface Expr {

    /** @param value a Boolean, Long, {@link Uint}, finite Double, String, {@link Bytes}, {@link TypeValue}, {@link Null} */
    record Constant(Object value) implements Expr {
        public static final Constant TRUE = new Constant(true);
        public static final Constant FALSE = new Constant(false);

        public Constant {
            boolean known = value instanceof Boolean
                    || value instanceof Long
                    || value instanceof Uint
                    || value instanceof Double number && Double.isFinite(number)
                    || value instanceof String
                    || value instanceof Bytes
                    || value instanceof TypeValue
                    || value instanceof Null;
            if (!known) {
                throw new IllegalArgumentException("a constant cannot be this");
            }
        }
    }

    record Variable(Input input) implements Expr {}

    /** A name that a {@link Loop} or {@link Let} around it gives. */
    record Local(String name) implements Expr {}

    /** {@code operand.member}; an error when there is none. */
    record Select(Expr operand, String member) implements Expr {}

    /** {@code operand.?member}. */
    record SelectOptional(Expr operand, String member) implements Expr {}

    /** {@code has(operand.member)}. */
    record Has(Expr operand, String member) implements Expr {}

    /** @param items each may be {@link Maybe} */
    record ListOf(List<Expr> items) implements Expr {
        public ListOf {
            items = List.copyOf(items);
        }
    }

    record MapOf(List<Entry> entries) implements Expr {
        public MapOf {
            entries = List.copyOf(entries);
        }

        /** @param value may be {@link Maybe} */
        public record Entry(Expr key, Expr value) {}
    }

    /** {@code ?value}, in a list or map: left out when the optional is empty. Nowhere else. */
    record Maybe(Expr value) implements Expr {}

    record Call(Function function, List<Expr> arguments) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
            if (!function.takes(arguments.size())) {
                throw new IllegalArgumentException("'" + function.sign() + "' does not take that many arguments");
            }
        }

        public static Call of(Function function, Expr... arguments) {
            return new Call(function, List.of(arguments));
        }
    }

    /**
     * A macro over a list or map.
     *
     * @param names one: the item, or the key of a map; two: place and item, or key and value
     * @param filter leaves items out
     */
    record Loop(Kind kind, Expr range, List<String> names, Optional<Expr> filter, Expr body) implements Expr {
        public Loop {
            names = List.copyOf(names);
            if (!kind.takes(names.size()) || filter.isPresent() && !kind.isFiltered) {
                throw new IllegalArgumentException("'" + kind.word() + "' is not made that way");
            }
        }

        public enum Kind {
            ALL("all", 1, 2, false),
            EXISTS("exists", 1, 2, false),
            EXISTS_ONE("exists_one", 1, 2, false),
            FILTER("filter", 1, 1, false),
            MAP("map", 1, 1, true),
            TRANSFORM_LIST("transformList", 2, 2, true),
            TRANSFORM_MAP("transformMap", 2, 2, true),
            TRANSFORM_MAP_ENTRY("transformMapEntry", 2, 2, true);

            private final String word;
            private final int fewest;
            private final int most;
            private final boolean isFiltered;

            Kind(String word, int fewest, int most, boolean isFiltered) {
                this.word = word;
                this.fewest = fewest;
                this.most = most;
                this.isFiltered = isFiltered;
            }

            /** The macro's name, also in a bundle. */
            public String word() {
                return word;
            }

            boolean takes(int names) {
                return names >= fewest && names <= most;
            }
        }
    }

    /** {@code cel.bind(name, value, body)}: the value is worked out when the body first reads it. */
    record Let(String name, Expr value, Expr body) implements Expr {}
}
