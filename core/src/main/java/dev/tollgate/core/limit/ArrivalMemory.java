package dev.tollgate.core.limit;

import dev.tollgate.core.RecentMap;

/**
 * The arrival times last seen, of the keys last used. An arrival time never goes back, so a remembered one is a lower
 * bound of the true one: what it refuses would be refused by the store as well.
 */
public final class ArrivalMemory {
    private final RecentMap<String, Long> arrivals;

    /** @param most how many arrival times are kept */
    public ArrivalMemory(int most) {
        this.arrivals = new RecentMap<>(most);
    }

    /** The arrival time last seen; 0 when none is remembered. */
    public synchronized long lowerBound(LimitKey key, Charge charge) {
        return arrivals.getOrDefault(name(key, charge), 0L);
    }

    public synchronized void saw(LimitKey key, Charge charge, long arrivalMicros) {
        arrivals.merge(name(key, charge), arrivalMicros, Math::max);
    }

    private static String name(LimitKey key, Charge charge) {
        return key.text() + " " + charge.slot();
    }
}
