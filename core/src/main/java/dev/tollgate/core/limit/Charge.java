package dev.tollgate.core.limit;

import java.util.Optional;

/**
 * What one call takes of one limit. The arithmetic is GCRA, the generic cell rate algorithm (ITU-T I.371, annex A), in
 * integer microseconds: all that is kept of a limit is its theoretical arrival time, the moment from which on it would
 * be idle, and that time never goes back.
 *
 * @param slot the limit's name and figures; a limit whose figures change starts a new count
 * @param cost permits taken, 0 or more
 */
public record Charge(String slot, Rate rate, long cost) {

    public Charge {
        if (cost < 0) {
            throw new IllegalArgumentException("a cost is 0 or more, not " + cost);
        }
    }

    public static Charge of(String limit, Rate rate, long cost) {
        String slot = limit + "@" + rate.permits() + "/" + rate.period().toNanos() / 1_000 + "us+" + rate.burst();
        return new Charge(slot, rate, cost);
    }

    /** The same with a greater cost; a sum beyond what a cost can be stays the largest, which nothing admits. */
    Charge plus(long more) {
        long sum = cost + more;
        return new Charge(slot, rate, sum < 0 ? Long.MAX_VALUE : sum);
    }

    /** How far the call moves the arrival time, in microseconds; empty when not even an idle limit could admit it. */
    public Optional<Long> incrementMicros() {
        // Compared before it is multiplied: cost is the caller's, and the product might not fit.
        return cost <= rate.burst() ? Optional.of(cost * rate.emissionMicros()) : Optional.empty();
    }

    /** Whether not even an idle limit could admit this. */
    public boolean tooLarge() {
        return incrementMicros().isEmpty();
    }

    /** The latest arrival time at which this is admitted now. Only for a charge that is not too large. */
    public long latestAdmitting(long nowMicros) {
        return nowMicros
                + rate.burst() * rate.emissionMicros()
                - incrementMicros().orElseThrow();
    }

    /** The arrival time after this was admitted at a limit that was idle. Only for a charge that is not too large. */
    public long arrivalFromIdle(long nowMicros) {
        return nowMicros + incrementMicros().orElseThrow();
    }

    /** The whole permits left right after an admission. */
    public long remaining(long arrivalMicros, long nowMicros) {
        long used = Math.max(0, arrivalMicros - nowMicros);
        return (rate.burst() * rate.emissionMicros() - used) / rate.emissionMicros();
    }
}
