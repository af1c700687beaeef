package dev.tollgate.core.policy;

import java.time.Duration;

/**
 * What an agent pays whose denials pile up: each limit that counts it alone takes a multiple of what a call costs.
 *
 * @param after from so many denials on
 * @param within which of them count
 * @param factor how many times the cost
 */
public record Tightening(long after, Duration within, long factor) {
    public static final long MOST_DENIALS = 10_000;
    public static final long LEAST_FACTOR = 2;
    public static final long MOST_FACTOR = 1_000;

    public Tightening {
        if (after < 1 || after > MOST_DENIALS) {
            throw new IllegalArgumentException("denials are counted from 1 to 10,000, not to " + after);
        }
        if (within.compareTo(Watching.SHORTEST_WINDOW) < 0 || within.compareTo(Watching.LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("denials are counted for 10 s to 1 hour, not for " + within);
        }
        if (factor < LEAST_FACTOR || factor > MOST_FACTOR) {
            throw new IllegalArgumentException("a cost is multiplied by 2 to 1,000, not by " + factor);
        }
    }
}
