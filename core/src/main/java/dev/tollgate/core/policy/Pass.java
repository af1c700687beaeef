package dev.tollgate.core.policy;

import dev.tollgate.core.policy.ReadyPolicy.ReadyRule;
import dev.tollgate.core.policy.expr.Outcome;
import dev.tollgate.core.scan.JsonScan.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of the rules over one call: what those say that count, and what all of them say. */
final class Pass {
    private static final String ERRED = "The condition of a rule could not be evaluated on this call.";
    private static final String NO_TRACE =
            "A rule looks at what was done in the same trace, and the call names none. Send context.trace_id.";
    private static final String NO_SESSION =
            "A rule looks at what was done in the same session, and the call names none. Send context.session_id.";
    private static final String TOO_MUCH_WORK = "The rules take more work than one decision may take.";

    private final Call call;
    private final Found findings;
    private final Map<String, Long> amounts;
    private final Situation situation;
    private final Evaluator evaluator;
    private final Optional<Verdict> refusal;
    private final Tally enforced = new Tally();
    private final Tally all = new Tally();
    private final List<Tally> both = List.of(all, enforced);
    private final List<Tally> watching = List.of(all);
    private boolean isWatched;

    /** @param refusal why no rule is asked */
    Pass(
            Call call,
            Found findings,
            Map<String, Long> amounts,
            Situation situation,
            Evaluator evaluator,
            Optional<Verdict> refusal) {
        this.call = call;
        this.findings = findings;
        this.amounts = amounts;
        this.situation = situation;
        this.evaluator = evaluator;
        this.refusal = refusal;
    }

    /** In the arguments. */
    Found findings() {
        return findings;
    }

    /** By the catalogue's names. */
    Map<String, Long> amounts() {
        return amounts;
    }

    void run(ReadyPolicy ready, Trace trace) {
        boolean counts = ready.policy().mode() == Mode.ENFORCE;
        isWatched |= !counts;
        for (ReadyRule rule : ready.rules()) {
            Outcome outcome = rule.when().isEmpty()
                    ? Outcome.TRUE
                    : evaluator.of(rule.when().get());
            trace.add(rule, outcome, evaluator, weigh(rule, outcome, counts ? both : watching));
        }
    }

    /** What kept a match from counting; empty when nothing did. */
    private String weigh(ReadyRule rule, Outcome outcome, List<Tally> tallies) {
        switch (outcome) {
            case Outcome.Known(Object holds) -> {
                return holds == Boolean.TRUE ? matched(rule, tallies) : "";
            }
            case Outcome.Failed failed -> failed(rule, ReasonCode.POLICY_ERROR, why(rule), tallies);
            case Outcome.Unknown unknown -> failed(rule, ReasonCode.POLICY_ERROR, ERRED, tallies);
            case Outcome.OverBudget over -> failed(rule, ReasonCode.BUDGET_EXCEEDED, TOO_MUCH_WORK, tallies);
        }
        return "";
    }

    private String why(ReadyRule rule) {
        if (!rule.reads().trace().isEmpty() && situation.history().get("trace").isEmpty()) {
            return NO_TRACE;
        }
        if (!rule.reads().session().isEmpty()
                && situation.history().get("session").isEmpty()) {
            return NO_SESSION;
        }
        return ERRED;
    }

    private static void failed(ReadyRule rule, ReasonCode code, String message, List<Tally> tallies) {
        tallies.forEach(tally -> tally.failed(rule, code, message));
    }

    private String matched(ReadyRule rule, List<Tally> tallies) {
        boolean isOpen = rule.policy().schedule().map(evaluator::isOpen).orElse(true);
        Optional<Exemption> exemption = rule.exemption(call.subject(), situation.now());
        if (exemption.isPresent()) {
            tallies.forEach(tally -> tally.exempted(rule, isOpen, exemption.get()));
            return ", excepted by '" + exemption.get().id() + "'";
        }
        if (isMet(rule)) {
            tallies.forEach(tally -> tally.met(rule, isOpen));
            return rule.effect() == Effect.APPROVE ? ", approved" : ", and the login is strong enough";
        }
        tallies.forEach(tally -> tally.matched(rule, isOpen));
        return isOpen || rule.effect() != Effect.ALLOW ? "" : ", outside the schedule";
    }

    /** Whether what the rule asks for is there, so that it counts as allow. */
    private boolean isMet(ReadyRule rule) {
        return switch (rule.rule().ruling()) {
            case Ruling.Approve approve -> situation.approved().contains(rule.name());
            case Ruling.StepUp(String acr) -> situation.acr().equals(Optional.of(acr));
            case Ruling.Allow allow -> false;
            case Ruling.Deny deny -> false;
        };
    }

    Call call() {
        return call;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** Whether a policy that is only monitored was asked. */
    boolean isWatched() {
        return isWatched;
    }

    /** By the rules that count. */
    Verdict verdict() {
        return refusal.orElseGet(enforced::verdict);
    }

    /** If all rules counted. */
    Verdict would() {
        return refusal.orElseGet(all::verdict);
    }

    List<ReadyRule> allowing() {
        return enforced.allowing();
    }

    List<ReadyRule> wouldAllow() {
        return all.allowing();
    }
}
