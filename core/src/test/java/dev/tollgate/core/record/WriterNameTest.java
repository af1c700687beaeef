package dev.tollgate.core.record;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WriterNameTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void isNeverTheSame() {
        var names = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            names.add(nameAt(1_764_000_000_000L));
        }

        assertEquals(1_000, names.size());
    }

    @Test
    void isMadeOfLettersAndDigitsThatStandInAnyKey() {
        assertTrue(nameAt(1_764_000_000_000L).matches("[a-z0-9]{26}"));
    }

    @Property
    void sortsByAge(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis,
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long later) {
        assertTrue(nameAt(millis).compareTo(nameAt(millis + later)) < 0);
    }

    private static String nameAt(long millis) {
        return new WriterName(RANDOM, () -> Instant.ofEpochMilli(millis)).get();
    }
}
