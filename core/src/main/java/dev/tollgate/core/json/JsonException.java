package dev.tollgate.core.json;

/** A text that is not the JSON that was asked for. The message is for whoever sent it: it names the place and the rule. */
public sealed class JsonException extends Exception permits NestingException {
    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }
}
