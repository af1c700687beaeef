package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.PlanMark;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.watch.DenialWatch;
import dev.tollgate.core.watch.Denied;
import dev.tollgate.decision.DecisionFlow.Decided;
import dev.tollgate.decision.Reception.Visit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a request was denied, agent by agent. */
final class DenialTally {
    private final DenialWatch watch;

    DenialTally(DenialWatch watch) {
        this.watch = watch;
    }

    void count(List<Decided> decided, Visit visit, Deadline deadline) {
        tally(decided)
                .forEach((agent, denials) -> watch.denied(
                        agent,
                        denials,
                        visit.settings().watching(),
                        visit.arrival().arrived(),
                        members -> visit.draft(Draft.Kind.SECURITY, members),
                        deadline));
    }

    /** A plan asks what would be denied, so that it need not be tried: all its steps together are one denial. */
    private static Map<String, Integer> tally(List<Decided> decided) {
        var byAgent = new LinkedHashMap<String, Integer>();
        for (Decided each : decided) {
            if (each.agent().isPresent() && isCounted(each.decision())) {
                byAgent.merge(
                        each.agent().get().id(),
                        1,
                        each.decision().taken().plan() instanceof PlanMark.Preflight ? Math::max : Integer::sum);
            }
        }
        return byAgent;
    }

    private static boolean isCounted(Decision decision) {
        return !decision.allows() && Denied.counts(decision.reason().code());
    }
}
