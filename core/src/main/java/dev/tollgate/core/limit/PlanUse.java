package dev.tollgate.core.limit;

import java.util.List;

/** Whether a step of a plan pays for a call. */
public sealed interface PlanUse {

    /** It does, and never will again. */
    record Used(List<Prepaid> prepaid) implements PlanUse {
        public Used {
            prepaid = List.copyOf(prepaid);
        }
    }

    /** There is such a plan, but the step was used before, is of another call, or expired. */
    record Refused() implements PlanUse {}

    /** There is no such plan. */
    record Unknown() implements PlanUse {}
}
