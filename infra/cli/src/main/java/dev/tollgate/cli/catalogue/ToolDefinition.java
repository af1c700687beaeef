package dev.tollgate.cli.catalogue;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One tool, as its server defines it.
 *
 * @param outputSchema of its structured answers, where the server says it
 * @param annotations what the server says the tool does; empty when it says nothing
 * @param digest what a pin compares: {@code sha256:} and the SHA-256 of all that a model reads of the tool
 */
public record ToolDefinition(
        String name, Json.Obj inputSchema, Optional<Json.Obj> outputSchema, Json.Obj annotations, String digest) {
    private static final int MOST_BYTES = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[^*]{1,128}");
    private static final List<String> DIGESTED =
            List.of("name", "title", "description", "inputSchema", "outputSchema", "annotations");

    static ToolDefinition read(Json json) throws McpException {
        if (!(json instanceof Json.Obj tool)) {
            throw new McpException("'tools/list': a tool is no JSON object");
        }
        String name = tool.text("name")
                .orElseThrow(() -> new McpException("'tools/list': a tool has no member name (expected a string)"));
        if (!NAME.matcher(name).matches() || !PrintableText.isPrintable(name)) {
            throw new McpException("'tools/list': '" + PrintableText.of(name, 128)
                    + "' cannot stand in a catalogue (expected a name of 1 to 128 characters that show, without '*')");
        }
        Json.Obj schema = tool.object("inputSchema")
                .orElseThrow(() -> new McpException(
                        "'tools/list': the tool '" + name + "' has no member inputSchema (expected a JSON Schema)"));
        return new ToolDefinition(
                name,
                schema,
                tool.object("outputSchema"),
                tool.object("annotations").orElse(Json.Obj.EMPTY),
                digest(name, tool));
    }

    private static String digest(String name, Json.Obj tool) throws McpException {
        Json.Members digested = Json.object();
        for (String member : DIGESTED) {
            tool.get(member).ifPresent(value -> digested.put(member, value));
        }
        try {
            byte[] canonical = CanonicalJson.RFC_8785.bytes(digested.build());
            if (canonical.length > MOST_BYTES) {
                throw new McpException("'tools/list': the definition of '" + name + "' has more than 1 MB");
            }
            return "sha256:" + Sha256.hex(canonical);
        } catch (ArithmeticException beyondDouble) {
            throw new McpException(
                    "'tools/list': the definition of '" + name + "' has a number beyond IEEE 754 double", beyondDouble);
        }
    }
}
