package dev.tollgate.core.authzen;

import dev.tollgate.core.SortableTime;
import dev.tollgate.core.authzen.EvaluationRequest.Explain;
import dev.tollgate.core.http.Problem;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Reservation;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers as JSON. What an AuthZEN client compares comes first and alone; the rest is in {@code context}. */
public final class EvaluationJson {
    private EvaluationJson() {}

    /** @param decisionId the record's id; empty when there is no record */
    public static Json.Obj single(Decision decision, Optional<String> decisionId, String bundle, Explain explain) {
        return answer(decision, whole(decision, decisionId, bundle, explain));
    }

    /** So that the same batch gives the same bytes, an item says no more than the hook needs unless it is asked to. */
    public static Json.Obj item(Decision decision, Optional<String> decisionId, String bundle, Explain explain) {
        return answer(
                decision,
                explain == Explain.NO ? needed(Json.object(), decision) : whole(decision, decisionId, bundle, explain));
    }

    public static Json.Obj item(Problem problem) {
        Json.Obj error = Json.object()
                .put("status", problem.status())
                .put("message", problem.message())
                .build();
        return Json.object()
                .put("decision", Json.of(false))
                .put("context", Json.object().put("error", error).build())
                .build();
    }

    private static Json.Obj answer(Decision decision, Json.Members context) {
        var answer = Json.object().put("decision", Json.of(decision.allows()));
        Json.Obj built = context.build();
        if (!built.members().isEmpty()) {
            answer.put("context", built);
        }
        return answer.build();
    }

    private static Json.Members needed(Json.Members context, Decision decision) {
        decision.retryAfter().ifPresent(wait -> context.put("retry_after_ms", wait.toMillis()));
        if (decision.taken().reservation() instanceof ReservationMark.Held(Reservation reservation)) {
            context.put("reservation", reservation(reservation));
        }
        if (!decision.obligations().isEmpty()) {
            context.put("obligations", obligations(decision.obligations()));
        }
        decision.redirect()
                .ifPresent(to -> context.put(
                        "redirect",
                        Json.object()
                                .put("server", to.server())
                                .put("tool", to.tool())
                                .build()));
        accessRequest(decision.taken().approval()).ifPresent(request -> context.put("access_request", request));
        return context;
    }

    /** AuthZEN access-request profile. */
    private static Optional<Json> accessRequest(ApprovalMark mark) {
        return switch (mark) {
            case ApprovalMark.Awaited awaited ->
                Optional.of(Json.object()
                        .put("id", awaited.id())
                        .put("endpoint", awaited.endpoint())
                        .put("expires_at", SortableTime.text(awaited.expires()))
                        .build());
            case ApprovalMark.Lost lost -> accessRequest(lost.now());
            case ApprovalMark.None none -> Optional.empty();
            case ApprovalMark.Declined declined -> Optional.empty();
            case ApprovalMark.Used used -> Optional.empty();
        };
    }

    private static Json.Members whole(Decision decision, Optional<String> decisionId, String bundle, Explain explain) {
        var context = Json.object().put("effect", decision.answer().word()).put("reason", reason(decision.reason()));
        needed(context, decision);
        if (decision.goesOnWithoutAnswer()) {
            context.put("on_failure", "allow");
        }
        context.put("decision_id", decisionId);
        if (!bundle.isEmpty()) {
            context.put("bundle", bundle);
        }
        decision.wouldBe()
                .ifPresent(would -> context.put(
                        "would_be",
                        Json.object()
                                .put("effect", would.answer().word())
                                .put("reason", reason(would.reason()))
                                .build()));
        if (explain == Explain.FULL && !decision.trace().isEmpty()) {
            context.put(
                    "trace",
                    new Json.Arr(
                            decision.trace().stream().map(EvaluationJson::step).toList()));
        }
        return context;
    }

    private static Json reservation(Reservation reservation) {
        return Json.object()
                .put("id", reservation.id())
                .put("not_before", SortableTime.text(reservation.notBefore()))
                .put("expires_at", SortableTime.text(reservation.expires()))
                .build();
    }

    /** AuthZEN obligations profile 1.0. */
    private static Json obligations(List<Obligation> obligations) {
        var items = new ArrayList<Json>();
        for (Obligation obligation : obligations) {
            items.add(Json.object()
                    .put("id", "o" + (items.size() + 1))
                    .put("type", obligation.type())
                    .put("properties", obligation.properties())
                    .build());
        }
        return new Json.Arr(items);
    }

    private static Json reason(Reason reason) {
        return Json.object()
                .put("code", reason.code().word())
                .put("message", reason.message())
                .put("policy", reason.policy())
                .put("rule", reason.rule())
                .build();
    }

    private static Json step(Step step) {
        return Json.object()
                .put("policy", step.policy())
                .put("rule", step.rule())
                .put("effect", step.effect().word())
                .put(
                        "mode",
                        step.mode() == Mode.MONITOR ? Optional.of(step.mode().word()) : Optional.empty())
                .put("outcome", step.outcome())
                .put("because", step.because())
                .build();
    }
}
