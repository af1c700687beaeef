package dev.tollgate.core.journal;

import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.authzen.EvaluationRequest.Explain;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.json.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * One call that a hook let through without an answer.
 *
 * @param at when, by the hook's clock
 * @param server the MCP server; needed when the resource is a tool
 * @param argumentsDigest what the hook made of the arguments, {@code sha256:} and 64 hex digits
 * @param lastDecisionId of the answer that allowed to go on
 */
public record JournalledCall(
        Instant at,
        String subjectType,
        String subjectId,
        String action,
        String resourceType,
        String resourceId,
        Optional<String> server,
        Optional<String> argumentsDigest,
        Optional<String> sessionId,
        Optional<String> traceId,
        Optional<String> lastDecisionId) {

    /** The one reason why a hook goes on by itself. */
    static final String WHY = "no_answer";

    /** An agent's call of a tool. */
    public static JournalledCall ofTool(Instant at, String agent, String server, String tool) {
        return new JournalledCall(
                at,
                "agent",
                agent,
                "tools/call",
                "tool",
                tool,
                Optional.of(server),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same question that would have been asked, as far as it is told. */
    public Question question() {
        var properties = Json.object().put("server", server).build();
        var context = Json.object()
                .put("session_id", sessionId)
                .put("trace_id", traceId)
                .build();
        return Question.of(new EvaluationRequest(
                subjectType,
                subjectId,
                Json.Obj.EMPTY,
                action,
                Json.Obj.EMPTY,
                resourceType,
                resourceId,
                properties,
                context,
                Explain.NO,
                Optional.empty(),
                Optional.empty()));
    }

    Json.Obj toJson(long seq, String prev) {
        var resource = Json.object().put("type", resourceType).put("id", resourceId);
        server.ifPresent(name ->
                resource.put("properties", Json.object().put("server", name).build()));
        return Json.object()
                .put("seq", seq)
                .put("prev", prev)
                .put("at", at.toString())
                .put(
                        "subject",
                        Json.object()
                                .put("type", subjectType)
                                .put("id", subjectId)
                                .build())
                .put("action", Json.object().put("name", action).build())
                .put("resource", resource.build())
                .put("arguments_digest", argumentsDigest)
                .put("session_id", sessionId)
                .put("trace_id", traceId)
                .put("why", WHY)
                .put("last_decision_id", lastDecisionId)
                .build();
    }
}
