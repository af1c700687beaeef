package dev.tollgate.core.policy;

import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of one MCP server.
 *
 * @param anyOther stands for each tool that is not named; without it such a tool is unknown
 */
public record Server(String name, boolean pinRequired, Map<String, ToolEntry> tools, Optional<ToolEntry> anyOther) {
    public Server {
        tools = Map.copyOf(tools);
    }

    public Optional<ToolEntry> tool(String tool) {
        return Optional.ofNullable(tools.get(tool)).or(() -> anyOther);
    }
}
