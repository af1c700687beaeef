package dev.tollgate.core.policy;

import java.util.List;

/** @param limits names of the limits that a call allowed by this policy takes */
public record Policy(String name, Target target, List<Rule> rules, List<String> limits) {
    public Policy {
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
    }
}
