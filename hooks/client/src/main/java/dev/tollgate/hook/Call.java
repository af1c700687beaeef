package dev.tollgate.hook;

import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an agent wants to do.
 *
 * @param agent its id in Tollgate's registry
 * @param action {@code tools/call}, {@code resources/read}, {@code prompts/get}
 * @param type of what it is done with: {@code tool}, {@code resource}, {@code prompt}
 * @param id the tool's name, the resource's URI
 * @param server the MCP server's name in the catalogue
 * @param arguments a JSON object as text
 * @param definitionDigest of the tool's definition as its server gave it, see {@link ToolDefinition#digest}
 * @param reservation of a {@link Decision.Throttled} for the same call, when its time has come
 * @param traceParent by which what is asked about this call is followed
 */
public record Call(
        String agent,
        String action,
        String type,
        String id,
        String server,
        Optional<String> arguments,
        Optional<String> definitionDigest,
        Optional<String> sessionId,
        Optional<String> traceId,
        Optional<String> reservation,
        Optional<TraceParent> traceParent) {
    private static final int LONGEST_NAME = 1_024;
    private static final int MOST_ARGUMENT_BYTES = 250 * 1024;

    /** @throws IllegalArgumentException when Tollgate would not understand it; the message quotes nothing of the call */
    public Call {
        checkName(agent, "the agent's id");
        checkName(action, "the action's name");
        checkName(type, "the resource's type");
        checkName(id, "the name of the tool, prompt or resource");
        checkName(server, "the server's name");
        arguments.ifPresent(Call::checkArguments);
    }

    public static Call tool(String agent, String server, String tool) {
        return of(agent, "tools/call", "tool", tool, server);
    }

    public static Call resource(String agent, String server, String uri) {
        return of(agent, "resources/read", "resource", uri, server);
    }

    public static Call prompt(String agent, String server, String prompt) {
        return of(agent, "prompts/get", "prompt", prompt, server);
    }

    private static Call of(String agent, String action, String type, String id, String server) {
        return new Call(
                agent,
                action,
                type,
                id,
                server,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static void checkName(String name, String what) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(what + " has 1 to 1,024 characters");
        }
    }

    private static void checkArguments(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        if (text.length > MOST_ARGUMENT_BYTES) {
            throw new IllegalArgumentException("arguments have at most 250 KiB");
        }
        try {
            JsonParts.members(text, 0, text.length);
        } catch (JsonException notAnObject) {
            throw new IllegalArgumentException(
                    "arguments: expected a JSON object, and there is " + notAnObject.getMessage());
        }
    }

    /** @param json an object */
    public Call withArguments(String json) {
        return new Call(
                agent,
                action,
                type,
                id,
                server,
                Optional.of(json),
                definitionDigest,
                sessionId,
                traceId,
                reservation,
                traceParent);
    }

    public Call withDefinitionDigest(Optional<String> digest) {
        return new Call(
                agent, action, type, id, server, arguments, digest, sessionId, traceId, reservation, traceParent);
    }

    public Call withSession(Optional<String> session) {
        return new Call(
                agent,
                action,
                type,
                id,
                server,
                arguments,
                definitionDigest,
                session,
                traceId,
                reservation,
                traceParent);
    }

    public Call withTrace(Optional<String> trace) {
        return new Call(
                agent,
                action,
                type,
                id,
                server,
                arguments,
                definitionDigest,
                sessionId,
                trace,
                reservation,
                traceParent);
    }

    public Call withReservation(Optional<String> held) {
        return new Call(
                agent, action, type, id, server, arguments, definitionDigest, sessionId, traceId, held, traceParent);
    }

    /** Of the trace that the agent's runtime keeps; else {@link Tollgate} makes one for what it asks. */
    public Call withTraceParent(TraceParent parent) {
        return followed(Optional.of(parent.traceId()), parent);
    }

    /** A trace that is made here is not the call's own: what agents share, no policy may take from it. */
    Call traced() {
        return traceParent.isPresent() ? this : followed(traceId, TraceParent.made(traceId));
    }

    private Call followed(Optional<String> trace, TraceParent parent) {
        return new Call(
                agent,
                action,
                type,
                id,
                server,
                arguments,
                definitionDigest,
                sessionId,
                trace,
                reservation,
                Optional.of(parent));
    }
}
