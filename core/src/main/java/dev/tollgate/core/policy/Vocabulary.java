package dev.tollgate.core.policy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words that a bundle's authors use. Such a word can stand in a record as it is; any other came from a caller, and
 * may be anything.
 */
public final class Vocabulary {
    private static final Set<String> MCP = Set.of(
            "agent",
            "tool",
            "tools/call",
            "tools/list",
            "resource",
            "resources/read",
            "resources/list",
            "prompt",
            "prompts/get",
            "prompts/list",
            "identity",
            "mcp_server");

    private final Set<String> words = new HashSet<>(MCP);

    public Vocabulary(Bundle bundle) {
        bundle.servers().values().forEach(server -> words.addAll(server.tools().keySet()));
        Stream.concat(
                        bundle.policies().stream().map(Policy::target),
                        bundle.limits().values().stream().flatMap(limit -> limit.target().stream()))
                .forEach(this::learn);
        bundle.entities().forEach(entities -> words.addAll(entities.members().keySet()));
    }

    public boolean knows(String word) {
        return words.contains(word);
    }

    private void learn(Target target) {
        target.actions().forEach(this::learn);
        target.resources().forEach(resource -> learn(resource.type()));
        target.tools().forEach(tool -> {
            if (tool instanceof Target.ToolMatch.Named(Glob server, Glob name)) {
                learn(name);
            }
        });
        target.subjects().forEach(subject -> {
            if (subject instanceof Target.SubjectMatch.Identity(Glob type, Glob id)) {
                learn(type);
            }
        });
    }

    private void learn(Glob glob) {
        if (glob.isLiteral()) {
            words.add(glob.pattern());
        }
    }
}
