package dev.tollgate.decision;

import java.util.List;
import java.util.Optional;

/** What was taken of limits for one decision, and what a plan has to do with it; for the record. */
record Taken(List<TakenLimit> limits, PlanMark plan) {
    static final Taken NOTHING = new Taken(List.of(), new PlanMark.None());

    Taken {
        limits = List.copyOf(limits);
    }

    /** @param remaining whole permits left; empty when it was taken with a plan */
    record TakenLimit(String name, Optional<Long> remaining) {}

    Taken with(List<TakenLimit> others) {
        return new Taken(others, plan);
    }

    Taken with(PlanMark other) {
        return new Taken(limits, other);
    }
}
