package dev.tollgate.core.limit;

import java.time.Duration;
import java.util.List;

/**
 * What one call takes of a limit that refuses it now, and admits it soon.
 *
 * @param charge what the limit refused
 * @param longest how long the call may be made to wait
 * @param others what the call takes of the other limits of this key; these have to admit it as things are, and nothing is
 *     taken of them before the call is made
 */
public record DelayedCharge(LimitKey key, Charge charge, Duration longest, List<Charge> others) {
    public DelayedCharge {
        others = List.copyOf(others);
    }

    /** The latest arrival time at which this can be reserved. Only for a charge that is not too large. */
    public long latestReserving(long nowMicros) {
        return charge.latestAdmitting(nowMicros) + longest.toNanos() / 1_000;
    }

    /** When the limit admits the call, by the arrival time that stood there before the charge was taken. */
    public long admittedAt(long arrivalMicros, long nowMicros) {
        return nowMicros + Math.max(0, arrivalMicros - charge.latestAdmitting(nowMicros));
    }
}
