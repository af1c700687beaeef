package dev.tollgate.core.authzen;

import java.util.List;
import java.util.Optional;

/** What was taken of limits for one decision, and what a plan and approvals have to do with it. */
public record Taken(List<TakenLimit> limits, PlanMark plan, ApprovalMark approval) {
    static final Taken NOTHING = new Taken(List.of(), new PlanMark.None(), new ApprovalMark.None());

    public Taken {
        limits = List.copyOf(limits);
    }

    /** @param remaining whole permits left; empty when it was taken with a plan */
    public record TakenLimit(String name, Optional<Long> remaining) {}

    public Taken with(List<TakenLimit> others) {
        return new Taken(others, plan, approval);
    }

    public Taken with(PlanMark other) {
        return new Taken(limits, other, approval);
    }

    public Taken with(ApprovalMark other) {
        return new Taken(limits, plan, other);
    }
}
