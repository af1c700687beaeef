package dev.tollgate.local.runtime;

import java.time.Duration;

/** Keeps a function that does not come up from being started again and again: 0.25 s, 0.5 s, … 10 s in between. */
final class StartBackoff {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private int failures;
    private long untilNanos;
    private Duration pause = Duration.ZERO;
    private String reason = "";

    synchronized void failed(String why, long nowNanos) {
        reason = why;
        pause = FIRST.multipliedBy(1L << Math.min(failures, 6));
        if (pause.compareTo(LONGEST) > 0) {
            pause = LONGEST;
        }
        failures++;
        untilNanos = nowNanos + pause.toNanos();
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized boolean isOn(long nowNanos) {
        return failures > 0 && nowNanos - untilNanos < 0;
    }

    synchronized String reason() {
        return reason;
    }

    synchronized String announcement() {
        return "failure " + failures + " in a row, next try not before " + pause.toMillis() + " ms";
    }
}
