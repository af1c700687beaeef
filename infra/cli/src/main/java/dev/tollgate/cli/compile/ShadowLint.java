package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.PolicyReader.ReadPolicy;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Rule;
import java.util.List;
import java.util.Optional;

/** Finds policies of which nothing counts that they allow, since another policy denies all that they are about. */
final class ShadowLint {
    private final TargetCover cover;
    private final List<Policy> denying;

    /** @param all policies of the bundle */
    ShadowLint(ToolCatalogue catalogue, List<ReadPolicy> all) {
        this.cover = new TargetCover(catalogue);
        this.denying = all.stream()
                .filter(ReadPolicy::isSound)
                .map(ReadPolicy::policy)
                .filter(policy -> policy.mode() == Mode.ENFORCE
                        && RuleLint.denyingEverything(policy).isPresent())
                .toList();
    }

    void check(ReadPolicy read) {
        Policy policy = read.policy();
        if (policy.rules().stream().allMatch(rule -> rule.effect() == Effect.DENY)) {
            return;
        }
        Optional<Policy> shadow = denying.stream()
                .filter(other -> !other.name().equals(policy.name()))
                .filter(other -> cover.covers(other.target(), policy.target()))
                .findFirst();
        shadow.ifPresent(other -> {
            Rule rule = RuleLint.denyingEverything(other).orElseThrow();
            read.document()
                    .at()
                    .problem("nothing that this policy allows counts: rule '" + rule.id() + "' of policy '"
                            + other.name() + "' denies every call of its target");
        });
    }
}
