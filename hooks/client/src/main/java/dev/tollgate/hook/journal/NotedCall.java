package dev.tollgate.hook.journal;

import dev.tollgate.hook.json.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * A call that went on without an answer.
 *
 * @param at when, by this machine's clock
 * @param argumentsDigest of the arguments' RFC 8785 form
 * @param lastDecisionId of the answer that said that it may go on
 */
public record NotedCall(
        Instant at,
        String agent,
        String action,
        String type,
        String id,
        String server,
        Optional<String> argumentsDigest,
        Optional<String> sessionId,
        Optional<String> traceId,
        String lastDecisionId) {

    Json.Obj toJson(long seq, String prev) {
        return Json.object()
                .put("seq", seq)
                .put("prev", prev)
                .put("at", at.toString())
                .put(
                        "subject",
                        Json.object().put("type", "agent").put("id", agent).build())
                .put("action", Json.object().put("name", action).build())
                .put(
                        "resource",
                        Json.object()
                                .put("type", type)
                                .put("id", id)
                                .put(
                                        "properties",
                                        Json.object().put("server", server).build())
                                .build())
                .put("arguments_digest", argumentsDigest)
                .put("session_id", sessionId)
                .put("trace_id", traceId)
                .put("why", "no_answer")
                .put("last_decision_id", lastDecisionId)
                .build();
    }
}
