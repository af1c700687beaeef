package dev.tollgate.core.argument;

/**
 * Why a call's arguments cannot be accepted as they are.
 *
 * @param message for the agent: the place and what was expected there, never what was sent
 */
public record Fault(Kind kind, String message) {

    public enum Kind {
        /** The arguments are not what the tool's schema says. */
        SCHEMA_MISMATCH,
        /** What stands at a path is not what the catalogue says it is, or it is not clear where it leads. */
        INVALID_ARGUMENTS,
        /** SQL could not be read, so that nobody knows what it touches. */
        DATA_ACCESS
    }
}
