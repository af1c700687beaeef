package dev.tollgate.redaction.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.hook.AgentCoreEvent;
import dev.tollgate.core.hook.McpCall;
import dev.tollgate.core.hook.McpResult;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.redact.Redacted;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The RESPONSE interceptor of Amazon Bedrock AgentCore Gateway.
 *
 * <table>
 * <caption>What it cannot express (docs/hooks/agentcore.md)</caption>
 * <tr><td>durations<td>outcomes have none
 * <tr><td>streams<td>an answer that is no JSON message is held back
 * </table>
 */
public final class AgentCore implements Dialect {
    /** In names of calls, and the server of the gateway's own tools; the event before the call has the same. */
    public static final String NAME = "agentcore";

    private static final String SESSION = "mcp-session-id";
    private static final String RESULT = "result";
    private static final String ERROR = "error";
    private static final int MOST_BESIDE = 512 * 1024;
    private static final long STATUS_OK = 200;

    private final ShownTools tools = new ShownTools(name -> ToolName.ofAgentCore(name, NAME));

    @Override
    public boolean takes(String path) {
        return path.equals(AgentCoreEvent.PATH);
    }

    /** What the gateway sent and got, as far as it has to be read. */
    private record Exchange(McpCall call, long status, byte[] body) {}

    private static Exchange exchange(HttpRequest request) throws ProblemException {
        InnerBytes mcp = InnerBytes.of(
                InnerBytes.of(request.body(), "mcp", MOST_BESIDE).inner(), "gatewayResponse", MOST_BESIDE);
        InnerBytes response = InnerBytes.of(mcp.inner(), "body", MOST_BESIDE);
        McpCall call = mcp.rest()
                .object("gatewayRequest")
                .flatMap(sent -> sent.object("body"))
                .map(McpCall::new)
                .orElseThrow(() -> EvaluationReader.expected("mcp.gatewayRequest.body", "a message of MCP, an object"));
        return new Exchange(call, response.rest().integer("statusCode").orElse(STATUS_OK), response.inner());
    }

    @Override
    public HttpResponse answer(HttpRequest request, Redactions redactions, Deadline deadline) throws ProblemException {
        Exchange exchange = exchange(request);
        if (exchange.call().isToolList()) {
            return output(exchange.status(), list(request, exchange, redactions, deadline));
        }
        if (!exchange.call().isToolCall()) {
            return output(exchange.status(), exchange.body());
        }
        String member = isError(exchange.body()) ? ERROR : RESULT;
        InnerBytes message = InnerBytes.of(exchange.body(), member, MOST_BESIDE);
        return redactions.redact(
                request,
                handed(exchange.call(), member, message.inner(), request.header(SESSION)),
                redacted -> told(redacted, exchange, member),
                deadline);
    }

    /** An error is no list, and says nothing of tools. */
    private byte[] list(HttpRequest request, Exchange exchange, Redactions redactions, Deadline deadline)
            throws ProblemException {
        if (isError(exchange.body())) {
            return exchange.body();
        }
        byte[] result = InnerBytes.of(exchange.body(), RESULT, MOST_BESIDE).inner();
        Set<ToolName> shown = redactions.tools(request, exchange.call().name(NAME, request.header(SESSION)), deadline);
        return message(exchange.call(), RESULT, tools.of(result, shown));
    }

    /** Whichever of the two stands there is looked at; a message with both is none. */
    private static boolean isError(byte[] body) throws ProblemException {
        try {
            InnerBytes.of(body, RESULT, MOST_BESIDE);
            return false;
        } catch (ProblemException noResult) {
            InnerBytes.of(body, ERROR, MOST_BESIDE);
            return true;
        }
    }

    private static Handed handed(McpCall call, String member, byte[] answer, Optional<String> session) {
        return new Handed(
                Optional.empty(),
                call.params().text("name").map(name -> ToolName.ofAgentCore(name, NAME)),
                Optional.of(call.name(NAME, session)),
                session,
                member.equals(ERROR) ? "error" : "ok",
                OptionalLong.empty(),
                answer,
                0,
                answer.length);
    }

    private static HttpResponse told(Redacted redacted, Exchange exchange, String member) {
        boolean isBlocked = redacted.action() == Redacted.Action.BLOCKED;
        return output(exchange.status(), message(exchange.call(), isBlocked ? RESULT : member, redacted.result()));
    }

    /** Only what was looked at is in it: a message may have members that no answer has. */
    private static byte[] message(McpCall call, String member, byte[] answer) {
        byte[] head = JsonText.writeBytes(
                Json.object().put("jsonrpc", "2.0").put("id", call.id()).build());
        var bytes = new ByteArrayOutputStream(head.length + answer.length + 16);
        bytes.write(head, 0, head.length - 1);
        bytes.writeBytes((",\"" + member + "\":").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(answer);
        bytes.write('}');
        return bytes.toByteArray();
    }

    @Override
    public HttpResponse heldBack(HttpRequest request, String why) {
        McpCall call;
        try {
            call = exchange(request).call();
        } catch (ProblemException unreadable) {
            call = new McpCall(Json.Obj.EMPTY);
        }
        Json answer =
                call.isToolList() ? ShownTools.NONE : McpResult.refusal("[Tollgate] This answer was held back: " + why);
        return output(STATUS_OK, message(call, RESULT, JsonText.writeBytes(answer)));
    }

    private static HttpResponse output(long status, byte[] body) {
        String begin = "{\"interceptorOutputVersion\":\"1.0\",\"mcp\":{\"transformedGatewayResponse\":{\"statusCode\":"
                + status + ",\"body\":";
        var bytes = new ByteArrayOutputStream(begin.length() + body.length + 4);
        bytes.writeBytes(begin.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        bytes.writeBytes("}}}".getBytes(StandardCharsets.US_ASCII));
        return HttpResponse.json(200, bytes.toByteArray());
    }
}
