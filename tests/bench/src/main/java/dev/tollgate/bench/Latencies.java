package dev.tollgate.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Every single time that was measured, up to a bound. */
final class Latencies {
    private static final int MOST = 5_000_000;

    private final AtomicInteger next = new AtomicInteger();
    private long[] nanos = new long[1 << 16];

    synchronized void add(long took) {
        int place = next.getAndIncrement();
        if (place >= MOST) {
            return;
        }
        if (place >= nanos.length) {
            nanos = Arrays.copyOf(nanos, nanos.length * 2);
        }
        nanos[place] = took;
    }

    int count() {
        return Math.min(next.get(), MOST);
    }

    /** @param part 0.5 for the median */
    synchronized double millis(double part) {
        int count = count();
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, (int) Math.ceil(part * count) - 1)] / 1e6;
    }
}
