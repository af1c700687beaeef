package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.authzen.PlanMark;
import dev.tollgate.core.authzen.Question;
import dev.tollgate.core.authzen.StepReference;
import dev.tollgate.core.limit.PlanStore;
import dev.tollgate.core.limit.PlanUse;
import dev.tollgate.core.record.Pseudonyms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Finds out whether a plan has paid for a call. It never stands in a call's way: what it did not pay for, or could not
 * be asked about, is decided as if there were no plan.
 */
final class Prepayments {
    private final PlanStore plans;

    Prepayments(PlanStore plans) {
        this.plans = plans;
    }

    PlanMark of(Question question, Pseudonyms pseudonyms, Instant now, Deadline deadline) {
        if (question.request().plan().isEmpty()) {
            return new PlanMark.None();
        }
        StepReference step = question.request().plan().get();
        long nowMicros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
        try {
            return switch (plans.use(step.planId(), step.place(), question.digest(pseudonyms), nowMicros, deadline)) {
                case PlanUse.Used used -> new PlanMark.Used(used.prepaid());
                case PlanUse.Refused refused -> new PlanMark.NotUsed();
                case PlanUse.Unknown unknown -> new PlanMark.None();
            };
        } catch (StoreException unavailable) {
            return new PlanMark.None();
        }
    }
}
