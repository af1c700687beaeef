package dev.tollgate.core.trace;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Leaves a collector alone for a while that fails again and again, so that not each request waits for it. */
public final class RestingCollector implements Collector {
    private static final int FAILURES = 3;
    private static final Duration REST = Duration.ofSeconds(30);

    private final Collector collector;
    private final LongSupplier nanoTime;
    private final Consumer<String> problems;
    private int failures;
    private long restsSince;

    /** @param nanoTime as {@link System#nanoTime} */
    public RestingCollector(Collector collector, LongSupplier nanoTime, Consumer<String> problems) {
        this.collector = collector;
        this.nanoTime = nanoTime;
        this.problems = problems;
    }

    /** One after the other: a function has one request at a time. */
    @Override
    public synchronized boolean take(byte[] spans) {
        if (failures >= FAILURES && nanoTime.getAsLong() - restsSince < REST.toNanos()) {
            return false;
        }
        if (collector.take(spans)) {
            failures = 0;
            return true;
        }
        failures = Math.min(failures + 1, FAILURES);
        if (failures == FAILURES) {
            restsSince = nanoTime.getAsLong();
            problems.accept("the collector of traces fails, and is sent nothing for " + REST.toSeconds() + " s");
        }
        return false;
    }
}
