package dev.tollgate.core.policy.expr;

import java.util.List;

/**
 * Why an expression came out as it did.
 *
 * @param expression the part that decided, as its author could have written it
 * @param operands what its operands were, each {@code expression is value}; what came from the caller is shown as its
 *     type only
 */
public record Explanation(Outcome outcome, String expression, List<String> operands) {
    public Explanation {
        operands = List.copyOf(operands);
    }

    @Override
    public String toString() {
        return operands.isEmpty() ? expression : expression + " (" + String.join(", ", operands) + ")";
    }
}
