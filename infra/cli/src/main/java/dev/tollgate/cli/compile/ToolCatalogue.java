package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ServerReader.ReadServer;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.ToolEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All Server documents of a bundle.
 *
 * @param arguments what is said of the arguments of each tool that is named
 */
record ToolCatalogue(Map<String, Server> servers, Map<ToolName, ToolArguments> arguments) {
    record ToolName(String server, String tool) {}

    ToolCatalogue {
        servers = Map.copyOf(servers);
        arguments = Map.copyOf(arguments);
    }

    static ToolCatalogue of(Map<String, ReadServer> read) {
        var servers = new LinkedHashMap<String, Server>();
        var arguments = new LinkedHashMap<ToolName, ToolArguments>();
        read.forEach((name, each) -> {
            servers.put(name, each.server());
            arguments.putAll(each.arguments());
        });
        return new ToolCatalogue(servers, arguments);
    }

    Optional<ToolEntry> entry(ToolName name) {
        return Optional.ofNullable(servers.get(name.server())).flatMap(server -> server.tool(name.tool()));
    }

    /** Whether a tool has this trait: one that is named, or those of a server that are not. */
    boolean hasTrait(String trait) {
        return entries().anyMatch(entry -> entry.traits().contains(trait));
    }

    /** What tools say of what they return. */
    Set<String> labels() {
        return entries().flatMap(entry -> entry.returns().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<ToolEntry> entries() {
        return servers.values().stream()
                .flatMap(server -> Stream.concat(server.tools().values().stream(), server.anyOther().stream()));
    }

    /** The type of a tool's arguments, as far as its schema says it. */
    ArgumentType typeOf(ToolName name) {
        return Optional.ofNullable(arguments.get(name))
                .flatMap(ToolArguments::schema)
                .map(SchemaTypes::of)
                .orElse(ArgumentType.Anything.ANYTHING);
    }
}
