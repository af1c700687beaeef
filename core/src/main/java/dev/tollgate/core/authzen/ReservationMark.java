package dev.tollgate.core.authzen;

import dev.tollgate.core.limit.Charge;
import dev.tollgate.core.limit.LimitKey;
import dev.tollgate.core.limit.Prepaid;
import dev.tollgate.core.limit.Reservation;

/** What a decision has to do with a reservation. */
public sealed interface ReservationMark {

    /** Nothing; or the call names a reservation that nobody looked for or found. */
    record None() implements ReservationMark {}

    /** The call may come again for it when it is time. */
    record Held(Reservation reservation) implements ReservationMark {}

    /** It had paid for the call. */
    record Used(Prepaid paid) implements ReservationMark {}

    /** There is such a reservation, but it did not pay for the call. */
    record NotUsed() implements ReservationMark {}

    /** Only what is the same to the last figure: a limit, a key or a cost that changed since is taken as usual. */
    default boolean paidFor(LimitKey key, Charge charge) {
        return this instanceof Used(Prepaid paid) && paid.isOf(key, charge);
    }
}
