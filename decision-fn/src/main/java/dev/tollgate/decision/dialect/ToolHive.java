package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.agent.SignedRequest;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.hook.McpCall;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A validating webhook of ToolHive. It sends no key, but signs: HMAC-SHA256 over {@code <timestamp>.<body>}. Which key the
 * secret is made of, the URL says.
 *
 * <table>
 * <caption>What it cannot express (docs/hooks/toolhive.md)</caption>
 * <tr><td>obligations<td>none: {@code obligation_unsupported}
 * <tr><td>answers<td>no event after a call
 * <tr><td>sessions, throttle, approval, redirect, step-up<td>a no whose message says what to do
 * <tr><td>pinned tools<td>no definitions are sent: {@code tool_changed}
 * </table>
 */
public final class ToolHive implements Dialect {
    static final String NAME = "toolhive";

    private static final String PATH = "/hooks/toolhive";
    private static final String VERSION = "v0.1.0";
    private static final String ALGORITHM = "sha256=";

    /** So far its clock may be from ours, and so late a request may come a second time. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int FORBIDDEN = 403;

    /** What a client says before it calls a tool. Whatever is not listed is refused. */
    private static final Set<String> NOT_ASKED_ABOUT = Set.of("initialize", "ping", "tools/list");

    private static final String NOTIFICATION = "notifications/";

    private final InstantSource clock;
    private final HookBody body = new HookBody();

    public ToolHive(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean takes(String path) {
        return path.equals(PATH);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Decisions decisions, Deadline deadline) throws ProblemException {
        SignedRequest signed = signed(request);
        Json.Obj event = body.read(request);
        McpCall call = new McpCall(event.object("mcp_request")
                .orElseThrow(() -> EvaluationReader.expected("mcp_request", "a message of MCP, an object")));
        if (NOT_ASKED_ABOUT.contains(call.method()) || call.method().startsWith(NOTIFICATION)) {
            return told(event, true, "allowed", "Tollgate is not asked about this.");
        }
        if (!call.isToolCall()) {
            return told(event, false, "denied_by_policy", "Tollgate: only tools can be used here.");
        }
        Ruling ruling = decisions.asker(request, signed, deadline).decide(asked(event, call), deadline);
        return ruling.named(
                told(event, ruling.allows(), ruling.decision().reason().code().word(), ruling.text()));
    }

    private static Asked asked(Json.Obj event, McpCall call) throws ProblemException {
        Json.Obj principal = EvaluationReader.optionalObject(event, "principal", "principal");
        Json.Obj context = EvaluationReader.optionalObject(event, "context", "context");
        return new Asked(
                NAME,
                EvaluationReader.optionalText(principal, "sub", "principal.sub"),
                new ToolName(
                        EvaluationReader.requiredText(context, "server_name", "context.server_name"),
                        EvaluationReader.requiredText(call.params(), "name", "mcp_request.params.name")),
                HookBody.arguments(call.params(), "arguments", "mcp_request.params.arguments"),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private SignedRequest signed(HttpRequest request) throws ProblemException {
        String timestamp = request.header("x-toolhive-timestamp").orElse("");
        if (!isNow(timestamp)) {
            throw new ProblemException(Problem.badRequest(
                    "Header 'X-ToolHive-Timestamp': expected the time in seconds, within 5 minutes of ours."));
        }
        var message = new ByteArrayOutputStream();
        message.writeBytes((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(request.body());
        return new HmacSignature(
                request.query().getOrDefault("key", ""),
                NAME,
                message.toByteArray(),
                signature(request.header("x-toolhive-signature").orElse("")));
    }

    private boolean isNow(String timestamp) {
        try {
            Duration apart = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
            return apart.abs().compareTo(WINDOW) <= 0;
        } catch (NumberFormatException | ArithmeticException | java.time.DateTimeException noTime) {
            return false;
        }
    }

    /** One that is not of this form fits nothing. */
    private static byte[] signature(String header) {
        try {
            return header.startsWith(ALGORITHM)
                    ? HexFormat.of().parseHex(header.substring(ALGORITHM.length()))
                    : new byte[0];
        } catch (IllegalArgumentException noHex) {
            return new byte[0];
        }
    }

    @Override
    public HttpResponse refused(HttpRequest request, Problem problem) {
        return told(body.readable(request), false, problem.code(), "Tollgate: " + problem.message());
    }

    private static HttpResponse told(Json.Obj event, boolean isAllowed, String reason, String message) {
        var answer = Json.object()
                .put("version", event.text("version").orElse(VERSION))
                .put("uid", event.text("uid").orElse(""))
                .put("allowed", Json.of(isAllowed));
        if (!isAllowed) {
            answer.put("code", FORBIDDEN).put("message", message).put("reason", reason);
        }
        return HttpResponse.json(200, answer.build());
    }
}
