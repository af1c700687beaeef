package dev.tollgate.core.limit;

/** Whether a reservation pays for a call. */
public sealed interface ReservationUse {

    /** It does, and never will again. */
    record Used(Prepaid paid) implements ReservationUse {}

    /** It will, if the call comes again when it is time; it is as it was. */
    record TooEarly(Reservation reservation) implements ReservationUse {}

    /** There is such a reservation, but it was used before, is of another call, or expired. */
    record Refused() implements ReservationUse {}

    /** There is no such reservation. */
    record Unknown() implements ReservationUse {}
}
