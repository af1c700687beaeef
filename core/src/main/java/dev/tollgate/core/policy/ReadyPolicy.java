package dev.tollgate.core.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A policy whose conditions are ready to run. */
record ReadyPolicy(Policy policy, List<ReadyRule> rules) {

    /**
     * @param rewrites the new values of arguments, by name
     * @param reads of history
     */
    record ReadyRule(
            Policy policy, Rule rule, Optional<Condition> when, Map<String, Condition> rewrites, HistoryReads reads) {
        Effect effect() {
            return rule.effect();
        }

        RuleName name() {
            return new RuleName(policy.name(), rule.id());
        }

        Optional<Exemption> exemption(Call.Subject subject, Instant now) {
            for (Exemption each : policy.exemptions()) {
                if (each.covers(rule, subject, now)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }

        Verdict.Reason reason(ReasonCode code, String message) {
            return new Verdict.Reason(code, message, Optional.of(policy.name()), Optional.of(rule.id()));
        }
    }

    static ReadyPolicy of(Policy policy, Condition.Pool conditions) {
        return new ReadyPolicy(
                policy,
                policy.rules().stream()
                        .map(rule -> new ReadyRule(
                                policy,
                                rule,
                                rule.when().map(conditions::of),
                                rewrites(rule, conditions),
                                HistoryReads.of(rule)))
                        .toList());
    }

    HistoryReads reads() {
        return rules.stream().map(ReadyRule::reads).reduce(HistoryReads.NONE, HistoryReads::and);
    }

    private static Map<String, Condition> rewrites(Rule rule, Condition.Pool conditions) {
        return rule.rewrites()
                .flatMap(rewrite -> rewrite.set().entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, set -> conditions.of(set.getValue())));
    }
}
