package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ToolCatalogue.ToolName;
import dev.tollgate.core.argument.schema.ArgumentSchema;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.ToolEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the catalogue of one MCP server. */
final class ServerReader {
    static final List<String> TRAITS = List.of("read", "write", "destructive", "egress", "unknown");

    private static final String ANY_OTHER = "*";
    private static final Pattern TOOL_NAME = Pattern.compile("[^\\p{Cntrl}*]{1,128}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Map<String, Boolean> PIN = Map.of("required", true);
    private static final Map<String, Boolean> ON_FAILURE = Words.of("deny", false, "allow", true);

    private final ToolSchemaReader schemas;
    private final ToolArgumentsReader arguments;

    ServerReader(SchemaFiles files) {
        this.schemas = new ToolSchemaReader(files);
        this.arguments = new ToolArgumentsReader(schemas);
    }

    /** One server, and what is said of its tools' arguments. */
    record ReadServer(Server server, Map<ToolName, ToolArguments> arguments) {}

    private record ReadTool(ToolEntry entry, ToolArguments arguments) {
        static final ReadTool UNKNOWN =
                new ReadTool(new ToolEntry(List.of("unknown"), List.of(), Optional.empty(), false), ToolArguments.NONE);
    }

    ReadServer read(Document document) {
        Optional<Fields> fields = document.fields(Shape.SERVER);
        boolean pinned = fields.flatMap(each -> each.optional("pin"))
                .flatMap(pin -> pin.oneOf(PIN))
                .orElse(false);
        var entries = new LinkedHashMap<String, ToolEntry>();
        var said = new LinkedHashMap<ToolName, ToolArguments>();
        fields.flatMap(each -> each.required("tools", "the server's tools, each by its name"))
                .flatMap(Value::members)
                .ifPresent(members -> members.forEach((name, member) -> {
                    ReadTool tool = tool(name, member, pinned);
                    entries.put(name, tool.entry());
                    said.put(new ToolName(document.name(), name), tool.arguments());
                }));
        Optional<ToolEntry> anyOther = Optional.ofNullable(entries.remove(ANY_OTHER));
        said.remove(new ToolName(document.name(), ANY_OTHER));
        return new ReadServer(new Server(document.name(), pinned, entries, anyOther), said);
    }

    private ReadTool tool(String name, Value.Member member, boolean pinned) {
        if (!name.equals(ANY_OTHER) && !TOOL_NAME.matcher(name).matches()) {
            member.key()
                    .problem("a tool is named as its server names it, without '*' (expected 1 to 128 characters, "
                            + "or \"*\" alone for any other tool)");
        }
        return member.value()
                .fields(Shape.TOOL)
                .map(fields -> tool(name, fields, member, pinned))
                .orElse(ReadTool.UNKNOWN);
    }

    private ReadTool tool(String name, Fields fields, Value.Member member, boolean pinned) {
        List<String> traits = fields.required("traits", "a list of " + String.join(", ", TRAITS))
                .map(ServerReader::traits)
                .orElse(List.of());
        List<String> returns =
                fields.optional("returns").map(ServerReader::labels).orElse(List.of());
        if (name.equals(ANY_OTHER) && fields.has("arguments")) {
            fields.problem("arguments", "\"*\" stands for many tools and cannot have a schema of arguments");
        }
        if (name.equals(ANY_OTHER) && fields.has("output")) {
            fields.problem("output", "\"*\" stands for many tools and cannot have a schema of answers");
        }
        ToolArguments said = arguments.read(fields);
        Optional<ArgumentSchema> output =
                fields.optional("output").flatMap(schemas::read).map(ArgumentSchema::published);
        var entry = new ToolEntry(
                traits, returns, digest(name, fields, member, pinned), said.reading(), goesOn(fields, traits), output);
        return new ReadTool(entry, said);
    }

    private static List<String> traits(Value list) {
        var traits = new ArrayList<String>();
        for (Value item : list.distinctTexts()) {
            item.text().ifPresent(trait -> {
                if (TRAITS.contains(trait)) {
                    traits.add(trait);
                } else {
                    item.problem("there is no trait '" + trait + "' (expected one of " + String.join(", ", TRAITS) + ")"
                            + Suggestion.after(trait, TRAITS));
                }
            });
        }
        return List.copyOf(traits);
    }

    private static List<String> labels(Value list) {
        return list.distinctTexts().stream()
                .map(Document::name)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> digest(String name, Fields fields, Value.Member member, boolean pinned) {
        Optional<Value> digest = fields.optional("digest");
        if (name.equals(ANY_OTHER)) {
            digest.ifPresent(value -> value.problem("\"*\" stands for many tools and cannot have a digest"));
            return Optional.empty();
        }
        if (digest.isEmpty() && pinned) {
            member.key()
                    .problem("the server says 'pin: required', so '" + name
                            + "' needs a digest (expected digest: \"sha256:<64 hex digits>\")");
        }
        if (digest.isPresent() && !pinned) {
            digest.get().problem("a digest has an effect only where the server says 'pin: required'");
        }
        return digest.flatMap(value -> value.text().filter(text -> {
            boolean good = DIGEST.matcher(text).matches();
            if (!good) {
                value.problem("this is no digest (expected sha256: and 64 lower-case hex digits)");
            }
            return good;
        }));
    }

    private static boolean goesOn(Fields fields, List<String> traits) {
        boolean goesOn = fields.optional("on_failure")
                .flatMap(value -> value.oneOf(ON_FAILURE))
                .orElse(false);
        if (goesOn && !traits.equals(List.of("read"))) {
            fields.problem(
                    "on_failure",
                    "'on_failure: allow' is only for tools that read and do nothing else (traits: [read])");
        }
        return goesOn;
    }
}
