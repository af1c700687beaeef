package dev.tollgate.core.policy;

import dev.tollgate.core.policy.ReadyPolicy.ReadyRule;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.scan.JsonScan.Found;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers what rules say, and weighs it: deny beats approve beats step-up beats allow, a rule that errs denies, and no
 * allow is a deny. Rules come in the order of their policies' names; where several say the same, the first is the reason.
 */
final class Tally {
    private Optional<ReadyRule> denial = Optional.empty();
    private Optional<Reason> error = Optional.empty();
    private Optional<ReadyRule> approval = Optional.empty();
    private Optional<ReadyRule> stepUp = Optional.empty();
    private Optional<ReadyRule> closed = Optional.empty();
    private final List<ReadyRule> allowing = new ArrayList<>();
    private final List<RuleName> approved = new ArrayList<>();
    private final Set<String> exemptions = new LinkedHashSet<>();

    /** A rule that matched, and is not exempted. */
    void matched(ReadyRule rule, boolean isOpen) {
        switch (rule.effect()) {
            case DENY -> denial = denial.or(() -> Optional.of(rule));
            case APPROVE -> approval = approval.or(() -> Optional.of(rule));
            case STEP_UP -> stepUp = stepUp.or(() -> Optional.of(rule));
            case ALLOW -> allows(rule, isOpen);
        }
    }

    /** A rule that matched and whose approval or login is there. */
    void met(ReadyRule rule, boolean isOpen) {
        if (rule.effect() == Effect.APPROVE) {
            approved.add(rule.name());
        }
        allows(rule, isOpen);
    }

    /** A rule that matched, but does not apply to this subject: a denial is gone, what only had to be met is met. */
    void exempted(ReadyRule rule, boolean isOpen, Exemption exemption) {
        exemptions.add(exemption.id());
        if (rule.effect() != Effect.DENY) {
            allows(rule, isOpen);
        }
    }

    void failed(ReadyRule rule, ReasonCode code, String message) {
        error = error.or(() -> Optional.of(rule.reason(code, message)));
    }

    private void allows(ReadyRule rule, boolean isOpen) {
        if (isOpen) {
            allowing.add(rule);
        } else {
            closed = closed.or(() -> Optional.of(rule));
        }
    }

    List<ReadyRule> allowing() {
        return allowing;
    }

    /** Without takes and obligations of an allowed call. */
    Verdict verdict() {
        // A denial that stands is a better answer than an error beside it.
        if (denial.isPresent()) {
            return denied(denial.get());
        }
        if (error.isPresent()) {
            return verdict(Effect.DENY, error.get(), List.of(), Optional.empty());
        }
        if (approval.isPresent()) {
            return awaiting(approval.get());
        }
        if (stepUp.isPresent()) {
            return stepUp(stepUp.get());
        }
        if (allowing.isEmpty()) {
            return notAllowed();
        }
        Reason reason = allowing.getFirst().reason(ReasonCode.ALLOWED, "Allowed.");
        return verdict(Effect.ALLOW, reason, List.of(), Optional.empty());
    }

    private Verdict denied(ReadyRule rule) {
        var deny = (Ruling.Deny) rule.rule().ruling();
        String otherwise = deny.redirect()
                .map(redirect -> "Use the tool '" + redirect.tool() + "' of '" + redirect.server() + "' instead.")
                .orElse("The policy '" + rule.policy().name() + "' forbids this call.");
        ReasonCode code =
                deny.code().orElse(deny.redirect().isPresent() ? ReasonCode.REDIRECTED : ReasonCode.DENIED_BY_POLICY);
        Reason reason = rule.reason(code, rule.rule().reason().orElse(otherwise));
        return verdict(Effect.DENY, reason, List.of(), deny.redirect());
    }

    private Verdict awaiting(ReadyRule rule) {
        Reason reason = rule.reason(
                ReasonCode.APPROVAL_REQUIRED, rule.rule().reason().orElse("This call needs somebody's approval."));
        return verdict(Effect.DENY, reason, List.of(), Optional.empty(), Optional.of((Ruling.Approve)
                rule.rule().ruling()));
    }

    private Verdict stepUp(ReadyRule rule) {
        var needed = (Ruling.StepUp) rule.rule().ruling();
        Reason reason = rule.reason(
                ReasonCode.STEP_UP_REQUIRED,
                rule.rule().reason().orElse("This call needs a stronger login: '" + needed.acr() + "'."));
        return verdict(Effect.DENY, reason, List.of(Obligations.stepUp(needed.acr())), Optional.empty());
    }

    private Verdict notAllowed() {
        Reason reason = closed.map(rule -> rule.reason(
                        ReasonCode.OUTSIDE_SCHEDULE,
                        "This is allowed within the schedule '"
                                + rule.policy().schedule().orElseThrow() + "' only, and not now."))
                .orElse(Reason.of(ReasonCode.NO_MATCHING_POLICY, "No policy allows this call."));
        return verdict(Effect.DENY, reason, List.of(), Optional.empty());
    }

    private Verdict verdict(
            Effect effect, Reason reason, List<Obligation> obligations, Optional<Ruling.Redirect> redirect) {
        return verdict(effect, reason, obligations, redirect, Optional.empty());
    }

    private Verdict verdict(
            Effect effect,
            Reason reason,
            List<Obligation> obligations,
            Optional<Ruling.Redirect> redirect,
            Optional<Ruling.Approve> awaits) {
        return new Verdict(
                effect,
                reason,
                List.of(),
                obligations,
                redirect,
                awaits,
                List.copyOf(approved),
                Optional.empty(),
                List.copyOf(exemptions),
                Found.NOTHING,
                Map.of(),
                List.of());
    }
}
