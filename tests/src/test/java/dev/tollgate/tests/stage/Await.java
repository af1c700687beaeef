package dev.tollgate.tests.stage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens soon, and no longer than necessary. */
public final class Await {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Await() {}

    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** @param what the end of the sentence "… did not happen within" */
    public static void until(String what, Duration atMost, Condition condition) throws Exception {
        long until = System.nanoTime() + atMost.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("'" + what + "' did not happen within " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
