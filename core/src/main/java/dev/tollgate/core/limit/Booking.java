package dev.tollgate.core.limit;

import java.util.List;

/** What a store answers to a plan. */
public sealed interface Booking {

    /** Everything was taken, and the plan is kept. */
    record Booked() implements Booking {}

    /**
     * Nothing was taken.
     *
     * @param waits one for each limit that refuses
     */
    record Refused(List<Wait> waits) implements Booking {
        public Refused {
            waits = List.copyOf(waits);
        }
    }

    /**
     * Nothing was taken, and no waiting helps.
     *
     * @param claims the sums that not even an idle limit could admit
     */
    record TooLarge(List<Claim> claims) implements Booking {
        public TooLarge {
            claims = List.copyOf(claims);
        }
    }

    /**
     * @param claim what the whole plan takes of one limit
     * @param retryAfterMicros exactly how long until that would be admitted, if nobody else takes any
     */
    record Wait(Claim claim, long retryAfterMicros) {}
}
