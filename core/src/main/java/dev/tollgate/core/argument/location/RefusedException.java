package dev.tollgate.core.argument.location;

/** A location of which it is not certain where it leads. The message says what was expected, and quotes nothing of it. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String expected) {
        super(expected);
    }

    @Override
    public Throwable fillInStackTrace() {
        // Where in our code it happened tells nobody anything.
        return this;
    }
}
