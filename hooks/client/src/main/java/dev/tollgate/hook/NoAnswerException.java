package dev.tollgate.hook;

/** Tollgate cannot be reached, or did not answer in time. The message quotes nothing of question or answer. */
final class NoAnswerException extends Exception {
    NoAnswerException(String message) {
        super(message);
    }
}
