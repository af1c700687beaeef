package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.Approval.State;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.ApprovalStore;
import dev.tollgate.core.approval.AskedCall;
import dev.tollgate.core.approval.GrantUse;
import dev.tollgate.core.approval.SealedCall;
import dev.tollgate.core.authzen.ApprovalMark;
import dev.tollgate.core.authzen.ApprovalMark.Grant;
import dev.tollgate.core.authzen.ApprovalMark.Use;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.RuleName;
import dev.tollgate.core.policy.Verdict;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.decision.DecisionFlow.Decided;
import dev.tollgate.decision.Reception.Visit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds out whether somebody has approved what a rule asks approval for, and asks for it when nobody was asked yet. What
 * a call uses of grants is written later, with its record.
 */
final class ApprovalGate {
    private static final int MOST_PENDING = 100;
    /** Rules that one call may need approval by. */
    private static final int MOST_RULES = 8;

    private static final ApprovalMark NONE = new ApprovalMark.None();

    private final ApprovalStore store;
    private final SealedCall sealing;
    private final Supplier<String> nonces;
    private final String url;
    private final InstantSource clock;

    /**
     * @param nonces gives one that nobody can guess, each time
     * @param url what callers know the API by, without a slash at the end
     */
    ApprovalGate(ApprovalStore store, SealedCall sealing, Supplier<String> nonces, String url, InstantSource clock) {
        this.store = store;
        this.sealing = sealing;
        this.nonces = nonces;
        this.url = url;
        this.clock = clock;
    }

    record Weighed(Verdict verdict, Approved approved) {
        static Weighed of(Verdict verdict) {
            return new Weighed(verdict, Approved.NOTHING);
        }
    }

    /** @param policies what they say when these rules are approved */
    Weighed weigh(Question question, Function<Set<RuleName>, Verdict> policies, Visit visit, Deadline deadline)
            throws StoreException {
        var granted = new ArrayList<Found.Granted>();
        Verdict verdict = policies.apply(Set.of());
        while (verdict.awaits().isPresent()) {
            if (granted.size() == MOST_RULES) {
                return Weighed.of(verdict);
            }
            RuleName rule = ruleOf(verdict.reason());
            switch (find(question, rule, visit, deadline)) {
                case Found.Granted grant -> granted.add(grant);
                case Found.Not(Approved not) -> {
                    return new Weighed(verdict, not);
                }
            }
            verdict = policies.apply(granted.stream().map(Found.Granted::rule).collect(Collectors.toSet()));
        }
        return new Weighed(verdict, granted.isEmpty() ? Approved.NOTHING : approved(granted));
    }

    /**
     * Looks once more, after what it was allowed with could not be used: it is allowed if everything is there again, and
     * else waits for somebody's approval like a call that nobody approved.
     */
    Decided again(Decided decided, Visit visit, Deadline deadline) throws StoreException {
        if (!(decided.decision().taken().approval() instanceof ApprovalMark.Used(List<Grant> grants))) {
            return decided;
        }
        var granted = new ArrayList<Found.Granted>();
        for (Grant grant : grants) {
            switch (find(decided.question(), grant.rule(), visit, deadline)) {
                case Found.Granted there -> granted.add(there);
                case Found.Not(Approved not) -> {
                    return lost(decided, grant.rule(), not, visit);
                }
            }
        }
        Approved approved = approved(granted);
        return decided.with(decided.decision().with(approved.mark()), approved.uses());
    }

    /** A call whose grants are left alone. */
    static Decided refused(Decided decided, String message, Visit visit) {
        return decided.uses().isEmpty()
                ? decided
                : lost(decided, decided.uses().getFirst().rule(), Approved.not(NONE, message), visit);
    }

    private static Decided lost(Decided decided, RuleName rule, Approved now, Visit visit) {
        List<Grant> grants =
                decided.decision().taken().approval() instanceof ApprovalMark.Used(List<Grant> used) ? used : List.of();
        String message = now.message()
                .or(() -> visit.loaded().engine().bundle().rule(rule).flatMap(Rule::reason))
                .orElse("This call needs somebody's approval, and the one that was there is used up.");
        Decision denied = decided.decision()
                .denied(
                        new Reason(
                                ReasonCode.APPROVAL_REQUIRED,
                                message,
                                Optional.of(rule.policy()),
                                Optional.of(rule.rule())),
                        decided.decision().taken().limits());
        return decided.with(denied.with(new ApprovalMark.Lost(grants, now.mark())), List.of());
    }

    private static RuleName ruleOf(Reason reason) {
        return new RuleName(reason.policy().orElseThrow(), reason.rule().orElseThrow());
    }

    private static Approved approved(List<Found.Granted> granted) {
        var grants = new ArrayList<Grant>();
        var uses = new ArrayList<GrantUse>();
        for (Found.Granted grant : granted) {
            switch (grant) {
                case Found.Granted.Anew(GrantUse use) -> {
                    grants.add(new Grant(use.id().text(), use.rule(), Use.USED));
                    uses.add(use);
                }
                case Found.Granted.Repeated(ApprovalId id, RuleName rule) ->
                    grants.add(new Grant(id.text(), rule, Use.REPEATS));
            }
        }
        return new Approved(new ApprovalMark.Used(grants), Optional.empty(), uses);
    }

    /** What there is for one call and one rule. */
    private sealed interface Found {
        sealed interface Granted extends Found {
            RuleName rule();

            record Anew(GrantUse use) implements Granted {
                @Override
                public RuleName rule() {
                    return use.rule();
                }
            }

            /** The same request has used the grant before. */
            record Repeated(ApprovalId id, RuleName rule) implements Granted {}
        }

        record Not(Approved approved) implements Found {}
    }

    private Found find(Question question, RuleName rule, Visit visit, Deadline deadline) throws StoreException {
        String digest = question.digest(visit.pseudonyms());
        String call = ApprovalId.callOf(visit.pseudonyms(), digest, rule);
        Optional<String> mark = visit.grants().mark(call);
        Optional<Approval> there = store.find(call, deadline);
        Instant now = clock.instant();
        if (there.isPresent() && there.get().usedSince(now.minus(Approval.REPEATS)) && mark.isPresent()) {
            Optional<GrantUse.Made> made = store.use(call, mark.get(), deadline)
                    .filter(use -> use.at().isAfter(now.minus(Approval.REPEATS)))
                    .filter(use -> !isTakenBack(use, there.get()));
            if (made.isPresent()) {
                return new Found.Granted.Repeated(made.get().id(), rule);
            }
        }
        if (there.isEmpty() || !there.get().standsAt(now)) {
            return new Found.Not(
                    ask(question, digest, new ApprovalId(call, nonces.get()), rule, there, visit, deadline));
        }
        return standing(there.get(), mark, now, visit);
    }

    private Found standing(Approval approval, Optional<String> mark, Instant now, Visit visit) {
        RuleName rule = approval.call().rule();
        return switch (approval.state()) {
            case State.Granted granted ->
                visit.grants().take(approval, granted)
                        ? new Found.Granted.Anew(new GrantUse(approval.id(), rule, mark))
                        : new Found.Not(Approved.not(
                                NONE,
                                "Other calls of the same request use up what was approved. Ask for this one alone."));
            case State.Pending pending -> new Found.Not(Approved.not(awaited(approval)));
            case State.Declined(Optional<String> reason) ->
                new Found.Not(Approved.not(
                        new ApprovalMark.Declined(approval.id().text(), rule),
                        "Somebody has looked at this call and denied it"
                                + reason.map(why -> ": " + why).orElse(".")));
        };
    }

    private static boolean isTakenBack(GrantUse.Made use, Approval there) {
        return there.state() instanceof State.Declined && there.id().equals(use.id());
    }

    private Approved ask(
            Question question,
            String digest,
            ApprovalId id,
            RuleName rule,
            Optional<Approval> instead,
            Visit visit,
            Deadline deadline)
            throws StoreException {
        Approval request =
                Approval.asked(id, call(question, digest, rule), clock.instant(), instead.flatMap(Approval::lastUse));
        byte[] sealed = sealing.seal(id, shown(question), visit.pseudonyms());
        return store.ask(request, sealed, instead, MOST_PENDING, deadline)
                .map(there -> Approved.not(
                        there.isPendingAt(request.asked())
                                ? awaited(there)
                                // Somebody has decided it in this very moment. It counts when the call is asked again.
                                : NONE))
                .orElseGet(() -> Approved.not(
                        NONE,
                        "This call needs somebody's approval, but " + MOST_PENDING
                                + " calls of this agent wait for theirs already. Ask again when some are decided."));
    }

    private ApprovalMark awaited(Approval approval) {
        String id = approval.id().text();
        return new ApprovalMark.Awaited(
                id, approval.call().rule(), url + ApprovalDesk.PATH + "/" + id, approval.expires());
    }

    private static AskedCall call(Question question, String digest, RuleName rule) {
        var request = question.request();
        return new AskedCall(
                question.subjectType(),
                question.subjectId(),
                request.resourceProperties().text("server"),
                request.resourceType(),
                request.resourceId(),
                digest,
                rule);
    }

    /** Everything that the digest covers. */
    private static Json.Obj shown(Question question) {
        var request = question.request();
        var shown = Json.object().put("user", question.onBehalfOf()).put("action", request.action());
        if (!request.actionProperties().members().isEmpty()) {
            shown.put("action_properties", request.actionProperties());
        }
        shown.put(
                "resource",
                Json.object()
                        .put("type", request.resourceType())
                        .put("id", request.resourceId())
                        .put("properties", request.resourceProperties())
                        .build());
        question.arguments().ifPresent(arguments -> shown.put("arguments", arguments));
        return shown.build();
    }
}
