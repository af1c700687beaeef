package dev.tollgate.core.limit;

import java.time.Duration;

/**
 * How often something may happen: {@code permits} in each {@code period}, and up to {@code burst} at once after a
 * pause.
 *
 * @param permits 1 to 1,000,000,000
 * @param period in whole microseconds, at least 100 for each permit, at most 366 days
 * @param burst 1 to 1,000,000,000, and no more than the rate gives back in 3,660 days
 */
public record Rate(long permits, Duration period, long burst) {
    private static final long MOST = 1_000_000_000L;
    /** Emission is rounded up to whole microseconds: at this length that costs at most one permit in a hundred. */
    private static final long LEAST_EMISSION_MICROS = 100;

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final long LONGEST_BURST_MICROS = Duration.ofDays(3_660).toNanos() / 1_000;

    public Rate {
        if (permits < 1 || permits > MOST) {
            throw new IllegalArgumentException("a rate allows 1 to 1,000,000,000 in its period, not " + permits);
        }
        if (burst < 1 || burst > MOST) {
            throw new IllegalArgumentException("a burst is 1 to 1,000,000,000, not " + burst);
        }
        if (period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a rate's period is at most 366 days, not " + period);
        }
        if (period.toNanos() % 1_000 != 0) {
            throw new IllegalArgumentException("a rate's period is in whole microseconds, not " + period);
        }
        if (period.toNanos() / 1_000 / LEAST_EMISSION_MICROS < permits) {
            throw new IllegalArgumentException(
                    "a rate is at most 10,000 in a second, not " + permits + " in " + period);
        }
        if (burst > LONGEST_BURST_MICROS / Math.ceilDiv(period.toNanos() / 1_000, permits)) {
            throw new IllegalArgumentException(
                    "a burst of " + burst + " takes more than 3,660 days to come back at " + permits + " in " + period);
        }
    }

    /** Microseconds between two permits at the steady rate, rounded up so that the rate is never exceeded. */
    long emissionMicros() {
        return Math.ceilDiv(period.toNanos() / 1_000, permits);
    }

    @Override
    public String toString() {
        return permits + " in " + inWords(period) + ", burst " + burst;
    }

    private static String inWords(Duration period) {
        // Duration writes PT1M30S.
        return period.toString().substring(1).replace("T", "").toLowerCase(java.util.Locale.ROOT);
    }
}
