package dev.tollgate.core.watch;

import dev.tollgate.core.watch.RecordBudget.LeftOut;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecordBudgetTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Optional<LeftOut> ADMITTED = Optional.of(new LeftOut(Map.of()));

    private final RecordBudget budget = new RecordBudget(3);

    @Test
    void admitsOneAMinuteAboutTheSame() {
        assertEquals(ADMITTED, budget.admit("key", "unknown_key", NOON));
        assertEquals(Optional.empty(), budget.admit("key", "unknown_key", NOON.plusSeconds(1)));
        assertEquals(Optional.empty(), budget.admit("key", "revoked_key", NOON.plusSeconds(59)));
        assertEquals(
                Optional.of(new LeftOut(Map.of("unknown_key", 1L, "revoked_key", 1L))),
                budget.admit("key", "unknown_key", NOON.plusSeconds(60)));
    }

    @Test
    void admitsSoManyAMinuteInAllAndCountsTheRest() {
        for (int i = 0; i < 3; i++) {
            assertEquals(ADMITTED, budget.admit("key" + i, "unknown_key", NOON.plusSeconds(i)));
        }
        for (int i = 3; i < 1_000; i++) {
            assertEquals(Optional.empty(), budget.admit("key" + i, "unknown_key", NOON.plusSeconds(30)));
        }

        Optional<LeftOut> next = budget.admit("next", "unknown_key", NOON.plusSeconds(60));
        assertEquals(Optional.of(new LeftOut(Map.of("unknown_key", 997L))), next);
        assertTrue(budget.admit("another", "unknown_key", NOON.plusSeconds(60)).isEmpty(), "two of before still count");
        assertEquals(
                Optional.of(new LeftOut(Map.of("unknown_key", 1L))),
                budget.admit("another", "unknown_key", NOON.plusSeconds(61)));
    }
}
