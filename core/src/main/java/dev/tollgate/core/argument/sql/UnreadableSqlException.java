package dev.tollgate.core.argument.sql;

/** SQL of which it is not certain what it does. The message says where and why, and quotes nothing of it. */
final class UnreadableSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableSqlException(String expected, int offset) {
        super(expected + " at offset " + offset);
    }

    @Override
    public Throwable fillInStackTrace() {
        // Where in our code it happened tells nobody anything, and filling it in costs more than the reading.
        return this;
    }
}
