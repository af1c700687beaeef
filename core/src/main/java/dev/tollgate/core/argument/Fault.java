package dev.tollgate.core.argument;

/**
 * Why a call's arguments cannot be understood, or must not be as they are.
 *
 * @param message names the place and what was expected there, and never what was sent
 */
public record Fault(Kind kind, String message) {
    public enum Kind {
        SCHEMA_MISMATCH,
        INVALID_ARGUMENTS,
        DATA_ACCESS
    }
}
