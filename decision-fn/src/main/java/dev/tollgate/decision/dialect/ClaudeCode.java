package dev.tollgate.decision.dialect;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.hook.CallName;
import dev.tollgate.core.hook.ToolName;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Obligation;
import java.util.List;
import java.util.Optional;

/**
 * Claude Code's event {@code PreToolUse}, as its hooks of type {@code http} send it.
 *
 * <table>
 * <caption>What it cannot express (docs/hooks/claude-code.md)</caption>
 * <tr><td>throttle<td>a deny, with the time to wait in the reason
 * <tr><td>step-up, redirect, plans<td>no members: the reason says what to do
 * <tr><td>pinned tools<td>no definitions are sent: {@code tool_changed}
 * </table>
 */
public final class ClaudeCode implements Dialect {
    /** In names of calls; the event after the call has the same. */
    public static final String NAME = "claude-code";

    private static final String PATH = "/hooks/claude-code/pre-tool-use";
    private static final String EVENT = "PreToolUse";

    /** The event after the call has the answer redacted; what it cannot do is log in more strongly. */
    private static final List<String> SUPPORTED =
            List.of(Obligation.CAP_RESPONSE, Obligation.REDACT, Obligation.REWRITE_ARGUMENTS, Obligation.WARN);

    private final HookBody body = new HookBody();

    @Override
    public boolean takes(String path) {
        return path.equals(PATH);
    }

    @Override
    public HttpResponse answer(HttpRequest request, Decisions decisions, Deadline deadline) throws ProblemException {
        Asked asked = asked(body.read(request));
        Ruling ruling = decisions.decide(request, asked, deadline);
        return ruling.named(told(ruling, asked, request));
    }

    private static HttpResponse told(Ruling ruling, Asked asked, HttpRequest request) {
        if (ruling.waitsForApproval() && leavesApprovalToThePerson(request)) {
            return permission("ask", ruling.text());
        }
        return ruling.allows() ? allowed(ruling, asked) : permission("deny", ruling.text());
    }

    private static Asked asked(Json.Obj event) throws ProblemException {
        String name = EvaluationReader.requiredText(event, "tool_name", "tool_name");
        Optional<String> session = EvaluationReader.optionalText(event, "session_id", "session_id");
        Optional<CallName> call = EvaluationReader.optionalText(event, "tool_use_id", "tool_use_id")
                .map(id -> new CallName(NAME, session.orElse(""), id));
        return new Asked(
                NAME,
                Optional.empty(),
                ToolName.ofClaudeCode(name, NAME),
                HookBody.arguments(event, "tool_input", "tool_input"),
                session,
                SUPPORTED,
                call);
    }

    /** An explicit {@code allow} would skip what the person is asked anyway. */
    private static HttpResponse allowed(Ruling ruling, Asked asked) {
        var answer = Json.object();
        if (!ruling.warnings().isEmpty()) {
            answer.put("systemMessage", "Tollgate: " + String.join(" ", ruling.warnings()));
        }
        ruling.rewritten(asked.arguments())
                .ifPresent(arguments -> answer.put(
                        "hookSpecificOutput",
                        Json.object()
                                .put("hookEventName", EVENT)
                                .put("updatedInput", arguments)
                                .build()));
        return HttpResponse.json(200, answer.build());
    }

    /** Who set the hook up may say that approvals are for those who were named to give them, and nobody else. */
    private static boolean leavesApprovalToThePerson(HttpRequest request) {
        return request.header("tollgate-approval").filter("deny"::equals).isEmpty();
    }

    @Override
    public HttpResponse refused(HttpRequest request, Problem problem) {
        return permission("deny", "Tollgate: " + problem.message() + " (" + problem.code() + ")");
    }

    private static HttpResponse permission(String decision, String reason) {
        return HttpResponse.json(
                200,
                Json.object()
                        .put(
                                "hookSpecificOutput",
                                Json.object()
                                        .put("hookEventName", EVENT)
                                        .put("permissionDecision", decision)
                                        .put("permissionDecisionReason", reason)
                                        .build())
                        .build());
    }
}
