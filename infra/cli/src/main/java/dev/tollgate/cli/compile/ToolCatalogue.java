package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Server;
import java.util.Map;
import java.util.Optional;

/**
 * All Server documents of a bundle.
 *
 * @param arguments what is said of the arguments of each tool that is named
 */
record ToolCatalogue(Map<String, Server> servers, Map<ToolName, ToolArguments> arguments) {
    static final ToolCatalogue EMPTY = new ToolCatalogue(Map.of(), Map.of());

    record ToolName(String server, String tool) {}

    ToolCatalogue {
        servers = Map.copyOf(servers);
        arguments = Map.copyOf(arguments);
    }

    boolean has(ToolName name) {
        return Optional.ofNullable(servers.get(name.server()))
                .flatMap(server -> server.tool(name.tool()))
                .isPresent();
    }

    /** The type of a tool's arguments, as far as its schema says it. */
    ArgumentType typeOf(ToolName name) {
        return Optional.ofNullable(arguments.get(name))
                .flatMap(ToolArguments::schema)
                .map(SchemaTypes::of)
                .orElse(ArgumentType.Anything.ANYTHING);
    }
}
