package dev.tollgate.core.limit;

/** What a store answers to a charge that is to be reserved. */
public sealed interface Reserving {

    /** The permits are taken, and the call may come for them. */
    record Reserved(Reservation reservation) implements Reserving {}

    /** Nothing was taken: the wait would be too long, or another limit of the key refuses the call too. */
    record Refused() implements Reserving {}
}
