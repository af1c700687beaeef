package dev.tollgate.core.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RestingCollectorTest {
    private static final byte[] SPANS = {};

    private final List<String> problems = new ArrayList<>();
    private long nanos = -5;
    private boolean isUp;
    private int asked;
    private final Collector collector = new RestingCollector(
            spans -> {
                asked++;
                return isUp;
            },
            () -> nanos,
            problems::add);

    @Test
    void isLeftAloneForHalfAMinuteAfterThreeFailures() {
        for (int i = 0; i < 10; i++) {
            assertFalse(collector.take(SPANS));
        }
        assertEquals(3, asked);
        assertEquals(List.of("the collector of traces fails, and is sent nothing for 30 s"), problems);

        nanos += Duration.ofSeconds(30).toNanos();
        assertFalse(collector.take(SPANS));
        assertFalse(collector.take(SPANS));
        assertEquals(4, asked, "one try, then it rests again");

        nanos += Duration.ofSeconds(30).toNanos();
        isUp = true;
        assertTrue(collector.take(SPANS));
        assertTrue(collector.take(SPANS));
        assertEquals(6, asked);
    }

    @Test
    void aFailureNowAndThenRestsNobody() {
        for (int i = 0; i < 12; i++) {
            isUp = i % 3 == 2;
            collector.take(SPANS);
        }
        assertEquals(12, asked);
        assertEquals(List.of(), problems);
    }
}
