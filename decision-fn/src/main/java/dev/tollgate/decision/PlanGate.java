package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.limit.Booking;
import dev.tollgate.core.limit.Claim;
import dev.tollgate.core.limit.Plan;
import dev.tollgate.core.limit.PlanStore;
import dev.tollgate.decision.Reception.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes the limits of all steps of a plan together, or none of any step. */
final class PlanGate {
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final PlanStore plans;
    private final Supplier<String> ids;
    private final InstantSource clock;

    /** @param ids gives an id that nobody can guess, each time */
    PlanGate(PlanStore plans, Supplier<String> ids, InstantSource clock) {
        this.plans = plans;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param decisions in the order of the steps */
    record Settled(List<Decision> decisions, Optional<BookedPlan> booked) {
        Settled {
            decisions = List.copyOf(decisions);
        }
    }

    Settled settle(List<Considered> considered, Visit visit, Deadline deadline) throws ProblemException {
        List<PlannedStep> steps = considered.stream().map(PlannedStep::of).toList();
        boolean isAllowed = steps.stream().allMatch(step -> step.decision().allows());
        return isAllowed ? book(steps, visit, deadline) : unbooked(steps);
    }

    /** What the policies say of steps whose plan nothing is taken for. */
    static Settled refuse(List<Considered> considered) {
        return unbooked(considered.stream().map(PlannedStep::of).toList());
    }

    private Settled book(List<PlannedStep> steps, Visit visit, Deadline deadline) throws ProblemException {
        Instant now = clock.instant();
        var booked = new BookedPlan(ids.get(), now.plus(LIFE));
        Plan plan = plan(booked, steps, visit);
        try {
            return switch (plans.book(plan, micros(now), deadline)) {
                case Booking.Booked all ->
                    new Settled(
                            steps.stream().map(step -> step.booked(booked.id())).toList(), Optional.of(booked));
                case Booking.TooLarge(List<Claim> sums) ->
                    unbooked(steps.stream().map(step -> step.tooLarge(sums)).toList());
                case Booking.Refused(List<Booking.Wait> waits) ->
                    unbooked(steps.stream().map(step -> step.exceeded(waits)).toList());
            };
        } catch (StoreException unavailable) {
            return unbooked(steps.stream().map(PlannedStep::uncounted).toList());
        }
    }

    private static Settled unbooked(List<PlannedStep> steps) {
        return new Settled(steps.stream().map(PlannedStep::decision).toList(), Optional.empty());
    }

    private static Plan plan(BookedPlan booked, List<PlannedStep> planned, Visit visit) throws ProblemException {
        List<Plan.Step> steps =
                planned.stream().map(step -> step.toBook(visit.pseudonyms())).toList();
        long keys = Plan.keysOf(steps);
        if (keys > Plan.MOST_KEYS) {
            throw EvaluationReader.expected(
                    "evaluations",
                    "steps whose limits are counted under at most " + Plan.MOST_KEYS + " keys in all, not " + keys);
        }
        return new Plan(booked.id(), steps, visit.loaded().digest(), micros(booked.expires()));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
