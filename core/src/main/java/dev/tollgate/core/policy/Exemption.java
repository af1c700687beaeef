package dev.tollgate.core.policy;

import dev.tollgate.core.policy.Target.SubjectMatch;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Rules of a policy that do not apply to some subjects for a while: the language's {@code exceptions}.
 *
 * @param rules ids of rules of effect deny, approve or step_up
 * @param until from then on it does not count
 */
public record Exemption(
        String id, List<SubjectMatch> subjects, Set<String> rules, Instant until, String reason, String approvedBy) {
    public Exemption {
        subjects = List.copyOf(subjects);
        rules = Set.copyOf(rules);
        if (subjects.isEmpty() || rules.isEmpty()) {
            throw new IllegalArgumentException("an exception names its subjects and rules");
        }
    }

    boolean covers(Rule rule, Call.Subject subject, Instant now) {
        if (!rules.contains(rule.id()) || !now.isBefore(until)) {
            return false;
        }
        for (SubjectMatch each : subjects) {
            if (each.matches(subject)) {
                return true;
            }
        }
        return false;
    }
}
