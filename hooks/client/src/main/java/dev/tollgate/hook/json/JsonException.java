package dev.tollgate.hook.json;

/** What was read is no JSON, or more of it than is read. The message quotes nothing of it. */
public final class JsonException extends Exception {
    public JsonException(String message) {
        super(message);
    }
}
