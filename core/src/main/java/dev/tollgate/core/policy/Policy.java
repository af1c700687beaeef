package dev.tollgate.core.policy;

import java.util.List;
import java.util.Optional;

/**
 * @param schedule outside of it, this policy's allows do not count
 * @param limits names of the limits that a call allowed by this policy takes
 */
public record Policy(
        String name,
        Mode mode,
        Target target,
        Optional<String> schedule,
        List<Rule> rules,
        List<String> limits,
        List<Exemption> exemptions) {
    public Policy {
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
        exemptions = List.copyOf(exemptions);
    }
}
