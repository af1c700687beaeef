package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.RecentMap;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Denials of agents, read from the store at most every five seconds for the same agent. */
public final class Denials {
    private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_AGENTS = 10_000;

    private final DenialStore store;
    private final LongSupplier nanoClock;
    private final RecentMap<String, Seen> seen = new RecentMap<>(MOST_AGENTS);

    /** @param nanoClock nanoseconds since any fixed moment */
    public Denials(DenialStore store, LongSupplier nanoClock) {
        this.store = store;
        this.nanoClock = nanoClock;
    }

    private record Seen(DenialCounts counts, Instant from, long readNanos) {}

    /** What others counted in the last five seconds may be missing. */
    public DenialCounts since(String agent, Instant from, Deadline deadline) throws StoreException {
        long now = nanoClock.getAsLong();
        synchronized (seen) {
            Seen last = seen.get(agent);
            if (last != null
                    && now - last.readNanos() < FRESH_NANOS
                    && !last.from().isAfter(from)) {
                return last.counts();
            }
        }
        DenialCounts read = store.since(agent, from, deadline);
        synchronized (seen) {
            seen.put(agent, new Seen(read, from, now));
        }
        return read;
    }

    /** Counts denials. What the store has of the last ten minutes comes with it; what is older may be read. */
    public DenialCounts add(String agent, int denials, Duration within, Instant at, Deadline deadline)
            throws StoreException {
        DenialCounts latest = store.add(agent, denials, at, deadline);
        synchronized (seen) {
            seen.computeIfPresent(
                    agent, (id, last) -> new Seen(last.counts().and(latest), last.from(), last.readNanos()));
        }
        Instant from = at.minus(within);
        return DenialStore.stretch(from) == DenialStore.stretch(at)
                ? latest
                : since(agent, from, deadline).and(latest);
    }
}
