package dev.tollgate.hook;

import dev.tollgate.hook.json.JsonParts;

/** What became of a tool's answer. */
public sealed interface Redaction {

    /**
     * What the agent may see.
     *
     * @param result the JSON value, in the text that came back
     * @param action {@code passed}, {@code redacted} or {@code truncated}
     */
    record Visible(JsonParts.Part result, String action) implements Redaction {}

    /** Nothing of it may be seen. */
    record HeldBack(String reason) implements Redaction {}
}
