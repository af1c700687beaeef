package dev.tollgate.core.policy;

import dev.tollgate.core.policy.expr.Expr;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a rule asks of the hook when it lets a call through. */
public sealed interface ObligationRule {

    /** @param profile a {@code Redaction} of the bundle */
    record Redact(String profile) implements ObligationRule {}

    record CapResponse(Cap cap) implements ObligationRule {}

    /** @param set new values of arguments, by name */
    record RewriteArguments(Map<String, Expr> set) implements ObligationRule {
        public RewriteArguments {
            set = Collections.unmodifiableMap(new TreeMap<>(set));
        }
    }

    record Warn(String message) implements ObligationRule {}

    /** How large a response may be; at least one of the three is there, and each is above 0. */
    record Cap(Optional<Long> bytes, Optional<Long> rows, Optional<Long> depth) {
        public Cap {
            if (bytes.isEmpty() && rows.isEmpty() && depth.isEmpty()) {
                throw new IllegalArgumentException("a cap caps something");
            }
            bytes.ifPresent(Cap::check);
            rows.ifPresent(Cap::check);
            depth.ifPresent(Cap::check);
        }

        private static void check(long most) {
            if (most < 1) {
                throw new IllegalArgumentException("a cap is above 0");
            }
        }

        Cap strictest(Cap other) {
            return new Cap(strictest(bytes, other.bytes), strictest(rows, other.rows), strictest(depth, other.depth));
        }

        private static Optional<Long> strictest(Optional<Long> one, Optional<Long> other) {
            return one.isPresent() && other.isPresent()
                    ? Optional.of(Math.min(one.get(), other.get()))
                    : one.or(() -> other);
        }
    }
}
