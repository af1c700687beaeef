package dev.tollgate.core.authzen;

import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitKey;
import java.util.List;
import java.util.Optional;

/** What was taken of limits for one decision, and what a plan, a reservation and approvals have to do with it. */
public record Taken(List<TakenLimit> limits, PlanMark plan, ReservationMark reservation, ApprovalMark approval) {
    static final Taken NOTHING =
            new Taken(List.of(), new PlanMark.None(), new ReservationMark.None(), new ApprovalMark.None());

    public Taken {
        limits = List.copyOf(limits);
    }

    /** @param remaining whole permits left; empty when it was taken with a plan or a reservation */
    public record TakenLimit(String name, Optional<Long> remaining) {}

    public Taken with(List<TakenLimit> others) {
        return new Taken(others, plan, reservation, approval);
    }

    public Taken with(PlanMark other) {
        return new Taken(limits, other, reservation, approval);
    }

    public Taken with(ReservationMark other) {
        return new Taken(limits, plan, other, approval);
    }

    public Taken with(ApprovalMark other) {
        return new Taken(limits, plan, reservation, other);
    }

    /** Whether a plan or a reservation had paid for this charge. */
    public boolean paidFor(LimitKey key, Charge charge) {
        return plan.paidFor(key, charge) || reservation.paidFor(key, charge);
    }
}
