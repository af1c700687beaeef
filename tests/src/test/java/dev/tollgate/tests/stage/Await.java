package dev.tollgate.tests.stage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what happens soon, and little longer than necessary: what takes seconds is looked at less often, since most
 * looks are requests, which keep the processors from what is waited for.
 */
public final class Await {
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(160).toNanos();

    private Await() {}

    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** @param what the end of the sentence "… did not happen within" */
    public static void until(String what, Duration atMost, Condition condition) throws Exception {
        long until = System.nanoTime() + atMost.toNanos();
        long pauseNanos = FIRST_PAUSE_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("'" + what + "' did not happen within " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(pauseNanos);
            pauseNanos = Math.min(pauseNanos * 5 / 4, LONGEST_PAUSE_NANOS);
        }
    }
}
