package dev.tollgate.audit.stream;

/** Something cannot be read as what it should be. The message says why, and nothing of what it is. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
        super(reason);
    }
}
