package dev.tollgate.hook;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonParts;
import dev.tollgate.hook.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The bodies of requests. Arguments and results stand in them as they were written, byte for byte. */
final class Questions {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final Settings settings;

    Questions(Settings settings) {
        this.settings = settings;
    }

    byte[] evaluation(Call call) {
        var context = Json.object()
                .put("session_id", call.sessionId())
                .put("trace_id", call.traceId())
                .put("hook", settings.hook())
                .put("supported_obligations", Json.texts(settings.supportedObligations()))
                .put("reservation", call.reservation());
        String question = JsonText.write(Json.object()
                .put("subject", subject(call))
                .put("action", action(call.action()))
                .put("resource", resource(call))
                .put("context", context.build())
                .build());
        // The context is the last member, so that its end and the question's are the two last characters.
        String open = question.substring(0, question.length() - 2);
        return call.arguments()
                .map(arguments -> open + ",\"arguments\":" + arguments + "}}")
                .orElse(question)
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] resourceSearch(String agent, String server, Optional<String> pageToken) {
        var page = Json.object().put("limit", 1_000).put("token", pageToken);
        return JsonText.writeBytes(Json.object()
                .put("subject", entity("agent", agent))
                .put("action", action("tools/call"))
                .put(
                        "resource",
                        Json.object()
                                .put("type", "tool")
                                .put(
                                        "properties",
                                        Json.object().put("server", server).build())
                                .build())
                .put("page", page.build())
                .build());
    }

    /** Which of these? */
    byte[] searchAmong(Call like, List<String> ids, Optional<String> pageToken) {
        var page = Json.object().put("limit", 1_000).put("token", pageToken);
        var resource = Json.object()
                .put("type", like.type())
                .put("properties", Json.object().put("server", like.server()).build());
        var own = Json.object().put("among", Json.texts(ids)).build();
        return JsonText.writeBytes(Json.object()
                .put("subject", subject(like))
                .put("action", action(like.action()))
                .put("resource", resource.build())
                .put("options", Json.object().put("tollgate", own).build())
                .put("page", page.build())
                .build());
    }

    byte[] actionSearch(Call call) {
        return JsonText.writeBytes(Json.object()
                .put("subject", subject(call))
                .put("resource", resource(call))
                .put("page", Json.object().put("limit", 1_000).build())
                .build());
    }

    /** The result stands last, as of a request that is too large only what is before it is read. */
    byte[] submission(Decision.Allowed decision, Outcome outcome, Optional<JsonParts.Part> result) {
        Call call = decision.call();
        var members = Json.object()
                .put("decision_id", decision.decisionId())
                .put(
                        "outcome",
                        Json.object()
                                .put("status", outcome.status().word())
                                .put("duration_ms", Math.max(0, outcome.took().toMillis()))
                                .build())
                .put(
                        "context",
                        Json.object()
                                .put("trace_id", call.traceId())
                                .put("session_id", call.sessionId())
                                .build());
        if (decision.decisionId().isEmpty()) {
            members.put("subject", subject(call)).put("resource", resource(call));
        }
        String before = JsonText.write(members.build());
        var body = new ByteArrayOutputStream(
                before.length() + 16 + result.map(JsonParts.Part::length).orElse(0));
        body.writeBytes((before.substring(0, before.length() - 1) + ",\"result\":").getBytes(StandardCharsets.UTF_8));
        result.ifPresentOrElse(
                part -> body.write(part.text(), part.from(), part.length()), () -> body.writeBytes(NULL));
        body.write('}');
        return body.toByteArray();
    }

    private static Json subject(Call call) {
        return entity("agent", call.agent());
    }

    private static Json action(String name) {
        return Json.object().put("name", name).build();
    }

    private static Json entity(String type, String id) {
        return Json.object().put("type", type).put("id", id).build();
    }

    private static Json resource(Call call) {
        return Json.object()
                .put("type", call.type())
                .put("id", call.id())
                .put(
                        "properties",
                        Json.object()
                                .put("server", call.server())
                                .put("definition_digest", call.definitionDigest())
                                .build())
                .build();
    }
}
