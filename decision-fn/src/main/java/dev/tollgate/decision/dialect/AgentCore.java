package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.hook.AgentCoreEvent;
import dev.tollgate.core.hook.McpCall;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Obligation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The REQUEST interceptor of Amazon Bedrock AgentCore Gateway.
 *
 * <table>
 * <caption>What it cannot express (docs/hooks/agentcore.md)</caption>
 * <tr><td>throttle, approval, step-up, redirect<td>a no whose text says what to do
 * <tr><td>warnings<td>nobody sees them
 * <tr><td>pinned tools<td>no definitions are sent: {@code tool_changed}
 * </table>
 */
public final class AgentCore implements Dialect {
    /** In names of calls, and the server of the gateway's own tools; the event after the call has the same. */
    public static final String NAME = "agentcore";

    private static final String SESSION = "mcp-session-id";
    private static final List<String> SUPPORTED =
            List.of(Obligation.CAP_RESPONSE, Obligation.REDACT, Obligation.REWRITE_ARGUMENTS);

    /** What a client says before it calls a tool. Whatever is not listed is refused. */
    private static final Set<String> NOT_ASKED_ABOUT = Set.of("initialize", "ping");

    private static final String NOTIFICATION = "notifications/";

    private final HookBody body = new HookBody();

    @Override
    public boolean takes(String path) {
        return path.equals(AgentCoreEvent.PATH);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Decisions decisions, Deadline deadline) throws ProblemException {
        McpCall call = call(body.read(request));
        if (NOT_ASKED_ABOUT.contains(call.method()) || call.method().startsWith(NOTIFICATION)) {
            return goOn(call.message());
        }
        if (call.isToolList()) {
            Optional<String> session = request.header(SESSION);
            decisions.list(request, new Listed(NAME, session, SUPPORTED, call.name(NAME, session)), deadline);
            return goOn(call.message());
        }
        if (!call.isToolCall()) {
            return instead(call.error("Tollgate: only tools can be used here. (denied_by_policy)"));
        }
        Asked asked = asked(call, request.header(SESSION));
        Ruling ruling = decisions.decide(request, asked, deadline);
        if (!ruling.allows()) {
            return ruling.named(instead(call.refusal(ruling.text())));
        }
        return ruling.named(
                goOn(ruling.rewritten(asked.arguments()).map(call::with).orElse(call.message())));
    }

    private static McpCall call(Json.Obj event) throws ProblemException {
        return event.object("mcp")
                .flatMap(mcp -> mcp.object("gatewayRequest"))
                .flatMap(request -> request.object("body"))
                .map(McpCall::new)
                .orElseThrow(() -> EvaluationReader.expected("mcp.gatewayRequest.body", "a message of MCP, an object"));
    }

    private static Asked asked(McpCall call, Optional<String> session) throws ProblemException {
        String name = EvaluationReader.requiredText(call.params(), "name", "params.name");
        return new Asked(
                NAME,
                Optional.empty(),
                ToolName.ofAgentCore(name, NAME),
                HookBody.arguments(call.params(), "arguments", "params.arguments"),
                session,
                SUPPORTED,
                Optional.of(call.name(NAME, session)));
    }

    @Override
    public HttpResponse refused(HttpRequest request, Problem problem) {
        String text = "Tollgate: " + problem.message() + " (" + problem.code() + ")";
        Json.Obj event = body.readable(request);
        McpCall call = new McpCall(event.object("mcp")
                .flatMap(mcp -> mcp.object("gatewayRequest"))
                .flatMap(sent -> sent.object("body"))
                .orElse(Json.Obj.EMPTY));
        return instead(call.isToolCall() ? call.refusal(text) : call.error(text));
    }

    private static HttpResponse goOn(Json.Obj message) {
        return output(
                "transformedGatewayRequest", Json.object().put("body", message).build());
    }

    /** The gateway answers so, and calls nothing. */
    private static HttpResponse instead(Json.Obj answer) {
        return output(
                "transformedGatewayResponse",
                Json.object().put("statusCode", 200).put("body", answer).build());
    }

    private static HttpResponse output(String member, Json value) {
        return HttpResponse.json(
                200,
                Json.object()
                        .put("interceptorOutputVersion", "1.0")
                        .put("mcp", Json.object().put(member, value).build())
                        .build());
    }
}
