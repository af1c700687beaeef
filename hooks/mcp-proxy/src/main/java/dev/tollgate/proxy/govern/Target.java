package dev.tollgate.proxy.govern;

import dev.tollgate.hook.Call;
import dev.tollgate.hook.TraceParent;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts.Kind;
import dev.tollgate.hook.json.JsonParts.Part;
import dev.tollgate.proxy.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a request that is asked about wants.
 *
 * @param name of the tool or prompt; the resource's URI
 * @param params the request's parameters, where they stand
 * @param arguments where they stand, if there are any
 */
record Target(String method, String name, Part params, Optional<Part> arguments) {
    /** @throws JsonException when this is no such request; the message names the member */
    static Target of(Message.Request request) throws JsonException {
        boolean isResource = request.method().equals("resources/read");
        String member = isResource ? "uri" : "name";
        Part params = request.params().orElseThrow(() -> new JsonException("'params': it is missing"));
        Map<String, Part> members = params.members();
        Part named = members.get(member);
        String name = (named == null ? Optional.<String>empty() : named.string())
                .orElseThrow(() -> new JsonException("'params." + member + "': expected a string"));
        if (members.containsKey("task")) {
            throw new JsonException("'params.task': this proxy makes no calls as tasks; call without it");
        }
        Optional<Part> arguments = Optional.ofNullable(members.get("arguments"));
        if (arguments.isPresent() && arguments.get().kind() != Kind.OBJECT) {
            throw new JsonException("'params.arguments': expected an object");
        }
        return new Target(request.method(), name, params, arguments);
    }

    /** @throws IllegalArgumentException when Tollgate would not understand it */
    Call call(Governance governance, Optional<String> definitionDigest) {
        Call untraced = bare(governance).withSession(governance.sessionId());
        Call bare = traceParent().map(untraced::withTraceParent).orElse(untraced);
        Call withArguments =
                arguments.map(part -> bare.withArguments(text(part))).orElse(bare);
        return withArguments.withDefinitionDigest(definitionDigest);
    }

    private Call bare(Governance governance) {
        return switch (method) {
            case "tools/call" -> Call.tool(governance.agent(), governance.server(), name);
            case "resources/read" -> Call.resource(governance.agent(), governance.server(), name);
            case "prompts/get" -> Call.prompt(governance.agent(), governance.server(), name);
            default -> throw new IllegalStateException("nothing is asked about this method");
        };
    }

    private static String text(Part part) {
        return new String(part.text(), part.from(), part.length(), StandardCharsets.UTF_8);
    }

    /** W3C's {@code traceparent}, which MCP carries in {@code _meta}. */
    private Optional<TraceParent> traceParent() {
        return Message.meta(Optional.of(params), "traceparent")
                .filter(Json.Str.class::isInstance)
                .flatMap(said -> TraceParent.read(((Json.Str) said).text()));
    }
}
