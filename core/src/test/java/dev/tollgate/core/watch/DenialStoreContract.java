package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What each store of denials promises. */
public abstract class DenialStoreContract {
    /** The end of a stretch of ten minutes. */
    private static final Instant LATE = Instant.parse("2026-11-23T12:09:59Z");

    private static final AtomicInteger AGENTS = new AtomicInteger();
    private static final Duration HOUR = Duration.ofHours(1);

    private final String agent = "bot-" + AGENTS.incrementAndGet();

    protected abstract DenialStore store();

    @Test
    void countsWithEachDenialWhatItsTenMinutesHave() throws StoreException {
        assertEquals(1, lately(add(1, LATE.minusSeconds(500)), HOUR, LATE));
        assertEquals(3, lately(add(2, LATE.minusSeconds(20)), HOUR, LATE));
        assertEquals(4, lately(add(1, LATE), HOUR, LATE));
        assertEquals(3, lately(store().since(agent, LATE.minusSeconds(60), soon()), Duration.ofSeconds(60), LATE));
    }

    @Test
    void findsWhatIsOlderThanTheLatestTenMinutes() throws StoreException {
        add(5, LATE);
        Instant next = LATE.plusSeconds(2);

        assertEquals(1, lately(add(1, next), HOUR, next), "of the new stretch");
        assertEquals(6, lately(store().since(agent, next.minus(HOUR), soon()), HOUR, next));
    }

    @Test
    void knowsNothingOfAnAgentThatWasNeverDenied() throws StoreException {
        add(1, LATE);

        assertEquals(DenialCounts.NONE, store().since("nobody-at-all", LATE.minus(HOUR), soon()));
    }

    @Test
    void losesNoneOfManyAtOnce() throws Exception {
        List<Callable<DenialCounts>> denials = IntStream.range(0, 40)
                .<Callable<DenialCounts>>mapToObj(i -> () -> add(1, LATE))
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            long most = 0;
            for (var each : threads.invokeAll(denials)) {
                most = Math.max(most, lately(each.get(), HOUR, LATE));
            }
            assertEquals(40, most, "who was last saw all");
        }
        assertTrue(lately(store().since(agent, LATE, soon()), Duration.ofSeconds(10), LATE) == 40);
    }

    private DenialCounts add(int denials, Instant at) throws StoreException {
        return store().add(agent, denials, at, soon());
    }

    private static long lately(DenialCounts counts, Duration within, Instant now) {
        return counts.lately(within, now);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
