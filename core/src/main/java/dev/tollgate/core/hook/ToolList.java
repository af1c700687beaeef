package dev.tollgate.core.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Which tools an agent that asked for a list may see.
 *
 * @param key of the {@link CallName} of the request for the list
 */
public record ToolList(String key, Set<ToolName> tools, Instant expires) {
    /** The list comes at once after it was asked for. */
    public static final Duration KEPT = Duration.ofMinutes(5);

    public ToolList {
        tools = Set.copyOf(tools);
    }
}
