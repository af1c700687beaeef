package dev.tollgate.decision;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.authzen.ApprovalMark;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.authzen.PlanMark;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.authzen.ReservationMark;
import dev.tollgate.core.authzen.StepReference;
import dev.tollgate.core.authzen.Taken.TakenLimit;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Reservation;
import dev.tollgate.core.policy.AnswerDuties;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Obligation;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.RuleName;
import dev.tollgate.core.policy.Vocabulary;
import dev.tollgate.core.reception.Arrival;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.decision.ActiveBundle.Loaded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a record says of one question. A word stands there as it is when it is one of the bundle's or the registry's;
 * whatever only the caller says becomes a pseudonym.
 */
final class DecisionRecord {
    /** The hooks that Tollgate ships or speaks to, with their version. */
    private static final Pattern KNOWN_HOOK = Pattern.compile(
            "(mcp-proxy|client|claude-code|acs|agentcore|docker|toolhive)(/[0-9]{1,3}(\\.[0-9]{1,3}){0,2})?");

    private static final List<String> OF_THE_CALL =
            List.of("item", "agent", "owner", "user", "action", "server", "tool", "session", "trace", "hook", "bundle");

    private final Pseudonyms pseudonyms;
    private final Vocabulary vocabulary;
    private final Json caller;

    DecisionRecord(Arrival<Loaded> arrival) {
        this.pseudonyms = arrival.pseudonyms();
        this.vocabulary = arrival.loaded().vocabulary();
        this.caller = arrival.callerOnRecord();
    }

    /**
     * @param place the question's place in its batch, from 0
     * @param tookMicros from the request's arrival until now
     */
    Json.Obj ofDecision(DecisionFlow.Decided decided, String bundle, Optional<Integer> place, long tookMicros) {
        Decision decision = decided.decision();
        var members = Json.object();
        place.ifPresent(item -> members.put("item", item));
        question(members, decided.question(), decided.agent(), decided.tool());
        members.put("effect", decision.answer().word())
                .put("reason", decision.reason().code().word())
                .put("policy", decision.reason().policy())
                .put("rule", decision.reason().rule())
                .put("bundle", bundle);
        if (!decided.posture().isNormal()) {
            members.put("posture", decided.posture().posture().word())
                    .put("posture_scope", decided.posture().scope().word());
        }
        if (!decision.taken().limits().isEmpty()) {
            members.put(
                    "limits",
                    new Json.Arr(decision.taken().limits().stream()
                            .map(DecisionRecord::limit)
                            .toList()));
        }
        if (decided.costFactor() > 1) {
            members.put("tightened", decided.costFactor());
        }
        plan(members, decision.taken().plan(), decided.question().request().plan());
        reservation(
                members,
                decision.taken().reservation(),
                decided.question().request().reservation());
        List<Json> approvals = approvals(decision.taken().approval());
        if (!approvals.isEmpty()) {
            members.put("approvals", new Json.Arr(approvals));
        }
        decision.retryAfter().ifPresent(wait -> members.put("retry_after_ms", wait.toMillis()));
        if (!decision.obligations().isEmpty()) {
            members.put(
                    "obligations",
                    Json.texts(decision.obligations().stream()
                            .map(Obligation::type)
                            .toList()));
            AnswerDuties.of(decision.obligations()).ifPresent(duties -> members.put("answer", duties.toJson()));
        }
        if (decision.allows() && !returned(decided).isEmpty()) {
            members.put("labels", Json.texts(returned(decided)));
        }
        if (!decision.exemptions().isEmpty()) {
            members.put("exceptions", Json.texts(decision.exemptions()));
        }
        decision.wouldBe().ifPresent(would -> members.put("would_be", wouldBe(would)));
        return members.put("caller", caller).put("took_us", tookMicros).build();
    }

    /** Labels of what the tool answers. */
    private static List<String> returned(DecisionFlow.Decided decided) {
        return decided.tool().map(tool -> tool.entry().returns()).orElse(List.of());
    }

    /** @param allowed the record of a decision that was answered with a no after all */
    Json.Obj ofWithdrawal(SealedRecord allowed) {
        var members = Json.object().put("withdraws", allowed.id());
        for (String name : OF_THE_CALL) {
            allowed.content().get(name).ifPresent(value -> members.put(name, value));
        }
        return members.put("effect", Decision.Answer.DENY.word())
                .put("reason", ReasonCode.STORE_UNAVAILABLE.word())
                .put("caller", caller)
                .build();
    }

    Json.Obj ofScopeViolation(Question question, Optional<Integer> place, long tookMicros) {
        var members = Json.object().put("event", "outside_scope");
        place.ifPresent(item -> members.put("item", item));
        question(members, question, Optional.empty(), Optional.empty());
        return members.put("caller", caller).put("took_us", tookMicros).build();
    }

    Json.Obj ofSearch(SearchRequest.Kind kind, Question question, int results, String bundle, long tookMicros) {
        var members = Json.object().put("search", kind.word());
        question(members, question, Optional.empty(), Optional.empty());
        return members.put("results", results)
                .put("bundle", bundle)
                .put("caller", caller)
                .put("took_us", tookMicros)
                .build();
    }

    private void question(Json.Members members, Question question, Optional<Agent> agent, Optional<Call.Tool> tool) {
        EvaluationRequest request = question.request();
        if (agent.isPresent()) {
            members.put("agent", agent.get().id());
            members.put("owner", pseudonyms.of("person", agent.get().owner()));
        } else {
            members.put("subject_type", known("word", question.subjectType()));
            members.put("subject", subject(question));
        }
        question.onBehalfOf().ifPresent(user -> members.put("user", pseudonyms.of("person", user)));
        members.put("action", known("word", request.action()));
        if (tool.isPresent()) {
            members.put("server", tool.get().server());
            members.put("tool", known("tool", tool.get().name()));
        } else {
            members.put("resource_type", known("word", request.resourceType()));
            members.put("resource", pseudonyms.of("resource", request.resourceId()));
        }
        question.arguments().ifPresent(arguments -> members.put("args", pseudonyms.digestOf(arguments)));
        request.context().text("session_id").ifPresent(id -> members.put("session", pseudonyms.of("session", id)));
        request.context().text("trace_id").ifPresent(id -> members.put("trace", pseudonyms.of("trace", id)));
        request.context().text("hook").ifPresent(hook -> members.put("hook", hook(hook)));
    }

    /** Who is no agent is a person, with a key of their own; whoever makes up agents is not given keys for them. */
    private String subject(Question question) {
        boolean isSaidToBeAgent = question.subjectType().equals("agent");
        return pseudonyms.of(isSaidToBeAgent ? "agent" : "person", question.subjectId());
    }

    /** An id that no plan of ours was found for may be anything, so only its pseudonym stands here. */
    private void plan(Json.Members members, PlanMark mark, Optional<StepReference> claimed) {
        switch (mark) {
            case PlanMark.Preflight(Optional<String> planId) -> {
                members.put("preflight", Json.of(true));
                planId.ifPresent(
                        id -> members.put("plan", Json.object().put("id", id).build()));
            }
            case PlanMark.Used used ->
                claimed.ifPresent(step -> members.put("plan", step("used", step.planId(), step)));
            case PlanMark.NotUsed notUsed ->
                claimed.ifPresent(step -> members.put("plan", step("not_used", step.planId(), step)));
            case PlanMark.None none ->
                claimed.ifPresent(step ->
                        members.put("plan", step("not_used", pseudonyms.of("plan", step.planId()), step)));
        }
    }

    private static Json step(String use, String id, StepReference step) {
        return Json.object()
                .put("id", id)
                .put("step", step.place())
                .put("use", use)
                .build();
    }

    /** As for plans: of an id that may be anything, only the pseudonym. */
    private void reservation(Json.Members members, ReservationMark mark, Optional<String> claimed) {
        switch (mark) {
            case ReservationMark.Held(Reservation reservation) ->
                members.put("reservation", reservation("held", reservation.id()));
            case ReservationMark.Used used ->
                claimed.ifPresent(id -> members.put("reservation", reservation("used", id)));
            case ReservationMark.NotUsed notUsed ->
                claimed.ifPresent(id -> members.put("reservation", reservation("not_used", id)));
            case ReservationMark.None none ->
                claimed.ifPresent(
                        id -> members.put("reservation", reservation("not_used", pseudonyms.of("reservation", id))));
        }
    }

    private static Json reservation(String use, String id) {
        return Json.object().put("id", id).put("use", use).build();
    }

    private static List<Json> approvals(ApprovalMark mark) {
        return switch (mark) {
            case ApprovalMark.None none -> List.of();
            case ApprovalMark.Awaited awaited -> List.of(approval(awaited.id(), awaited.rule(), "awaited"));
            case ApprovalMark.Declined(String id, RuleName rule) -> List.of(approval(id, rule, "declined"));
            case ApprovalMark.Used(List<ApprovalMark.Grant> grants) ->
                grants.stream()
                        .map(grant -> approval(
                                grant.id(),
                                grant.rule(),
                                switch (grant.use()) {
                                    case USED -> "used";
                                    case REPEATS -> "repeats";
                                    case FORESEEN -> "foreseen";
                                }))
                        .toList();
            case ApprovalMark.Lost(List<ApprovalMark.Grant> grants, ApprovalMark now) -> {
                var all = new ArrayList<>(approvals(now));
                grants.forEach(grant -> all.add(approval(grant.id(), grant.rule(), "lost")));
                yield all;
            }
        };
    }

    private static Json approval(String id, RuleName rule, String use) {
        return Json.object()
                .put("id", id)
                .put("policy", rule.policy())
                .put("rule", rule.rule())
                .put("use", use)
                .build();
    }

    private String known(String what, String word) {
        return vocabulary.knows(word) ? word : pseudonyms.of(what, word);
    }

    private String hook(String hook) {
        return KNOWN_HOOK.matcher(hook).matches() ? hook : pseudonyms.of("hook", hook);
    }

    private static Json wouldBe(Decision.WouldBe would) {
        return Json.object()
                .put("effect", would.answer().word())
                .put("reason", would.reason().code().word())
                .put("policy", would.reason().policy())
                .put("rule", would.reason().rule())
                .build();
    }

    private static Json limit(TakenLimit limit) {
        var members = Json.object().put("name", limit.name());
        limit.remaining().ifPresent(remaining -> members.put("remaining", remaining));
        return members.build();
    }
}
