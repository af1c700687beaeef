package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What a tool does and returns, as far as its server's hints tell. A missing hint means what MCP says it means, which is
 * the worse of both: a writer destroys, and a tool reaches the world outside.
 *
 * @param reasons what the guess rests on, for whoever reviews it
 */
public record Guess(List<String> traits, List<String> returns, ArgumentGuess arguments, List<String> reasons) {
    private static final List<String> HINTS = List.of("readOnlyHint", "destructiveHint", "openWorldHint");

    public Guess {
        traits = List.copyOf(traits);
        returns = List.copyOf(returns);
        reasons = List.copyOf(reasons);
    }

    public static Guess of(ToolDefinition tool) {
        boolean reads = hint(tool, "readOnlyHint", false);
        boolean destroys = hint(tool, "destructiveHint", true);
        boolean reachesOut = hint(tool, "openWorldHint", true);
        var traits = new ArrayList<String>();
        traits.add(reads ? "read" : "write");
        if (!reads && destroys) {
            traits.add("destructive");
        }
        if (reachesOut) {
            traits.add("egress");
        }
        ArgumentGuess arguments = ArgumentGuess.of(tool);
        return new Guess(
                traits, reachesOut ? List.of("untrusted") : List.of(), arguments, reasons(tool, reachesOut, arguments));
    }

    private static boolean hint(ToolDefinition tool, String name, boolean otherwise) {
        return tool.annotations().get(name).orElse(Json.of(otherwise)) instanceof Json.Bool hint
                ? hint.value()
                : otherwise;
    }

    private static List<String> reasons(ToolDefinition tool, boolean reachesOut, ArgumentGuess arguments) {
        var reasons = new ArrayList<String>();
        reasons.add(hints(tool));
        if (!reachesOut) {
            reasons.add("what it returns is not known");
        }
        if (!arguments.isEmpty()) {
            reasons.add(String.join(" and ", arguments.fields()) + " by the names of arguments");
        }
        if (!arguments.sql().isEmpty()) {
            reasons.add("sql needs a dialect");
        }
        return reasons;
    }

    private static String hints(ToolDefinition tool) {
        List<String> given = HINTS.stream()
                .filter(name -> tool.annotations().get(name).isPresent())
                .map(name -> name + " " + hint(tool, name, false))
                .toList();
        return given.isEmpty() ? "no hints, so the worst" : String.join(", ", given);
    }
}
