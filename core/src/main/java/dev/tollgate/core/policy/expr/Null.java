package dev.tollgate.core.policy.expr;

/** CEL's {@code null}. */
public enum Null {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
