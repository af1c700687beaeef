package dev.tollgate.core.authzen;

import java.util.List;
import java.util.Optional;

/** What was taken of limits for one decision, and what a plan has to do with it; for the record. */
public record Taken(List<TakenLimit> limits, PlanMark plan) {
    static final Taken NOTHING = new Taken(List.of(), new PlanMark.None());

    public Taken {
        limits = List.copyOf(limits);
    }

    /** @param remaining whole permits left; empty when it was taken with a plan */
    public record TakenLimit(String name, Optional<Long> remaining) {}

    public Taken with(List<TakenLimit> others) {
        return new Taken(others, plan);
    }

    public Taken with(PlanMark other) {
        return new Taken(limits, other);
    }
}
