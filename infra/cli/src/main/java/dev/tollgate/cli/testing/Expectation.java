package dev.tollgate.cli.testing;

import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.ReasonCode;
import java.util.List;
import java.util.Optional;

/**
 * What must come out of a {@link TestCase}. What is empty may be anything.
 *
 * @param effect {@code ALLOW} or {@code DENY}
 * @param policy whose rule is the reason
 * @param rule that is the reason
 * @param obligations their types, in alphabetical order, each as often as it comes; an empty list for none
 * @param wouldBe {@code ALLOW} or {@code DENY}, if what is monitored counted
 */
public record Expectation(
        Effect effect,
        Optional<ReasonCode> reason,
        Optional<String> policy,
        Optional<String> rule,
        Optional<List<String>> obligations,
        Optional<Effect> wouldBe) {
    public Expectation {
        obligations = obligations.map(List::copyOf);
    }
}
