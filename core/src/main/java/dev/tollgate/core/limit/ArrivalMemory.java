package dev.tollgate.core.limit;

import dev.tollgate.core.RecentMap;

/**
 * The times last seen, of the keys last used: when each limit of a key will be idle, and when the key may be forgotten.
 * Such a time never goes back, so a remembered one is a lower bound of the true one: what it refuses would be refused by
 * the store as well.
 */
public final class ArrivalMemory {
    private final RecentMap<String, Long> times;

    /** @param most how many times are kept */
    public ArrivalMemory(int most) {
        this.times = new RecentMap<>(most);
    }

    /** The time last seen; 0 when none is remembered. */
    public synchronized long lowerBound(LimitKey key, String slot) {
        return times.getOrDefault(name(key, slot), 0L);
    }

    public synchronized void saw(LimitKey key, String slot, long time) {
        times.merge(name(key, slot), time, Math::max);
    }

    private static String name(LimitKey key, String slot) {
        return key.text() + " " + slot;
    }
}
