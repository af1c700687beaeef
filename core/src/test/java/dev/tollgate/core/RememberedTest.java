package dev.tollgate.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RememberedTest {
    private long nanos = -5_000_000_000L;
    private final List<String> lookedUp = new ArrayList<>();
    private final Remembered<String, String> remembered = new Remembered<>(Duration.ofSeconds(30), 2, () -> nanos);

    @Test
    void looksUpOnceWhileItIsFresh() throws StoreException {
        get("a");
        nanos += Duration.ofSeconds(30).toNanos() - 1;
        get("a");
        assertEquals(List.of("a"), lookedUp);

        nanos += 1;
        get("a");
        assertEquals(List.of("a", "a"), lookedUp);
    }

    @Test
    void keepsNoMoreThanItMayAndTheLatestUsed() throws StoreException {
        get("a");
        get("b");
        get("a");
        get("c");
        get("a");
        assertEquals(List.of("a", "b", "c"), lookedUp);

        get("b");
        assertEquals(List.of("a", "b", "c", "b"), lookedUp);
    }

    @Test
    void aFailedLookUpLeavesNothingBehind() throws StoreException {
        assertThrows(
                StoreException.class,
                () -> remembered.get("a", key -> {
                    throw new StoreException("down", null);
                }));

        assertEquals("value of a", get("a"));
        assertEquals(List.of("a"), lookedUp);
    }

    @Test
    void countsTheTimeFromBeforeTheLookUp() throws StoreException {
        remembered.get("a", key -> {
            nanos += Duration.ofSeconds(29).toNanos();
            return "slow";
        });
        nanos += Duration.ofSeconds(1).toNanos();

        assertEquals("value of a", get("a"));
    }

    @Test
    void aDeadlinePassesAndStaysPassed() {
        Deadline deadline = Deadline.in(Duration.ofMillis(10), () -> nanos);
        assertEquals(Duration.ofMillis(10), deadline.left());
        assertFalse(deadline.passed());

        nanos += 10_000_000;
        assertTrue(deadline.passed());
        nanos += 10_000_000;
        assertEquals(Duration.ZERO, deadline.left());
    }

    private String get(String key) throws StoreException {
        return remembered.get(key, missing -> {
            lookedUp.add(missing);
            return "value of " + missing;
        });
    }
}
