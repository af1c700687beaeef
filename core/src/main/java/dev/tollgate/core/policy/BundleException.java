package dev.tollgate.core.policy;

/** A bundle that cannot be used. */
public final class BundleException extends Exception {
    private static final long serialVersionUID = 1L;

    public BundleException(String message) {
        super(message);
    }
}
