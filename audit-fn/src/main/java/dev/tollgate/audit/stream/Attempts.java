package dev.tollgate.audit.stream;

import dev.tollgate.core.RecentMap;

/**
 * How often this instance failed at a record. A new instance begins to count anew, which only means more attempts:
 * Lambda's own count ends them in any case.
 */
final class Attempts {
    private static final int MOST = 3;
    private static final int MOST_REMEMBERED = 1_000;

    private final RecentMap<String, Integer> failures = new RecentMap<>(MOST_REMEMBERED);

    /** @return whether that was enough */
    synchronized boolean failed(String eventId) {
        return failures.merge(eventId, 1, Integer::sum) >= MOST;
    }
}
