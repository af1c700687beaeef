package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What each store of the networks of keys promises. */
public abstract class KeyNetworkStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final AtomicInteger KEYS = new AtomicInteger();

    private final String key = "key" + KEYS.incrementAndGet();

    protected abstract KeyNetworkStore store();

    @Test
    void keepsEachNetworkOnce() throws StoreException {
        add("one", NOON);
        add("two", NOON.plusSeconds(1));
        add("one", NOON.plusSeconds(2));

        assertEquals(2, lately(Duration.ofMinutes(5), NOON.plusSeconds(3)));
    }

    @Test
    void forgetsWhatLiesBeforeTheWindow() throws StoreException {
        add("one", NOON);
        add("two", NOON.plusSeconds(300));
        add("three", NOON.plusSeconds(600));

        assertEquals(2, lately(Duration.ofMinutes(5), NOON.plusSeconds(601)));
        assertEquals(3, lately(Duration.ofMinutes(10), NOON.plusSeconds(601)));
        assertEquals(1, lately(Duration.ofMinutes(5), NOON.plusSeconds(1_100)));
        assertEquals(0, lately(Duration.ofMinutes(5), NOON.plusSeconds(1_500)));
    }

    @Test
    void stopsAtThirtyTwo() throws StoreException {
        for (int i = 0; i < 40; i++) {
            add("network" + i, NOON);
        }

        assertEquals(32, lately(Duration.ofMinutes(5), NOON));
    }

    private void add(String network, Instant at) throws StoreException {
        store().add(key, network, at, soon());
    }

    private int lately(Duration within, Instant now) throws StoreException {
        return store().since(key, now.minus(within), soon()).networksLately(within, now);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
