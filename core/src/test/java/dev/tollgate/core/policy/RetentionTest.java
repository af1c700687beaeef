package dev.tollgate.core.policy;

import dev.tollgate.core.record.Draft;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void keepsAKindForItsOwnTimeAndTheOthersForTheUsualOne() {
        var retention = new Retention(MONTH, Map.of("security", Duration.ofDays(400)));

        assertEquals(Duration.ofDays(400), retention.of("security"));
        assertEquals(MONTH, retention.of("decision"));
    }

    @Test
    void decidesAboutEveryKindButActsAndOpenings() {
        var kinds = new HashSet<String>();
        Arrays.stream(Draft.Kind.values()).map(Draft.Kind::word).forEach(kinds::add);
        kinds.removeAll(Set.of("admin", "open"));

        assertEquals(kinds, Set.copyOf(Retention.KINDS));
    }

    @Test
    void refusesWhatIsNoTimeAndNoKind() {
        assertThrows(IllegalArgumentException.class, () -> Retention.of(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Retention.of(Duration.ofDays(3_661)));
        assertThrows(IllegalArgumentException.class, () -> new Retention(MONTH, Map.of("read", Duration.ZERO)));
        assertThrows(IllegalArgumentException.class, () -> new Retention(MONTH, Map.of("admin", MONTH)));
    }
}
