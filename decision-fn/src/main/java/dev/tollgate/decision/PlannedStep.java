package dev.tollgate.decision;

import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.PlanMark;
import dev.tollgate.core.authzen.Taken.TakenLimit;
import dev.tollgate.core.limit.Booking;
import dev.tollgate.core.limit.Claim;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.policy.LimitGroup;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Verdict.Reason;
import dev.tollgate.core.record.Pseudonyms;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One step of a plan before its limits are taken. Limits that are only monitored count when the step is done.
 *
 * @param limits what an allowed step takes
 */
record PlannedStep(Considered considered, Decision decision, List<StepLimit> limits) {
    PlannedStep {
        limits = List.copyOf(limits);
    }

    record StepLimit(Claim claim, LimitRule rule) {}

    static PlannedStep of(Considered considered) {
        Decision decision = Decision.of(considered.verdict()).with(new PlanMark.Preflight(Optional.empty()));
        Decision said = decision.with(decision.wouldBe(considered.verdict()));
        if (!considered.isAllowed()) {
            return new PlannedStep(considered, said, List.of());
        }
        Optional<Decision> invalid =
                LimitRefusal.invalidCost(considered.verdict().takes(), said);
        if (invalid.isPresent()) {
            return new PlannedStep(considered, invalid.get(), List.of());
        }
        List<LimitGroup> groups = LimitGroup.narrowestFirst(considered.verdict().takes(), Mode.ENFORCE);
        return new PlannedStep(
                considered,
                LimitRefusal.tooLarge(groups, said)
                        .orElseGet(() -> said.admitted(List.of(), considered.goesOnWithoutAnswer())),
                groups.stream().flatMap(PlannedStep::limitsOf).toList());
    }

    private static Stream<StepLimit> limitsOf(LimitGroup group) {
        return group.charges().stream()
                .map(charge -> new StepLimit(new Claim(group.key(), charge), group.limitOf(charge)));
    }

    Plan.Step toBook(Pseudonyms pseudonyms) {
        return new Plan.Step(
                considered.question().digest(pseudonyms),
                limits.stream().map(StepLimit::claim).toList());
    }

    /** After the limits of the whole plan were taken. */
    Decision booked(String planId) {
        return decision.admitted(
                        limits.stream()
                                .map(limit -> new TakenLimit(limit.rule().name(), Optional.empty()))
                                .toList(),
                        decision.goesOnWithoutAnswer())
                .with(new PlanMark.Preflight(Optional.of(planId)));
    }

    /** @param sums what the plan takes of limits that can never give it */
    PlannedStep tooLarge(List<Claim> sums) {
        return limits.stream()
                .filter(limit -> sums.stream().anyMatch(limit.claim()::isOfSameCountAs))
                .findFirst()
                .map(limit -> with(decision.denied(tooLargeForPlan(limit.rule()), List.of())))
                .orElse(this);
    }

    /** What is too large only since the agent pays more for now is not too large for good. */
    private Reason tooLargeForPlan(LimitRule limit) {
        return considered.costFactor() > 1 ? LimitRefusal.usedUpForPlan(limit) : LimitRefusal.tooLargeForPlan(limit);
    }

    /** The longest wait counts, but no waiting helps where a limit denies. */
    PlannedStep exceeded(List<Booking.Wait> waits) {
        record Exceeded(LimitRule limit, long retryAfterMicros) {}
        return limits.stream()
                .flatMap(limit -> waits.stream()
                        .filter(wait -> wait.claim().isOfSameCountAs(limit.claim()))
                        .map(wait -> new Exceeded(limit.rule(), wait.retryAfterMicros())))
                .max(Comparator.<Exceeded, Boolean>comparing(
                                over -> over.limit().exceeded() == LimitRule.Exceeded.DENY)
                        .thenComparing(Exceeded::retryAfterMicros))
                .map(over -> with(LimitRefusal.exceeded(
                        over.limit(),
                        LimitRefusal.usedUpForPlan(over.limit()),
                        over.retryAfterMicros(),
                        decision,
                        List.of())))
                .orElse(this);
    }

    PlannedStep uncounted() {
        boolean goesOn = considered.isLenient()
                && limits.stream().allMatch(limit -> limit.rule().allowsWithoutStore());
        return goesOn ? this : with(LimitRefusal.uncounted(decision, List.of()));
    }

    private PlannedStep with(Decision other) {
        return new PlannedStep(considered, other, limits);
    }
}
