package dev.tollgate.core.limit;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;

/**
 * Where plans are kept, beside the limits that they take. What a plan takes counts from the moment it is booked, as in
 * {@link LimitStore}; whether its steps are ever used changes nothing about that.
 */
public interface PlanStore {
    /**
     * Takes what all steps take together and keeps the plan, or does nothing.
     *
     * @param nowMicros microseconds since 1970
     */
    Booking book(Plan plan, long nowMicros, Deadline deadline) throws StoreException;

    /**
     * Uses a step, at most once however many ask at the same time.
     *
     * @param place the step's, from 0
     * @param digest of the call that is made
     */
    PlanUse use(String planId, int place, String digest, long nowMicros, Deadline deadline) throws StoreException;
}
