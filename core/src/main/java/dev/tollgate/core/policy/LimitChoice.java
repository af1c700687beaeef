package dev.tollgate.core.policy;

import dev.tollgate.core.policy.ReadyPolicy.ReadyRule;
import dev.tollgate.core.policy.Verdict.Take;
import dev.tollgate.core.policy.expr.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which limits an allowed call takes: those that its policies name, and those whose own target matches. */
final class LimitChoice {
    private final Map<String, ReadyLimit> named = new LinkedHashMap<>();
    private final List<ReadyLimit> standing;
    private final TargetIndex standingTargets;

    private record ReadyLimit(LimitRule limit, Condition cost, HistoryReads reads) {}

    LimitChoice(Bundle bundle, Condition.Pool conditions) {
        bundle.limits().values().stream()
                .sorted(Comparator.comparing(LimitRule::name))
                .forEach(limit -> named.put(
                        limit.name(),
                        new ReadyLimit(limit, conditions.of(limit.cost()), HistoryReads.of(List.of(limit.cost())))));
        this.standing = named.values().stream()
                .filter(ready -> ready.limit().target().isPresent())
                .toList();
        this.standingTargets = new TargetIndex(standing.stream()
                .map(ready -> ready.limit().target().orElseThrow())
                .toList());
    }

    /** What the costs of those limits look at that a policy names. */
    HistoryReads reads(Policy policy) {
        HistoryReads reads = HistoryReads.NONE;
        for (String name : policy.limits()) {
            reads = reads.and(named.get(name).reads());
        }
        return reads;
    }

    /** What the costs of those limits look at that stand alone, and that a call takes. */
    HistoryReads reads(Call call) {
        HistoryReads reads = HistoryReads.NONE;
        for (int place : standingTargets.matching(call)) {
            reads = reads.and(standing.get(place).reads());
        }
        return reads;
    }

    /**
     * @param takes those that count
     * @param monitored those that are only watched
     * @param failed why the cost of one that counts could not be worked out
     */
    record Chosen(List<Take> takes, List<Take> monitored, Optional<ReasonCode> failed) {}

    Chosen of(Call call, List<ReadyRule> allowing, Evaluator evaluator, Mode bundleMode) {
        var modes = new LinkedHashMap<ReadyLimit, Mode>();
        for (ReadyRule rule : allowing) {
            for (String name : rule.policy().limits()) {
                ReadyLimit ready = named.get(name);
                Mode mode =
                        together(bundleMode, rule.policy().mode(), ready.limit().mode());
                modes.merge(ready, mode, (one, other) -> one == Mode.ENFORCE ? one : other);
            }
        }
        for (int place : standingTargets.matching(call)) {
            ReadyLimit ready = standing.get(place);
            modes.putIfAbsent(ready, together(bundleMode, ready.limit().mode(), Mode.ENFORCE));
        }
        var takes = new ArrayList<Take>();
        var monitored = new ArrayList<Take>();
        Optional<ReasonCode> failed = Optional.empty();
        for (var entry : modes.entrySet()) {
            boolean counts = entry.getValue() == Mode.ENFORCE;
            switch (evaluator.value(entry.getKey().cost())) {
                case Outcome.Known(Object value) ->
                    (counts ? takes : monitored).add(take(entry.getKey().limit(), call, value));
                case Outcome.OverBudget over -> failed = counts ? Optional.of(ReasonCode.BUDGET_EXCEEDED) : failed;
                case Outcome.Failed error ->
                    failed = counts ? failed.or(() -> Optional.of(ReasonCode.POLICY_ERROR)) : failed;
                case Outcome.Unknown unknown ->
                    failed = counts ? failed.or(() -> Optional.of(ReasonCode.POLICY_ERROR)) : failed;
            }
        }
        return new Chosen(takes, monitored, failed);
    }

    private static Take take(LimitRule limit, Call call, Object cost) {
        List<String> key = limit.per().stream().map(part -> part.of(call)).toList();
        return new Take(limit, key, cost instanceof Long count && count >= 0 ? Optional.of(count) : Optional.empty());
    }

    /** What is monitored in one of its documents is monitored. */
    private static Mode together(Mode... modes) {
        for (Mode mode : modes) {
            if (mode == Mode.MONITOR) {
                return Mode.MONITOR;
            }
        }
        return Mode.ENFORCE;
    }
}
