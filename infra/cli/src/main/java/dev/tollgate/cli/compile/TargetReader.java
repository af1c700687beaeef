package dev.tollgate.cli.compile;

import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads which calls a policy or a limit is about, and checks that the catalogue knows what it names. */
final class TargetReader {
    private static final String TOOL_CALL = "tools/call";
    private static final String GET_PROMPT = "prompts/get";
    private static final List<String> KINDS = List.of("tools", "resources", "prompts");
    private static final Target EVERY_TOOL_CALL =
            new Target(List.of(), List.of(new Glob(TOOL_CALL)), List.of(), List.of());

    private final ToolCatalogue catalogue;

    TargetReader(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    Target read(Value value) {
        return value.fields(Shape.TARGET).map(this::read).orElse(EVERY_TOOL_CALL);
    }

    private Target read(Fields fields) {
        checkOneKind(fields);
        if (fields.has("resources") && !fields.has("actions")) {
            fields.problem(
                    "resources",
                    "a target with 'resources' says which 'actions' it is about: without it, it is about " + TOOL_CALL
                            + ", which is never about such a resource");
        }
        var others = new ArrayList<ResourceMatch>(entries(fields, "resources", TargetReader::resource));
        others.addAll(entries(fields, "prompts", TargetReader::prompt));
        return new Target(
                fields.optional("subjects").map(SubjectReader::list).orElse(List.of()),
                actions(fields),
                entries(fields, "tools", this::tool),
                others);
    }

    private static void checkOneKind(Fields fields) {
        List<String> given = KINDS.stream().filter(fields::has).toList();
        if (given.size() > 1) {
            fields.problem(
                    given.getLast(),
                    "a target has one of 'tools', 'resources' and 'prompts': no call is about two of them");
        }
    }

    private static List<Glob> actions(Fields fields) {
        if (fields.has("actions")) {
            return entries(fields, "actions", TargetReader::action);
        }
        return fields.has("prompts") ? List.of(new Glob(GET_PROMPT)) : EVERY_TOOL_CALL.actions();
    }

    private static <T> List<T> entries(Fields fields, String name, Function<Value, Optional<T>> read) {
        return fields.optional(name).map(Value::distinctTexts).orElse(List.of()).stream()
                .map(read)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Glob> action(Value entry) {
        return entry.text().flatMap(text -> glob(entry, text, "the name of an action"));
    }

    private Optional<ToolMatch> tool(Value entry) {
        String text = entry.text().orElseThrow();
        if (text.startsWith("trait:")) {
            return trait(entry, text.substring("trait:".length()));
        }
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            entry.problem("'" + Value.shortened(text)
                    + "' names no tool (expected server/tool, such as crm/query or crm/*, or trait:…)");
            return Optional.empty();
        }
        Glob server = new Glob(text.substring(0, slash));
        Glob tool = new Glob(text.substring(slash + 1));
        checkInCatalogue(entry, server, tool);
        return Optional.of(new ToolMatch.Named(server, tool));
    }

    private Optional<ToolMatch> trait(Value entry, String trait) {
        if (!ServerReader.TRAITS.contains(trait)) {
            entry.problem("there is no trait '" + Value.shortened(trait) + "' (expected one of "
                    + String.join(", ", ServerReader.TRAITS) + ")" + Suggestion.after(trait, ServerReader.TRAITS));
            return Optional.empty();
        }
        if (!catalogue.hasTrait(trait)) {
            entry.problem("no tool of the catalogue has the trait '" + trait + "', so that this matches nothing");
        }
        return Optional.of(new ToolMatch.WithTrait(trait));
    }

    private void checkInCatalogue(Value entry, Glob server, Glob tool) {
        List<Server> found = servers().values().stream()
                .filter(each -> server.matches(each.name()))
                .toList();
        if (found.isEmpty()) {
            entry.problem("the catalogue has no server '" + server.pattern() + "' (expected "
                    + known(servers().keySet()) + ")"
                    + Suggestion.after(server.pattern(), servers().keySet()));
            return;
        }
        boolean known = found.stream()
                .anyMatch(each -> each.anyOther().isPresent()
                        || each.tools().keySet().stream().anyMatch(tool::matches));
        if (!known) {
            var tools = found.stream()
                    .flatMap(each -> each.tools().keySet().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            entry.problem("no tool of server '" + server.pattern() + "' is called '" + tool.pattern() + "' (expected "
                    + known(tools) + ")" + Suggestion.after(tool.pattern(), tools));
        }
    }

    private Map<String, Server> servers() {
        return catalogue.servers();
    }

    private static Optional<ResourceMatch> resource(Value entry) {
        String text = entry.text().orElseThrow();
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            entry.problem("'" + Value.shortened(text) + "' names no resource (expected type/id, such as todo/*)");
            return Optional.empty();
        }
        if (text.startsWith("tool/")) {
            entry.problem("tools are named under 'tools', as server/tool");
            return Optional.empty();
        }
        return Optional.of(new ResourceMatch(new Glob(text.substring(0, slash)), new Glob(text.substring(slash + 1))));
    }

    /** MCP's prompts have a name, and are a type of resource to AuthZEN. */
    private static Optional<ResourceMatch> prompt(Value entry) {
        return entry.text()
                .flatMap(text -> glob(entry, text, "the name of a prompt"))
                .map(name -> new ResourceMatch(new Glob("prompt"), name));
    }

    private static Optional<Glob> glob(Value entry, String pattern, String expected) {
        if (pattern.isEmpty()) {
            entry.problem("expected " + expected);
            return Optional.empty();
        }
        return Optional.of(new Glob(pattern));
    }

    private static String known(Collection<String> names) {
        return names.isEmpty()
                ? "one that a Server document describes"
                : Value.any(new TreeSet<>(names).stream().limit(20).toList());
    }
}
