package dev.tollgate.core.limit;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;

/**
 * Where reservations are kept, beside the limits that they take. What is reserved counts from the moment it is taken, as
 * in {@link LimitStore}, and the calls come at most {@link Reservation#KEPT} after the limit admits them: in any time t,
 * at most burst + rate x (t + 1 s).
 */
public interface ReservationStore {
    /**
     * Takes a charge that its limit refused, for the moment at which the limit will admit it, or does nothing.
     *
     * @param wish whose charge {@link LimitStore#take} refused at {@code nowMicros}
     * @param id of the reservation, which nobody can guess
     * @param digest of the call that may come for it
     * @param nowMicros microseconds since 1970
     * @throws StoreException when it is not known what was done; then permits may be lost, and no call is admitted
     */
    Reserving reserve(DelayedCharge wish, String id, String digest, long nowMicros, Deadline deadline)
            throws StoreException;

    /**
     * Uses a reservation, at most once however many ask at the same time.
     *
     * @param digest of the call that is made
     */
    ReservationUse use(String id, String digest, long nowMicros, Deadline deadline) throws StoreException;
}
