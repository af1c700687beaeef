package dev.tollgate.hook;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonParts;
import dev.tollgate.hook.json.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what Tollgate answers. Whatever is not understood is a refusal. */
final class Answers {
    private static final Duration UNKNOWN_WAIT = Duration.ofSeconds(1);

    private final Settings settings;

    Answers(Settings settings) {
        this.settings = settings;
    }

    /** @param body of an answer with status 200 */
    Decision decision(Call call, Json.Obj body) {
        Json.Obj context = body.object("context").orElse(Json.Obj.EMPTY);
        Optional<Json> decision = body.get("decision");
        if (decision.equals(Optional.of(Json.Bool.TRUE))) {
            return allowed(call, context);
        }
        if (!decision.equals(Optional.of(Json.Bool.FALSE))) {
            return Decision.Unavailable.because("the answer is none");
        }
        return context.text("effect").equals(Optional.of("throttle"))
                ? throttled(context)
                : new Decision.Denied(reason(context));
    }

    private Decision allowed(Call call, Json.Obj context) {
        Optional<String> id = context.text("decision_id");
        if (id.isEmpty()) {
            return Decision.Unavailable.because("the answer names no decision");
        }
        List<Obligation> obligations = context.items("obligations").stream()
                .map(each -> each instanceof Json.Obj object ? Obligation.read(object) : new Obligation.Unknown(""))
                .toList();
        Optional<String> unsupported = obligations.stream()
                .filter(each -> !(each instanceof Obligation.Warn))
                .filter(each -> each instanceof Obligation.Unknown
                        || !settings.supportedObligations().contains(each.type()))
                .map(Obligation::type)
                .findFirst();
        if (unsupported.isPresent()) {
            return new Decision.Denied(new Reason(
                    "obligation_unsupported",
                    "The call is allowed only with the obligation '" + unsupported.get()
                            + "', which this hook cannot fulfil."));
        }
        return new Decision.Allowed(call, id, obligations);
    }

    private static Decision throttled(Json.Obj context) {
        Duration wait = context.integer("retry_after_ms")
                .filter(ms -> ms >= 0)
                .map(Duration::ofMillis)
                .orElse(UNKNOWN_WAIT);
        return new Decision.Throttled(
                reason(context), wait, context.object("reservation").flatMap(reservation -> reservation.text("id")));
    }

    private static Reason reason(Json.Obj context) {
        Json.Obj reason = context.object("reason").orElse(Json.Obj.EMPTY);
        String message = reason.text("message").orElse("Tollgate does not allow this call.");
        return new Reason(reason.text("code").orElse("denied_by_policy"), message + next(context));
    }

    /** What the agent can do about it, where only the context says it. */
    private static String next(Json.Obj context) {
        Optional<String> redirect = context.object("redirect")
                .flatMap(to -> to.text("tool")
                        .map(tool -> " Use "
                                + to.text("server").map(server -> server + "/").orElse("") + tool + " instead."));
        Optional<String> approval = context.object("access_request")
                .flatMap(request -> request.text("id"))
                .map(id -> " The request for approval is " + id + ".");
        return redirect.orElse("") + approval.orElse("");
    }

    static Redaction redaction(byte[] body) {
        try {
            Map<String, JsonParts.Part> members = JsonParts.members(body, 0, body.length);
            String action = text(members, "action").orElse("");
            return switch (action) {
                case "passed", "redacted", "truncated" ->
                    members.containsKey("result")
                            ? new Redaction.Visible(members.get("result"), action)
                            : new Redaction.HeldBack("no_result");
                case "blocked" -> new Redaction.HeldBack(text(members, "reason").orElse("blocked"));
                default -> new Redaction.HeldBack("no_answer");
            };
        } catch (JsonException notJson) {
            return new Redaction.HeldBack("no_answer");
        }
    }

    private static Optional<String> text(Map<String, JsonParts.Part> members, String name) throws JsonException {
        return members.containsKey(name) ? members.get(name).string() : Optional.empty();
    }

    /** The message of an answer that is none, for people; it says nothing of the call. */
    static String problem(Api.Answer answer) {
        try {
            return JsonText.readObject(answer.body())
                    .object("error")
                    .flatMap(error -> error.text("code"))
                    .map(code -> "Tollgate answered with status " + answer.status() + ", " + code)
                    .orElse("Tollgate answered with status " + answer.status());
        } catch (JsonException notJson) {
            return "what answers at Tollgate's address is not Tollgate (status " + answer.status() + ")";
        }
    }
}
