package dev.tollgate.core.policy;

import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.policy.Verdict.Step;
import dev.tollgate.core.policy.Verdict.Take;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Decides calls by one bundle. The order of documents never matters: deny beats allow, a condition that errs denies,
 * and no allow is a deny. Where several rules say the same, the first by policy and rule name is the reason.
 */
public final class Engine {
    private final Bundle bundle;
    private final List<Policy> policies;
    private final List<LimitRule> standingLimits;
    private final Programs programs;

    public Engine(Bundle bundle) {
        this.bundle = bundle;
        this.programs = new Programs(bundle);
        this.policies = bundle.policies().stream()
                .sorted(Comparator.comparing(Policy::name))
                .toList();
        this.standingLimits = bundle.limits().values().stream()
                .filter(limit -> limit.target().isPresent())
                .sorted(Comparator.comparing(LimitRule::name))
                .toList();
    }

    public Bundle bundle() {
        return bundle;
    }

    public Verdict decide(Call call) {
        Optional<Verdict> refusal = refusalByCatalogue(call);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        var evaluator = new Evaluator(programs, Variables.of(call, bundle.data()));
        var rules = new RuleRun(evaluator);
        for (Policy policy : policies) {
            if (policy.target().matches(call)) {
                rules.run(policy);
            }
        }
        return rules.verdict(() -> takes(call, evaluator, rules.allowing));
    }

    private Optional<Verdict> refusalByCatalogue(Call call) {
        if (!call.resource().type().equals("tool") && !call.action().name().equals("tools/call")) {
            return Optional.empty();
        }
        if (call.tool().isEmpty()) {
            return Optional.of(Verdict.denied(
                    ReasonCode.UNKNOWN_TOOL,
                    "The catalogue has no such tool. Name its server in resource.properties.server, "
                            + "or ask for the tool to be added."));
        }
        if (isPinned(call.tool().get()) && !hasApprovedDigest(call)) {
            return Optional.of(Verdict.denied(
                    ReasonCode.TOOL_CHANGED,
                    "This tool is pinned, and its definition is not the approved one "
                            + "(resource.properties.definition_digest). Ask for it to be reviewed."));
        }
        return Optional.empty();
    }

    private boolean isPinned(Call.Tool tool) {
        return tool.entry().digest().isPresent()
                || bundle.server(tool.server()).map(Server::pinRequired).orElse(false);
    }

    /** A tool without a digest in the catalogue was never approved. */
    private static boolean hasApprovedDigest(Call call) {
        Optional<String> approved = call.tool().flatMap(tool -> tool.entry().digest());
        return approved.isPresent()
                && approved.equals(call.resource().properties().text("definition_digest"));
    }

    private List<Take> takes(Call call, Evaluator evaluator, List<Policy> allowing) throws ExprException {
        var names = new LinkedHashSet<String>();
        allowing.forEach(policy -> names.addAll(policy.limits()));
        var limits = new ArrayList<LimitRule>();
        names.forEach(name -> limits.add(bundle.limits().get(name)));
        for (LimitRule limit : standingLimits) {
            if (limit.target().orElseThrow().matches(call) && !names.contains(limit.name())) {
                limits.add(limit);
            }
        }
        var takes = new ArrayList<Take>();
        for (LimitRule limit : limits) {
            List<String> key = limit.per().stream().map(part -> part.of(call)).toList();
            takes.add(new Take(limit, key, evaluator.count(limit.cost())));
        }
        return takes;
    }

    /** Runs the rules of the policies that match, and gathers what they say. */
    private static final class RuleRun {
        private final Evaluator evaluator;
        private final List<Step> trace = new ArrayList<>();
        private final List<Policy> allowing = new ArrayList<>();
        private Optional<Reason> error = Optional.empty();
        private Optional<Reason> denial = Optional.empty();
        private Optional<Reason> allowance = Optional.empty();

        RuleRun(Evaluator evaluator) {
            this.evaluator = evaluator;
        }

        void run(Policy policy) {
            for (Rule rule : policy.rules()) {
                try {
                    boolean matched =
                            rule.when().isEmpty() || evaluator.holds(rule.when().get());
                    step(policy, rule, matched ? "matched" : "not matched");
                    if (matched) {
                        matched(policy, rule);
                    }
                } catch (ExprException failed) {
                    step(policy, rule, "error: " + failed.getMessage());
                    error = error.or(() -> Optional.of(errorOf(failed, policy, rule)));
                }
            }
        }

        private void matched(Policy policy, Rule rule) {
            switch (rule.effect()) {
                case ALLOW -> {
                    if (allowing.isEmpty() || allowing.getLast() != policy) {
                        allowing.add(policy);
                    }
                    allowance = allowance.or(() -> Optional.of(reason(ReasonCode.ALLOWED, "Allowed.", policy, rule)));
                }
                case DENY ->
                    denial = denial.or(() -> Optional.of(reason(
                            rule.code().orElse(ReasonCode.DENIED_BY_POLICY),
                            rule.reason().orElse("The policy '" + policy.name() + "' forbids this call."),
                            policy,
                            rule)));
            }
        }

        Verdict verdict(Takes takes) {
            // A denial that stands is a better answer than an error beside it.
            Optional<Reason> refusal = denial.or(() -> error);
            if (refusal.isPresent()) {
                return new Verdict(Effect.DENY, refusal.get(), List.of(), trace);
            }
            if (allowance.isEmpty()) {
                Reason reason = Reason.of(ReasonCode.NO_MATCHING_POLICY, "No policy allows this call.");
                return new Verdict(Effect.DENY, reason, List.of(), trace);
            }
            try {
                return new Verdict(Effect.ALLOW, allowance.get(), takes.of(), trace);
            } catch (ExprException failed) {
                Reason reason = Reason.of(failed.code(), "The cost of a limit could not be worked out.");
                return new Verdict(Effect.DENY, reason, List.of(), trace);
            }
        }

        private void step(Policy policy, Rule rule, String outcome) {
            trace.add(new Step(policy.name(), rule.id(), rule.effect(), outcome));
        }

        private static Reason errorOf(ExprException failed, Policy policy, Rule rule) {
            String message = "The condition of a rule could not be evaluated on this call.";
            return reason(failed.code(), message, policy, rule);
        }

        private static Reason reason(ReasonCode code, String message, Policy policy, Rule rule) {
            return new Reason(code, message, Optional.of(policy.name()), Optional.of(rule.id()));
        }
    }

    @FunctionalInterface
    private interface Takes {
        List<Take> of() throws ExprException;
    }
}
