package dev.tollgate.core.seal;

/** A note could not be signed now. */
public final class SigningException extends Exception {
    private static final long serialVersionUID = 1L;

    public SigningException(String message, Throwable cause) {
        super(message, cause);
    }
}
