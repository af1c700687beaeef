package dev.tollgate.core.argument.schema;

/**
 * One thing that is wrong with a schema.
 *
 * @param pointer where in the schema's document (JSON pointer, RFC 6901); empty for the document itself
 * @param message what was expected there
 */
public record SchemaProblem(String pointer, String message) {
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "the schema" : pointer) + ": " + message;
    }
}
