package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ToolCatalogue.ToolName;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.ToolMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is known of the calls that an expression is about.
 *
 * @param target which calls
 * @param tools the types of the arguments of each tool of the target; empty when other tools can match it too
 * @param arguments what is certain of {@code args}, whichever of the tools is called
 */
record Scope(Target target, Map<ToolName, ArgumentType> tools, ArgumentType arguments) {
    private static final List<Glob> TOOL_CALLS = List.of(new Glob("tools/call"));

    Scope {
        tools = Map.copyOf(tools);
    }

    /** Nothing is known. */
    static final Scope ANY =
            new Scope(new Target(List.of(), List.of(), List.of(), List.of()), Map.of(), ArgumentType.Anything.ANYTHING);

    /** Only what is called has arguments that passed a schema: a list of tools, for instance, is asked without any. */
    static Scope of(Target target, ToolCatalogue catalogue) {
        var names = new ArrayList<ToolName>();
        for (ToolMatch match : target.tools()) {
            if (match instanceof ToolMatch.Named(Glob server, Glob tool) && server.isLiteral() && tool.isLiteral()) {
                names.add(new ToolName(server.pattern(), tool.pattern()));
            }
        }
        boolean areAll = !names.isEmpty() && names.size() == target.tools().size();
        if (!areAll || !target.actions().equals(TOOL_CALLS)) {
            return new Scope(target, Map.of(), ArgumentType.Anything.ANYTHING);
        }
        var types = new java.util.LinkedHashMap<ToolName, ArgumentType>();
        names.forEach(name -> types.put(name, catalogue.typeOf(name)));
        ArgumentType all = types.values().stream().reduce(ArgumentType::or).orElseThrow();
        return new Scope(target, types, all);
    }

    boolean hasToolCalls() {
        return target.resources().isEmpty()
                && target.actions().stream().anyMatch(action -> action.matches("tools/call"));
    }
}
