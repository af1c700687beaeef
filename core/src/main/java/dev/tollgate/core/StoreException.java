package dev.tollgate.core;

/** The store could not be reached, or did not answer in time. Whether a write happened is not known. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
