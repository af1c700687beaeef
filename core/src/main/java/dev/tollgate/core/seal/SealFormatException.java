package dev.tollgate.core.seal;

/** A text that is not the note, manifest or proof that was asked for. The message says why. */
public final class SealFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public SealFormatException(String message) {
        super(message);
    }
}
