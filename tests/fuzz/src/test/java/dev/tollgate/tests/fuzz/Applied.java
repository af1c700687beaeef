package dev.tollgate.tests.fuzz;

import dev.tollgate.core.argument.ArgumentPath;
import dev.tollgate.core.redact.AnswerRules;
import dev.tollgate.core.redact.Cap;
import dev.tollgate.core.redact.FieldRule;
import dev.tollgate.core.redact.Profile;
import dev.tollgate.core.redact.Transform;
import java.util.List;
import java.util.OptionalLong;

/** The rules that a sample is redacted by. Rules are for one answer, so they are made anew for each. */
record Applied(List<Profile> profiles, List<String> roles, List<String> labels, Cap more) {
    Applied {
        profiles = List.copyOf(profiles);
        roles = List.copyOf(roles);
        labels = List.copyOf(labels);
    }

    static Applied of(Profile profile) {
        return new Applied(List.of(profile), List.of(), List.of(), Cap.NONE);
    }

    AnswerRules rules() {
        return new AnswerRules(profiles, roles, labels, more);
    }

    Cap cap() {
        return profiles.stream().map(Profile::cap).reduce(more, Cap::strictest);
    }

    boolean keepsTheShape() {
        boolean drops = profiles.stream()
                .flatMap(profile -> profile.fields().stream())
                .anyMatch(rule -> rule.transform().equals(Transform.DROP));
        return !drops && cap().equals(Cap.NONE);
    }

    /** The same without caps and without rules on fields. */
    Applied onTextsAlone() {
        return new Applied(
                profiles.stream()
                        .map(profile -> new Profile(
                                profile.name(),
                                profile.findings(),
                                List.of(),
                                profile.roles(),
                                profile.labels(),
                                profile.confidence(),
                                profile.injection(),
                                new Cap(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()),
                                profile.keepsBlobs(),
                                profile.target()))
                        .toList(),
                roles,
                labels,
                Cap.NONE);
    }

    boolean dropsAnItem() {
        return profiles.stream()
                .flatMap(profile -> profile.fields().stream())
                .anyMatch(rule -> rule.transform().equals(Transform.DROP)
                        && rule instanceof FieldRule.AtPath(var path, Transform drop)
                        && path.steps().stream().anyMatch(ArgumentPath.Step.Item.class::isInstance));
    }

    /** Whether a rule on a field leaves some of it, whatever it holds. */
    boolean leavesSomeOfAField() {
        return profiles.stream()
                .flatMap(profile -> profile.fields().stream())
                .anyMatch(rule -> switch (rule.transform()) {
                    case Transform.Keep keep -> true;
                    case Transform.Mask mask -> true;
                    case Transform.Truncate truncate -> true;
                    case Transform.Generalise generalise -> true;
                    case Transform.Pseudonym pseudonym -> false;
                    case Transform.Replace replace -> false;
                    case Transform.Drop drop -> false;
                });
    }
}
