package dev.tollgate.core.store;

/** An administrative act that the registry refused; nothing was changed. The message says why and what to do. */
public final class AdministrationException extends Exception {
    private static final long serialVersionUID = 1L;

    public AdministrationException(String message) {
        super(message);
    }
}
