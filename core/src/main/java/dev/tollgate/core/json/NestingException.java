package dev.tollgate.core.json;

/** JSON that is well-formed as far as it was read, and nested too deep to be read on. */
public final class NestingException extends JsonException {
    private static final long serialVersionUID = 1L;

    public NestingException(String message) {
        super(message);
    }
}
