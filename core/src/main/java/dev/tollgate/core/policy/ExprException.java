package dev.tollgate.core.policy;

/** A condition that could not be evaluated on this call. The message names values by their types only. */
final class ExprException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ReasonCode code;

    ExprException(ReasonCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ReasonCode code() {
        return code;
    }
}
