package dev.tollgate.core.rollup;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DurationsTest {
    @Test
    void saysBetweenWhichTwoADurationLies() {
        for (long micros : List.of(0L, 1L, 3L, 4L, 5L, 7L, 8L, 9L, 10L, 1_000L, 65_535L, 65_536L, Long.MAX_VALUE)) {
            Durations.Between between = Durations.of(micros).percentile(50).orElseThrow();
            assertTrue(between.leastMicros() <= micros && micros <= between.mostMicros(), () -> micros + " " + between);
        }
        assertEquals(
                Optional.of(new Durations.Between(896, 1_023)),
                Durations.of(1_000).percentile(99));
        assertEquals(Optional.empty(), Durations.NONE.percentile(50));
    }

    @Test
    void eachBucketBeginsWhereTheOneBeforeEnds() {
        for (int bucket = 1; bucket <= Durations.bucket(Long.MAX_VALUE); bucket++) {
            assertEquals(bucket, Durations.bucket(Durations.least(bucket)));
            assertEquals(bucket - 1, Durations.bucket(Durations.least(bucket) - 1));
        }
    }

    @Test
    void takesTheNearestRankOfWhatWasAdded() {
        Durations sum = Durations.NONE;
        for (int i = 1; i <= 100; i++) {
            sum = sum.plus(Durations.of(i <= 50 ? 100 : 10_000));
        }
        assertTrue(sum.percentile(50).orElseThrow().mostMicros() < 128);
        assertTrue(sum.percentile(51).orElseThrow().leastMicros() > 8_000);
    }
}
