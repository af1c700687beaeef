package dev.tollgate.core.hook;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every store of ACS sessions promises. */
public abstract class AcsSessionsContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    protected abstract AcsSessions sessions();

    @Test
    void givesBackWhatWasKept() throws StoreException {
        AcsSession hello =
                AcsSession.first("s1").after("r1", Set.of("steps/toolCallRequest", "steps/toolCallResult"), NOON);
        AcsSession step = hello.after("r2", "steps/toolCallRequest", Json.Obj.EMPTY, NOON.plusMillis(7));

        assertTrue(sessions().keep(hello, NOON, soon()));
        assertEquals(Optional.of(hello), sessions().find("s1", soon()));
        assertTrue(sessions().keep(step, NOON, soon()));
        assertEquals(Optional.of(step), sessions().find("s1", soon()));
        assertEquals(Optional.empty(), sessions().find("s2", soon()));
    }

    @Test
    void ofTwoChangesToOneVersionTheFirstIsKept() throws StoreException {
        AcsSession hello = AcsSession.first("s3").after("r1", NOON);
        sessions().keep(hello, NOON, soon());
        AcsSession one = hello.after("r2", NOON);

        assertTrue(sessions().keep(one, NOON, soon()));
        assertFalse(sessions().keep(hello.after("r3", NOON), NOON, soon()));
        assertTrue(sessions().keep(one, NOON, soon()), "the same again is no other change");
        assertFalse(sessions().keep(AcsSession.first("s3").after("r4", NOON), NOON, soon()));
        assertEquals(Optional.of(one), sessions().find("s3", soon()));
    }

    @Test
    void ofManyAtTheSameTimeOneIsKept() throws Exception {
        AcsSession hello = AcsSession.first("s4").after("r1", NOON);
        sessions().keep(hello, NOON, soon());
        List<Callable<Boolean>> changes = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i ->
                        () -> sessions().keep(hello.after("r" + (10 + i), NOON), NOON, soon()))
                .toList();
        int kept = 0;
        try (var threads = Executors.newFixedThreadPool(changes.size())) {
            for (var each : threads.invokeAll(changes)) {
                kept += each.get() ? 1 : 0;
            }
        }
        assertEquals(1, kept);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
