package dev.tollgate.cli.testing;

import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import dev.tollgate.core.policy.Verdict.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How much of a bundle its cases came to: each rule once as matched, and each condition once as false too.
 *
 * @param goals how many outcomes there are
 * @param missed those that no case had
 */
public record Coverage(int goals, List<String> missed) {
    public Coverage {
        missed = List.copyOf(missed);
    }

    /** In whole percent, rounded down, so that 100 means all; 100 when there is nothing to cover. */
    public int percent() {
        return goals == 0 ? 100 : (goals - missed.size()) * 100 / goals;
    }

    /** Takes down what the cases come to. */
    static final class Counting {
        private final Bundle bundle;
        private final Set<Outcome> seen = new HashSet<>();

        private record Outcome(String policy, String rule, boolean matched) {}

        Counting(Bundle bundle) {
            this.bundle = bundle;
        }

        void count(List<Step> trace) {
            for (Step step : trace) {
                if (step.outcome().startsWith("matched")) {
                    seen.add(new Outcome(step.policy(), step.rule(), true));
                } else if (step.outcome().equals("not matched")) {
                    seen.add(new Outcome(step.policy(), step.rule(), false));
                }
            }
        }

        Coverage soFar() {
            int goals = 0;
            var missed = new ArrayList<String>();
            for (Policy policy : bundle.policies()) {
                for (Rule rule : policy.rules()) {
                    goals += rule.when().isPresent() ? 2 : 1;
                    String name = policy.name() + "/" + rule.id();
                    if (!seen.contains(new Outcome(policy.name(), rule.id(), true))) {
                        missed.add(name + " never matched");
                    }
                    if (rule.when().isPresent() && !seen.contains(new Outcome(policy.name(), rule.id(), false))) {
                        missed.add(name + " was never false");
                    }
                }
            }
            return new Coverage(goals, missed);
        }
    }
}
