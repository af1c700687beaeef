package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecordSearchTest extends RecordSearchContract {
    private final InMemoryRecordStore store = new InMemoryRecordStore();

    @Override
    protected RecordStore store() {
        return store;
    }

    @Override
    protected RecordIndex index() {
        return new InMemoryRecordIndex(store);
    }

    @Test
    void aPageEndsWhenTooMuchWasLookedAtForIt() throws Exception {
        RecordIndex endless = new RecordIndex() {
            @Override
            public Page newest(
                    IndexKeys.Index index, String partition, String from, String before, int most, Deadline deadline) {
                if (!partition.endsWith("#0")) {
                    return new Page(List.of(), true);
                }
                long left = before.length() < 30 ? 1_000_000 : Long.parseLong(before.substring(before.length() - 12));
                return new Page(
                        List.of(new Entry(from + "#w#" + "%012d".formatted(left - 1), "w", left, Json.Obj.EMPTY)),
                        false);
            }

            @Override
            public List<SealedRecord> records(List<Entry> entries, Deadline deadline) {
                return List.of();
            }
        };
        RecordQuery query = ofAgent(NOON, NOON.plusSeconds(1), Map.of("trace", Set.of("x")));

        RecordSearch.Found found = new RecordSearch(endless, Duration.ZERO).page(query, Optional.empty(), 10, soon());

        assertEquals(List.of(), found.records());
        assertTrue(found.next().orElseThrow().endsWith("#000000995000"), found.next()::toString);
    }

    @Test
    void aTimeThatIsEmptyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ofAgent(NOON, NOON, Map.of()));
    }
}
