package dev.tollgate.core.limit;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RateTest {

    @Test
    void refusesFiguresThatNoLimitCanKeep() {
        Duration second = Duration.ofSeconds(1);

        assertThrows(IllegalArgumentException.class, () -> new Rate(0, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(-1, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, second, 0));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, second, 1_000_000_001));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, Duration.ZERO, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, Duration.ofSeconds(-1), 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, Duration.ofDays(367), 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, Duration.ofSeconds(Long.MAX_VALUE), 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(10_001, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, Duration.ofDays(366), 11));
    }

    @Test
    void refusesAPeriodThatIsNoWholeNumberOfMicroseconds() {
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, Duration.ofNanos(1_500), 1));
    }

    @Test
    void isWrittenAsPeopleSayIt() {
        assertEquals("60 in 1m, burst 10", new Rate(60, Duration.ofMinutes(1), 10).toString());
        assertEquals("1 in 1h30m, burst 1", new Rate(1, Duration.ofMinutes(90), 1).toString());
    }

    @Property
    void givesBackNoMoreThanItSays(
            @ForAll @LongRange(min = 1, max = 10_000) long permits,
            @ForAll @LongRange(min = 1_000_000, max = 86_400_000_000L) long periodMicros) {
        var rate = new Rate(permits, Duration.ofNanos(periodMicros * 1_000), 1);

        assertEquals(Math.ceilDiv(periodMicros, permits), rate.emissionMicros());
    }

    @Test
    void aChargeIsNeverNegative() {
        var rate = new Rate(1, Duration.ofSeconds(1), 1);

        assertThrows(IllegalArgumentException.class, () -> Charge.of("calls", rate, -1));
    }

    @Test
    void eachFigureOfALimitIsInItsSlot() {
        Duration second = Duration.ofSeconds(1);
        String slot = Charge.of("calls", new Rate(10, second, 5), 1).slot();

        assertEquals(slot, Charge.of("calls", new Rate(10, second, 5), 2).slot());
        assertNotEquals(slot, Charge.of("other", new Rate(10, second, 5), 1).slot());
        assertNotEquals(slot, Charge.of("calls", new Rate(9, second, 5), 1).slot());
        assertNotEquals(slot, Charge.of("calls", new Rate(10, second, 4), 1).slot());
        assertNotEquals(
                slot,
                Charge.of("calls", new Rate(10, Duration.ofSeconds(2), 5), 1).slot());
    }
}
