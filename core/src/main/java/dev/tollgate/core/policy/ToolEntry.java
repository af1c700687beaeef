package dev.tollgate.core.policy;

import dev.tollgate.core.argument.Reading;
import dev.tollgate.core.argument.schema.ArgumentSchema;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue's line on one tool.
 *
 * @param traits what the tool does: {@code read}, {@code write}, {@code destructive}, {@code egress}, {@code unknown}
 * @param returns labels of what it answers, such as {@code untrusted} or {@code sensitive}
 * @param digest the pinned definition, {@code sha256:} and 64 hex digits; present when the server demands pinning
 * @param reading how its arguments are to be understood
 * @param goesOnWithoutAnswer whether a hook that gets no answer may let the next call through
 * @param output what its structured answers look like (MCP's {@code outputSchema})
 */
public record ToolEntry(
        List<String> traits,
        List<String> returns,
        Optional<String> digest,
        Reading reading,
        boolean goesOnWithoutAnswer,
        Optional<ArgumentSchema> output) {
    public ToolEntry {
        traits = List.copyOf(traits);
        returns = List.copyOf(returns);
    }

    /** A tool whose structured answers may be anything. */
    public ToolEntry(
            List<String> traits,
            List<String> returns,
            Optional<String> digest,
            Reading reading,
            boolean goesOnWithoutAnswer) {
        this(traits, returns, digest, reading, goesOnWithoutAnswer, Optional.empty());
    }

    /** A tool whose arguments are taken as they come. */
    public ToolEntry(List<String> traits, List<String> returns, Optional<String> digest, boolean goesOnWithoutAnswer) {
        this(traits, returns, digest, Reading.NONE, goesOnWithoutAnswer);
    }
}
