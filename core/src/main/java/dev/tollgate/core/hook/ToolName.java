package dev.tollgate.core.hook;

import java.util.Optional;

/** A tool of a server, as runtimes write both in one name. */
public record ToolName(String server, String tool) {
    private static final String MCP = "mcp__";
    private static final String BETWEEN = "__";
    private static final String BETWEEN_TARGET_AND_TOOL = "___";

    /**
     * {@code mcp__server__tool}. A server whose name has two underscores cannot be told from its tool: what comes out is
     * then a tool that no catalogue knows.
     *
     * @param builtIn the server of tools that have no such name
     */
    public static ToolName ofClaudeCode(String name, String builtIn) {
        if (name.startsWith(MCP)) {
            Optional<ToolName> split = split(name.substring(MCP.length()), BETWEEN);
            if (split.isPresent()) {
                return split.get();
            }
        }
        return new ToolName(builtIn, name);
    }

    /**
     * {@code Target___tool}.
     *
     * @param own the server of the gateway's own tools, which have no target
     */
    public static ToolName ofAgentCore(String name, String own) {
        return split(name, BETWEEN_TARGET_AND_TOOL).orElseGet(() -> new ToolName(own, name));
    }

    private static Optional<ToolName> split(String name, String between) {
        int at = name.indexOf(between);
        return at <= 0 || at + between.length() == name.length()
                ? Optional.empty()
                : Optional.of(new ToolName(name.substring(0, at), name.substring(at + between.length())));
    }
}
