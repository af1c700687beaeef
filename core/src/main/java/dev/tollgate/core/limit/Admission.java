package dev.tollgate.core.limit;

import java.util.List;

/** What a store answers to charges on one key. */
public sealed interface Admission {

    /** @param remaining whole permits left, in the order of the charges */
    record Admitted(List<Long> remaining) implements Admission {
        public Admitted {
            remaining = List.copyOf(remaining);
        }
    }

    /**
     * Nothing was taken.
     *
     * @param charge the charge that has to wait longest
     * @param retryAfterMicros exactly how long until all charges would be admitted, if nobody else takes any
     */
    record Refused(Charge charge, long retryAfterMicros) implements Admission {}

    /** Nothing was taken, and no waiting helps. */
    record TooLarge(Charge charge) implements Admission {}
}
