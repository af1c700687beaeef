package dev.tollgate.hook;

/** Tollgate cannot be reached, or did not answer in time. The message quotes nothing of question or answer. */
public final class NoAnswerException extends Exception {
    /** @param message why there is none */
    public NoAnswerException(String message) {
        super(message);
    }
}
