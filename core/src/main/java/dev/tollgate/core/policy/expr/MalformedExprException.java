package dev.tollgate.core.policy.expr;

/** What should be an expression in a bundle is none that this version can evaluate. */
public final class MalformedExprException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MalformedExprException(String message) {
        super(message);
    }
}
