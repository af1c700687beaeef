package dev.tollgate.core;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment by which an answer is due, on a clock that only runs forward. */
public final class Deadline {
    private final LongSupplier nanoClock;
    private final long dueNanos;

    private Deadline(LongSupplier nanoClock, long dueNanos) {
        this.nanoClock = nanoClock;
        this.dueNanos = dueNanos;
    }

    public static Deadline in(Duration duration) {
        return in(duration, System::nanoTime);
    }

    /** @param nanoClock nanoseconds since any fixed moment, as {@link System#nanoTime()} */
    public static Deadline in(Duration duration, LongSupplier nanoClock) {
        return new Deadline(nanoClock, nanoClock.getAsLong() + duration.toNanos());
    }

    /** What is left; zero when the moment has passed. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, dueNanos - nanoClock.getAsLong()));
    }

    public boolean passed() {
        return left().isZero();
    }

    /** A later moment: what is larger may take longer. */
    public Deadline later(Duration more) {
        return new Deadline(nanoClock, dueNanos + more.toNanos());
    }

    /** An earlier moment: what has to be done after it keeps this much time. */
    public Deadline keeping(Duration reserve) {
        return new Deadline(nanoClock, dueNanos - reserve.toNanos());
    }

    /** The earlier of this moment and one that is so far from now. */
    public Deadline within(Duration most) {
        Duration left = left();
        return left.compareTo(most) <= 0 ? this : keeping(left.minus(most));
    }
}
