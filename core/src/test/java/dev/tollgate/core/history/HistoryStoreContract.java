package dev.tollgate.core.history;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.HistoryReads.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What each store of histories promises. */
public abstract class HistoryStoreContract {
    private static final AtomicInteger KEYS = new AtomicInteger();
    /** The beginning of a bucket. */
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private static final Set<Part> ALL = EnumSet.allOf(Part.class);

    private final HistoryKey key = new HistoryKey("H#A#agent-" + KEYS.incrementAndGet());

    protected abstract HistoryStore store();

    @Test
    void whatIsNotedIsThereForWhoeverReadsNext() throws StoreException {
        add(Note.ofCall("crm/query", Set.of("untrusted", "sensitive"), Map.of("rows", 7L)), NOON);
        add(Note.ofCall("crm/query", Set.of("untrusted"), Map.of("rows", 3L)), NOON.plusSeconds(60));

        Past past = read(NOON, ALL);

        assertEquals(Map.of("untrusted", NOON.plusSeconds(60), "sensitive", NOON), past.labels());
        assertEquals(Map.of("crm/query", 2L), past.calls());
        assertEquals(Map.of("rows", 10L), past.amounts());
        assertEquals(Map.of("crm/query", NOON.plusSeconds(60)), past.uses());
    }

    @Test
    void anotherHistoryKnowsNothingOfIt() throws StoreException {
        add(Note.ofLabels(Set.of("untrusted")), NOON);

        Past other = store().read(new HistoryKey(key.text() + "x"), NOON, ALL, soon());

        assertEquals(Past.NOTHING, other);
    }

    @Test
    void countsOfBucketsThatEndedBeforeAreLeftOut() throws StoreException {
        Note note = Note.ofCall("crm/query", Set.of(), Map.of("rows", 1L));
        add(note, NOON.minusSeconds(1));
        add(note, NOON);
        add(note, NOON.plusSeconds(299));
        add(note, NOON.plusSeconds(300));

        assertEquals(Map.of("crm/query", 4L), read(NOON.minusSeconds(1), ALL).calls());
        assertEquals(Map.of("crm/query", 3L), read(NOON, ALL).calls());
        assertEquals(Map.of("rows", 3L), read(NOON.plusSeconds(299), ALL).amounts());
        assertEquals(Map.of("rows", 1L), read(NOON.plusSeconds(300), ALL).amounts());
    }

    @Test
    void labelsAndUsesComeWithTheirTimesHoweverOld() throws StoreException {
        add(Note.ofCall("crm/query", Set.of("untrusted"), Map.of()), NOON);

        Instant later = NOON.plus(Duration.ofHours(20));

        assertEquals(Map.of("untrusted", NOON), read(later, Set.of(Part.LABELS)).labels());
        assertEquals(
                Map.of("crm/query", NOON), read(later, Set.of(Part.FIRST_USE)).uses());
        assertEquals(
                Map.of("untrusted", NOON),
                read(later, EnumSet.of(Part.LABELS, Part.FIRST_USE)).labels());
    }

    @Test
    void callsAtTheSameTimeAreAllCounted() throws Exception {
        Note note = new Note(Set.of(), Optional.of("crm/query"), Optional.empty(), Map.of("rows", 2L));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                threads.submit(() -> {
                    add(note, NOON);
                    return null;
                });
            }
        }

        assertEquals(Map.of("crm/query", 40L), read(NOON, ALL).calls());
        assertEquals(Map.of("rows", 80L), read(NOON, ALL).amounts());
    }

    private void add(Note note, Instant at) throws StoreException {
        store().add(key, note, at, soon());
    }

    private Past read(Instant since, Set<Part> parts) throws StoreException {
        return store().read(key, since, parts, soon());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }
}
