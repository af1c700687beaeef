package dev.tollgate.local;

import java.io.PrintStream;

/**
 * Standard error without ANTLR's notices. DynamoDB Local and the bundle compiler were made with two versions of ANTLR
 * that understand each other's grammars; ANTLR says so at each start, straight to standard error, and cannot be told not
 * to.
 */
final class ErrorsWithoutAntlr extends PrintStream {
    ErrorsWithoutAntlr(PrintStream errors) {
        super(errors, true);
    }

    @Override
    public PrintStream printf(String format, Object... arguments) {
        return format.startsWith("ANTLR ") ? this : super.printf(format, arguments);
    }
}
