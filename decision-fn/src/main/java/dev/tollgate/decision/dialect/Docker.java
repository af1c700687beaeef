package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.hook.McpCall;
import dev.tollgate.core.hook.McpResult;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.policy.Obligation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The interceptor {@code before:http} of Docker's MCP Gateway.
 *
 * <table>
 * <caption>What it cannot express (docs/hooks/docker.md)</caption>
 * <tr><td>other arguments, caps by decision<td>{@code obligation_unsupported}
 * <tr><td>throttle, step-up, redirect<td>a no whose text says what to do
 * <tr><td>sessions<td>are not told
 * <tr><td>pinned tools<td>no definitions are sent: {@code tool_changed}
 * </table>
 */
public final class Docker implements Dialect {
    /** The server of the tools, where the URL names no other. */
    public static final String NAME = "docker";

    private static final String PATH = "/hooks/docker/before";

    /** The interceptor after the call has only the answer: it can be redacted, by no profile of this decision. */
    private static final List<String> SUPPORTED = List.of(Obligation.REDACT);

    private final HookBody body = new HookBody();

    @Override
    public boolean takes(String path) {
        return path.equals(PATH);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Decisions decisions, Deadline deadline) throws ProblemException {
        var call = new McpCall(body.read(request));
        String server = request.query().getOrDefault("server", NAME);
        var asked = new Asked(
                NAME,
                Optional.empty(),
                new ToolName(server, EvaluationReader.requiredText(call.params(), "name", "params.name")),
                HookBody.arguments(call.params(), "arguments", "params.arguments"),
                Optional.empty(),
                SUPPORTED,
                Optional.empty());
        Ruling ruling = decisions.decide(request, asked, deadline);
        return ruling.named(ruling.allows() ? goOn() : instead(ruling.text()));
    }

    /** An empty body. */
    private static HttpResponse goOn() {
        return new HttpResponse(200, Map.of("cache-control", "no-store"), new byte[0]);
    }

    private static HttpResponse instead(String text) {
        return HttpResponse.json(200, McpResult.refusal(text));
    }

    @Override
    public HttpResponse refused(HttpRequest request, Problem problem) {
        return instead("Tollgate: " + problem.message() + " (" + problem.code() + ")");
    }
}
