package dev.tollgate.core.authzen;

import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.Prepaid;
import java.util.List;
import java.util.Optional;

/** What a decision has to do with a plan. */
public sealed interface PlanMark {

    /** Nothing; or the call names a plan that nobody looked for or found. */
    record None() implements PlanMark {}

    /**
     * It is about a step of a plan that nobody carries out yet.
     *
     * @param planId empty when nothing was taken for the plan
     */
    record Preflight(Optional<String> planId) implements PlanMark {}

    /** The plan had paid for the call. */
    record Used(List<Prepaid> prepaid) implements PlanMark {
        public Used {
            prepaid = List.copyOf(prepaid);
        }
    }

    /** There is such a plan, but it did not pay for the call. */
    record NotUsed() implements PlanMark {}

    /** Only what is the same to the last figure: a limit, a key or a cost that changed since is taken as usual. */
    default boolean paidFor(LimitKey key, Charge charge) {
        return this instanceof Used(List<Prepaid> prepaid)
                && prepaid.contains(new Prepaid(key, charge.slot(), charge.cost()));
    }
}
