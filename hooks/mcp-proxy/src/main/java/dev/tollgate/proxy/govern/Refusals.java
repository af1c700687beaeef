package dev.tollgate.proxy.govern;

import dev.tollgate.hook.Decision;
import dev.tollgate.hook.json.Json;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.ModernRequest;
import dev.tollgate.proxy.message.Replies;
import java.util.List;
import java.util.Optional;

/** Refusals as a client understands them. */
final class Refusals {
    private final Governance.Refusal form;

    Refusals(Governance.Refusal form) {
        this.form = form;
    }

    byte[] of(Message.Request request, Decision.Refusal refusal) {
        String text = "[Tollgate] " + refusal.reason().code() + ": "
                + refusal.reason().message();
        if (isToolCall(request) && form == Governance.Refusal.RESULT) {
            return Replies.result(request.id(), toolError(text, request));
        }
        return switch (refusal) {
            case Decision.Denied denied ->
                Replies.error(Optional.of(request.id()), Replies.DENIED, text, Optional.of(data(denied)));
            case Decision.Throttled throttled ->
                Replies.error(
                        Optional.of(request.id()),
                        Replies.THROTTLED,
                        text,
                        Optional.of(data(throttled)
                                .with(
                                        "retry_after_ms",
                                        Json.of(throttled.retryAfter().toMillis()))));
            case Decision.Unavailable unavailable ->
                Replies.error(Optional.of(request.id()), Replies.INTERNAL, text, Optional.of(data(unavailable)));
        };
    }

    private static Json.Obj data(Decision.Refusal refusal) {
        return Json.object().put("reason", refusal.reason().code()).build();
    }

    byte[] heldBack(Message.Request request, String reason) {
        String text = "[Tollgate] This answer was held back: " + reason + ".";
        return isToolCall(request)
                ? Replies.result(request.id(), toolError(text, request))
                : Replies.error(request.id(), Replies.INTERNAL, text);
    }

    /** The server did not answer this call, whatever became of it. */
    byte[] noAnswer(Message.Request request, String why) {
        return Replies.error(request.id(), Replies.INTERNAL, "[Tollgate] There is no answer: " + why + ".");
    }

    private static boolean isToolCall(Message.Request request) {
        return request.method().equals("tools/call");
    }

    private static Json.Obj toolError(String text, Message.Request request) {
        Json.Obj said = Json.object().put("type", "text").put("text", text).build();
        var result = Json.object();
        if (ModernRequest.isModern(request)) {
            result.put("resultType", "complete");
        }
        return result.put("content", new Json.Arr(List.of(said)))
                .put("isError", Json.of(true))
                .build();
    }
}
