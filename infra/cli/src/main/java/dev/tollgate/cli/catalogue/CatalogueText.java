package dev.tollgate.cli.catalogue;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The catalogue of a server as YAML: one line a tool, and above it a comment that says what the line rests on. */
final class CatalogueText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./~-]*");
    private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9_.$]+");
    private static final Set<String> WORDS_OF_YAML =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private CatalogueText() {}

    static String of(String name, ServerTools server, SchemaFiles schemas, Pinning pinning) {
        var text = new StringBuilder();
        text.append("# The MCP server '")
                .append(name)
                .append("': ")
                .append(server.server())
                .append(".\n");
        text.append("# Written by 'tollgate catalogue'. Each comment says what the line below it was guessed from:\n");
        text.append("# review traits, returns, urls, paths and sql, then delete the comment.\n");
        text.append("apiVersion: tollgate.dev/v1\n");
        text.append("kind: Server\n");
        text.append("metadata: {name: ").append(quoted(name)).append("}\n");
        text.append("spec:\n");
        if (pinning == Pinning.PINNED) {
            text.append("  pin: required\n");
        }
        text.append(server.tools().isEmpty() ? "  tools: {}\n" : "  tools:\n");
        for (ToolDefinition tool : server.tools()) {
            append(tool, schemas, pinning, text);
        }
        return text.toString();
    }

    private static void append(ToolDefinition tool, SchemaFiles schemas, Pinning pinning, StringBuilder text) {
        Guess guess = Guess.of(tool);
        var fields = new ArrayList<String>();
        fields.add("traits: [" + String.join(", ", guess.traits()) + "]");
        if (!guess.returns().isEmpty()) {
            fields.add("returns: [" + String.join(", ", guess.returns()) + "]");
        }
        guess.arguments().byField().forEach((field, paths) -> fields.add(field + ": " + list(paths)));
        fields.add("arguments: {schema: " + quoted(schemas.of(tool)) + "}");
        tool.outputSchema().ifPresent(output -> fields.add("output: {schema: " + quoted(schemas.ofOutput(tool)) + "}"));
        if (pinning == Pinning.PINNED) {
            fields.add("digest: \"" + tool.digest() + "\"");
        }
        text.append("    # ").append(String.join("; ", guess.reasons())).append('\n');
        text.append("    ").append(quoted(tool.name())).append(": {");
        text.append(String.join(", ", fields)).append("}\n");
    }

    private static String list(List<String> paths) {
        return "["
                + String.join(
                        ", ",
                        paths.stream()
                                .map(path -> PLAIN_PATH.matcher(path).matches() ? path : "\"" + path + "\"")
                                .toList())
                + "]";
    }

    /** A string of JSON is one of YAML too, since nothing in it but what shows. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !WORDS_OF_YAML.contains(text.toLowerCase(Locale.ROOT))
                ? text
                : JsonText.write(Json.of(text));
    }
}
