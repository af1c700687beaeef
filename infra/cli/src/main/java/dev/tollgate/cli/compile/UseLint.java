package dev.tollgate.cli.compile;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.ObligationRule.RewriteArguments;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Redaction;
import dev.tollgate.core.policy.Rule;
import java.util.Collection;
import java.util.List;

/** Finds documents that nothing uses. */
final class UseLint {
    private UseLint() {}

    /** A limit is named by policies or stands alone: with neither it does nothing, with both it is not clear when. */
    static void limit(Document document, LimitRule limit, Names names) {
        boolean isNamed = names.isUsed(limit.name());
        if (limit.target().isEmpty() && !isNamed) {
            document.at().problem("no policy names this limit, and it has no target (expected one of them)");
        }
        if (limit.target().isPresent() && isNamed) {
            document.at().problem("this limit has a target and is named by a policy (expected one of them)");
        }
    }

    static void schedule(Document document, Names names) {
        if (document.isNamed() && !names.isUsed(document.name())) {
            document.at().problem("no policy and no condition names this schedule (expected one that does)");
        }
    }

    /** A profile applies where a rule names it, and where its target says so. */
    static void redaction(Document document, Redaction redaction, Names names) {
        if (document.isNamed() && redaction.target().isEmpty() && !names.isUsed(document.name())) {
            document.at().warning("no rule names this profile, and it has no target: it never applies");
        }
    }

    /** Entities give roles, and are found in searches, without a condition that reads them. */
    static void data(Document document, Json said, Reads reads) {
        boolean hasEntities =
                said instanceof Json.Obj object && object.get("entities").isPresent();
        if (document.isNamed() && !hasEntities && !reads.readData(document.name())) {
            document.at().warning("no condition reads this data");
        }
    }

    /** What all expressions of a bundle read. */
    static Reads reads(List<Policy> policies, Collection<LimitRule> limits) {
        var reads = new Reads();
        limits.forEach(limit -> reads.add(limit.cost()));
        for (Policy policy : policies) {
            for (Rule rule : policy.rules()) {
                rule.when().ifPresent(reads::add);
                rule.obligations().forEach(obligation -> {
                    if (obligation instanceof RewriteArguments(var set)) {
                        set.values().forEach(reads::add);
                    }
                });
            }
        }
        return reads;
    }
}
