package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What each reader of chains promises. */
public abstract class ChainReaderContract {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 27);

    protected abstract RecordStore store();

    protected abstract ChainReader reader();

    @Test
    void namesTheWritersOfADayAndNoOthers() throws StoreException {
        store().enter("early", DAY.minusDays(1), soon());
        store().enter("late", DAY, soon());
        store().enter("later", DAY, soon());

        assertEquals(Set.of("late", "later"), reader().writers(DAY, soon()));
        assertEquals(Set.of(), reader().writers(DAY.plusDays(1), soon()));
    }

    @Test
    void givesTheRecordsBehindAPlaceInTheirOrder() throws StoreException {
        List<SealedRecord> chain = SealedRecords.chain("longer", 8);
        for (SealedRecord record : chain) {
            store().append(List.of(record), soon());
        }

        assertEquals(chain, all("longer", -1));
        assertEquals(chain.subList(5, 8), all("longer", 4));
        assertEquals(List.of(), all("longer", 7));
        assertEquals(List.of(), all("nobody", -1));
    }

    @Test
    void givesTheHashesOfARangeBothEndsIncluded() throws StoreException {
        List<SealedRecord> chain = SealedRecords.chain("hashed", 8);
        for (SealedRecord record : chain) {
            store().append(List.of(record), soon());
        }

        assertEquals(
                chain.subList(2, 6).stream()
                        .map(record -> new ChainReader.Hash(record.seq(), record.hash()))
                        .toList(),
                reader().hashes("hashed", 2, 5, soon()));
        assertEquals(List.of(), reader().hashes("hashed", 8, 20, soon()));
    }

    private List<SealedRecord> all(String writer, long after) throws StoreException {
        var found = new ArrayList<SealedRecord>();
        ChainReader.Page page;
        long last = after;
        do {
            page = reader().after(writer, last, soon());
            found.addAll(page.records());
            assertTrue(page.isLast() || !page.records().isEmpty(), "a page that is not the last has records");
            last = found.isEmpty() ? last : found.getLast().seq();
        } while (!page.isLast());
        return found;
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
