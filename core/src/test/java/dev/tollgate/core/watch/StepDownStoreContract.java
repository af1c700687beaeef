package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.Writer.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What each store of postures promises that reactions gave. */
public abstract class StepDownStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String agent = "bot-" + NAMES.incrementAndGet();

    protected abstract StepDownStore store();

    @Test
    void keepsThePostureWithItsReason() throws StoreException {
        StepDown lockdown = stepDown(Posture.LOCKDOWN, NOON);

        assertEquals(Written.YES, put(lockdown));
        assertEquals(Optional.of(lockdown), store().find(agent, soon()));
        assertEquals(Optional.empty(), store().find("nobody-at-all", soon()));
    }

    @Test
    void writesTheSameOnlyOnceWhileItIsInForce() throws StoreException {
        put(stepDown(Posture.LOCKDOWN, NOON));

        assertEquals(Written.REFUSED, put(stepDown(Posture.LOCKDOWN, NOON.plusSeconds(3_599))));
        assertEquals(Written.REFUSED, put(stepDown(Posture.READ_ONLY, NOON.plusSeconds(10))));
        assertEquals(Written.YES, put(stepDown(Posture.LOCKDOWN, NOON.plusSeconds(3_600))));
    }

    @Test
    void aStricterOneReplacesAMilderOne() throws StoreException {
        put(stepDown(Posture.READ_ONLY, NOON));

        assertEquals(Written.YES, put(stepDown(Posture.LOCKDOWN, NOON.plusSeconds(1))));
        assertEquals(Optional.of(Posture.LOCKDOWN), store().find(agent, soon()).map(StepDown::posture));
    }

    @Test
    void theSameBytesAgainAreASuccess() throws StoreException {
        StepDown lockdown = stepDown(Posture.LOCKDOWN, NOON);

        assertEquals(Written.YES, written((records, left) -> {
            store().put(records, lockdown, left);
            return store().put(records, lockdown, left);
        }));
    }

    @Test
    void ofManyAtOnceOneIsWritten() throws Exception {
        List<Callable<Written>> puts = IntStream.range(0, 8)
                .<Callable<Written>>mapToObj(i -> () -> put(stepDown(Posture.LOCKDOWN, NOON)))
                .toList();
        int written = 0;
        try (var threads = Executors.newFixedThreadPool(puts.size())) {
            for (var each : threads.invokeAll(puts)) {
                written += each.get() == Written.YES ? 1 : 0;
            }
        }
        assertEquals(1, written);
    }

    private Written put(StepDown stepDown) throws StoreException {
        return written((records, left) -> store().put(records, stepDown, left));
    }

    private static Written written(Writer.Together together) throws StoreException {
        String name = "writer" + NAMES.incrementAndGet();
        var writer = new Writer(new InMemoryRecordStore(), () -> name, Json.Obj.EMPTY, () -> NOON);
        var draft = new Draft(Draft.Kind.SECURITY, NOON, NOON.plus(Duration.ofDays(90)), Json.Obj.EMPTY);
        return writer.append(List.of(draft), together, soon()).isPresent() ? Written.YES : Written.REFUSED;
    }

    private StepDown stepDown(Posture posture, Instant since) {
        return new StepDown(agent, posture, since, since.plus(Duration.ofHours(1)), "denials: 50 within 300 s");
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
