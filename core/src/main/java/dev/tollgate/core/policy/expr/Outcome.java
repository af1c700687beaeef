package dev.tollgate.core.policy.expr;

/** What an expression came out as. */
public sealed interface Outcome {
    Outcome TRUE = Known.TRUE;

    /**
     * A value.
     *
     * @param value a Boolean, Long, {@link Uint}, Double, String, {@link Bytes}, Instant, Duration, {@link ListValue},
     *     {@link MapValue}, {@link TypeValue}, {@link Null} or Optional of these
     */
    record Known(Object value) implements Outcome {
        static final Known TRUE = new Known(Boolean.TRUE);
        static final Known FALSE = new Known(Boolean.FALSE);
    }

    /** No value. Nodes hand it upwards in the place of one, so that an error costs no exception. */
    abstract sealed class NoValue implements Outcome {
        private NoValue() {}

        /** Of two that nobody absorbed, the one that counts: exhaustion, then not knowing, then the first error. */
        static NoValue stronger(NoValue first, NoValue second) {
            if (first == null || second instanceof OverBudget) {
                return second;
            }
            return second instanceof Unknown && first instanceof Failed ? second : first;
        }
    }

    /** An error. The message names values by their types only. */
    final class Failed extends NoValue {
        private final String message;

        Failed(String message) {
            this.message = message;
        }

        public String message() {
            return message;
        }

        @Override
        public String toString() {
            return "error: " + message;
        }
    }

    /** It depends on a variable whose value is not known. */
    final class Unknown extends NoValue {
        static final Unknown UNKNOWN = new Unknown();

        private Unknown() {}

        @Override
        public String toString() {
            return "unknown";
        }
    }

    /** The decision's budget was used up. Nothing absorbs it. */
    final class OverBudget extends NoValue {
        static final OverBudget OVER_BUDGET = new OverBudget();

        private OverBudget() {}

        @Override
        public String toString() {
            return "over budget";
        }
    }

    static Outcome of(Object result) {
        if (result == Boolean.TRUE) {
            return Known.TRUE;
        }
        if (result == Boolean.FALSE) {
            return Known.FALSE;
        }
        return result instanceof NoValue none ? none : new Known(result);
    }
}
