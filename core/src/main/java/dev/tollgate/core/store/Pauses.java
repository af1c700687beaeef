package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * The waits of one caller whom DynamoDB puts off, or who meets transactions of others: longer each time, and of random
 * length, so that those who met once do not meet again.
 */
final class Pauses {
    private static final long FIRST_MICROS = 4_000;
    private static final long LONGEST_MICROS = 64_000;

    private final RandomGenerator random;
    private long nextMicros = FIRST_MICROS;

    Pauses(RandomGenerator random) {
        this.random = random;
    }

    /** @throws StoreException when the time there is does not suffice for the wait */
    void pause(Deadline deadline) throws StoreException {
        var wait = Duration.ofNanos(random.nextLong(nextMicros / 2, nextMicros) * 1_000);
        nextMicros = Math.min(nextMicros * 2, LONGEST_MICROS);
        if (deadline.left().compareTo(wait) <= 0) {
            throw new StoreException(
                    "DynamoDB was busy, or transactions of others were in the way, until no time was left", null);
        }
        LockSupport.parkNanos(wait.toNanos());
    }
}
