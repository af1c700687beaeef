package dev.tollgate.core.policy;

import dev.tollgate.core.policy.ReadyPolicy.ReadyRule;
import dev.tollgate.core.policy.expr.Outcome;
import java.util.List;

/**
 * Whether a call whose arguments are not known yet may be allowed: there is no certain denial, and some rule may allow it.
 * Each condition is weighed for itself, so that a call is in prospect too when two conditions can hold only apart. What
 * still needs an approval or a step-up is in prospect: neither could be asked for otherwise.
 */
final class Prospect {
    private final Call call;
    private final Situation situation;
    private final Evaluator evaluator;
    private final List<String> supported;
    private boolean isDenied;
    private boolean isPossible;

    /** @param evaluator to which whatever derives from arguments is unknown */
    Prospect(Call call, Situation situation, Evaluator evaluator) {
        this.call = call;
        this.situation = situation;
        this.evaluator = evaluator;
        this.supported = call.context().texts("supported_obligations");
    }

    void weigh(ReadyPolicy ready) {
        if (ready.policy().mode() == Mode.ENFORCE) {
            ready.rules().forEach(this::weigh);
        }
    }

    boolean isGood() {
        return isPossible && !isDenied;
    }

    private void weigh(ReadyRule rule) {
        Outcome outcome =
                rule.when().isEmpty() ? Outcome.TRUE : evaluator.of(rule.when().get());
        switch (outcome) {
            case Outcome.Known(Object holds) -> {
                if (holds == Boolean.TRUE) {
                    matches(rule, true);
                }
            }
            case Outcome.Unknown unknown -> matches(rule, false);
            case Outcome.Failed failed -> isDenied = true;
            case Outcome.OverBudget over -> isDenied = true;
        }
    }

    private void matches(ReadyRule rule, boolean isCertain) {
        boolean isExempted = rule.exemption(call.subject(), situation.now()).isPresent();
        if (rule.effect() == Effect.DENY) {
            isDenied |= isCertain && !isExempted;
            return;
        }
        boolean isOpen = rule.policy().schedule().map(evaluator::isOpen).orElse(true);
        if (!isOpen) {
            return;
        }
        boolean isSupported = Obligations.of(List.of(rule)).stream()
                .allMatch(obligation -> !obligation.isMandatory() || supported.contains(obligation.type()));
        isPossible |= isSupported;
        isDenied |= isCertain && !isSupported && (rule.effect() == Effect.ALLOW || isExempted);
    }
}
