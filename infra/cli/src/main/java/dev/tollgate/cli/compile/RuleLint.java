package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.PolicyReader.ReadPolicy;
import dev.tollgate.cli.compile.RuleReader.ReadRule;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import java.util.List;
import java.util.Optional;

/** Finds rules that never change an answer, because another rule of their policy always counts in their place. */
final class RuleLint {
    private final Policy policy;
    private final List<ReadRule> rules;

    private RuleLint(ReadPolicy read) {
        this.policy = read.policy();
        this.rules = read.rules();
    }

    static void check(ReadPolicy read) {
        var lint = new RuleLint(read);
        for (int place = 0; place < read.rules().size(); place++) {
            lint.check(place);
        }
    }

    private void check(int place) {
        Rule rule = rules.get(place).rule();
        for (int other = 0; other < rules.size(); other++) {
            Rule before = rules.get(other).rule();
            Optional<String> why = other == place ? Optional.empty() : why(rule, before, other < place);
            if (why.isPresent()) {
                rules.get(place).at().problem("this rule never counts: '" + before.id() + "' " + why.get());
                return;
            }
        }
    }

    /** Why one rule never counts beside another one; empty when it does. */
    private Optional<String> why(Rule rule, Rule other, boolean isBefore) {
        if (other.effect() == Effect.DENY && !isExcepted(other) && (isBefore || rule.effect() != Effect.DENY)) {
            if (other.when().isEmpty()) {
                return Optional.of("denies every call of this policy's target");
            }
            return other.when().equals(rule.when()) ? Optional.of("denies on the same condition") : Optional.empty();
        }
        if (!isBefore || isExcepted(other) || isExcepted(rule)) {
            return Optional.empty();
        }
        boolean areSame = rule.ruling().equals(other.ruling())
                && rule.when().equals(other.when())
                && rule.obligations().equals(other.obligations());
        if (areSame) {
            return Optional.of("says the same");
        }
        boolean isAllowedAnyway = other.effect() == Effect.ALLOW
                && other.when().isEmpty()
                && rule.effect() == Effect.ALLOW
                && rule.obligations().isEmpty();
        return isAllowedAnyway ? Optional.of("allows every call of this policy's target") : Optional.empty();
    }

    private boolean isExcepted(Rule rule) {
        return isExcepted(policy, rule);
    }

    private static boolean isExcepted(Policy policy, Rule rule) {
        return policy.exemptions().stream()
                .anyMatch(exemption -> exemption.rules().contains(rule.id()));
    }

    /** A rule that denies whatever the policy is about, for everyone. */
    static Optional<Rule> denyingEverything(Policy policy) {
        return policy.rules().stream()
                .filter(rule -> rule.effect() == Effect.DENY && rule.when().isEmpty() && !isExcepted(policy, rule))
                .findFirst();
    }
}
