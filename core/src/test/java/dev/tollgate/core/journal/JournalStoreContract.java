package dev.tollgate.core.journal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every store of journals promises. */
public abstract class JournalStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant EXPIRES = NOON.plus(Duration.ofDays(90));

    protected abstract JournalStore journals();

    protected abstract RecordStore recordStore();

    /** Different in each test of a run. */
    protected abstract String newName();

    @Test
    void aHookThatWasNeverHeardIsAtItsStart() throws StoreException {
        String hook = newName();

        assertEquals(JournalHead.start(hook), journals().head(hook, soon()));
        assertEquals(Optional.empty(), journals().receiptOf(hook, 1, soon()));
    }

    @Test
    void theHeadMovesWithTheRecords() throws StoreException {
        String hook = newName();
        Writer writer = writer(newName());
        Receipt first = append(writer, hook, JournalHead.start(hook), 1, 3).orElseThrow();
        Receipt second = append(writer, hook, first.head(), 4, 1).orElseThrow();

        JournalHead head = journals().head(hook, soon());
        assertEquals(second.head(), head);
        assertEquals(4, head.seq());
        assertEquals(hash(4), head.hash());
        assertEquals(Optional.of(second.firstRecord()), head.record());
    }

    @Test
    void anEntryIsFoundInItsReceipt() throws StoreException {
        String hook = newName();
        Writer writer = writer(newName());
        Receipt first = append(writer, hook, JournalHead.start(hook), 1, 3).orElseThrow();
        Receipt second = append(writer, hook, first.head(), 4, 40).orElseThrow();

        assertEquals(Optional.of(first), journals().receiptOf(hook, 1, soon()));
        assertEquals(Optional.of(first), journals().receiptOf(hook, 3, soon()));
        assertEquals(Optional.of(second), journals().receiptOf(hook, 4, soon()));
        assertEquals(Optional.of(second), journals().receiptOf(hook, 43, soon()));
        assertEquals(Optional.empty(), journals().receiptOf(hook, 44, soon()));
    }

    @Test
    void refusesWhatDoesNotBeginAtTheHeadAndWritesNothingOfIt() throws StoreException {
        String hook = newName();
        Writer writer = writer(newName());
        Receipt first = append(writer, hook, JournalHead.start(hook), 1, 3).orElseThrow();
        var other = new JournalHead(3, Sha256.hex("another past"), Optional.empty());

        assertEquals(Optional.empty(), append(writer, hook, JournalHead.start(hook), 1, 2));
        assertEquals(Optional.empty(), append(writer, hook, other, 4, 2));
        assertEquals(Optional.empty(), append(writer, hook, new JournalHead(7, hash(7), Optional.empty()), 8, 2));
        assertEquals(first.head(), journals().head(hook, soon()));
        Receipt next = append(writer, hook, first.head(), 4, 1).orElseThrow();
        assertEquals(seq(first.firstRecord()) + 3, seq(next.firstRecord()), "the chain has no gap");
    }

    @Test
    void theSameBytesAgainAreASuccess() throws StoreException {
        String hook = newName();
        List<SealedRecord> records = unwritten(newName());
        Receipt receipt = receipt(hook, 1, 1, records.getFirst().id());

        assertEquals(Writer.Written.YES, journals().append(records, JournalHead.start(hook), receipt, soon()));
        assertEquals(Writer.Written.YES, journals().append(records, JournalHead.start(hook), receipt, soon()));
        assertEquals(receipt.head(), journals().head(hook, soon()));
    }

    @Test
    void aPlaceThatIsTakenIsToldAndTheHeadStays() throws StoreException {
        String hook = newName();
        String name = newName();
        List<SealedRecord> there = writer(name).append(List.of(draft("one")), soon());
        var other =
                new SealedRecord(name, there.getFirst().seq(), there.getFirst().content(), Sha256.hex("other"));

        assertEquals(
                Writer.Written.PLACE_TAKEN,
                journals().append(List.of(other), JournalHead.start(hook), receipt(hook, 1, 1, other.id()), soon()));
        assertEquals(JournalHead.start(hook), journals().head(hook, soon()));
    }

    @Test
    void aHookHasAJournalOfItsOwn() throws StoreException {
        String hook = newName();
        append(writer(newName()), hook, JournalHead.start(hook), 1, 2);
        String other = newName();

        assertEquals(JournalHead.start(other), journals().head(other, soon()));
        assertTrue(
                append(writer(newName()), other, JournalHead.start(other), 1, 2).isPresent());
    }

    @Test
    void asManyAsComeAtOnceAreOneTransaction() throws StoreException {
        String hook = newName();
        List<Draft> drafts = Collections.nCopies(2 * Journal.MOST_ENTRIES, draft("entry or violation"));
        Optional<List<SealedRecord>> written = writer(newName())
                .append(
                        drafts,
                        (records, left) -> journals()
                                .append(
                                        records,
                                        JournalHead.start(hook),
                                        receipt(
                                                hook,
                                                1,
                                                Journal.MOST_ENTRIES,
                                                records.getFirst().id()),
                                        left),
                        soon());

        assertEquals(2 * Journal.MOST_ENTRIES, written.orElseThrow().size());
    }

    @Test
    void ofSendersAtTheSameTimeOneIsWritten() throws Exception {
        String hook = newName();
        List<Callable<Boolean>> senders = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> {
                    Writer writer = writer(newName());
                    return () ->
                            append(writer, hook, JournalHead.start(hook), 1, 5).isPresent();
                })
                .toList();
        int written = 0;
        try (var threads = Executors.newFixedThreadPool(senders.size())) {
            for (var each : threads.invokeAll(senders)) {
                written += each.get() ? 1 : 0;
            }
        }
        assertEquals(1, written);
    }

    private Optional<Receipt> append(Writer writer, String hook, JournalHead before, long from, int entries)
            throws StoreException {
        Optional<List<SealedRecord>> written = writer.append(
                Collections.nCopies(entries, draft("an entry")),
                (records, left) -> journals()
                        .append(
                                records,
                                before,
                                receipt(hook, from, entries, records.getFirst().id()),
                                left),
                soon());
        return written.map(
                records -> receipt(hook, from, entries, records.getFirst().id()));
    }

    private List<SealedRecord> unwritten(String name) throws StoreException {
        var sealed = new ArrayList<SealedRecord>();
        writer(name)
                .append(
                        List.of(draft("an entry")),
                        (records, left) -> {
                            sealed.addAll(records);
                            return Writer.Written.REFUSED;
                        },
                        soon());
        return sealed;
    }

    private Writer writer(String name) {
        return new Writer(recordStore(), () -> name, Json.Obj.EMPTY, () -> NOON);
    }

    private static Receipt receipt(String hook, long from, int entries, String firstRecord) {
        List<String> hashes =
                IntStream.range(0, entries).mapToObj(i -> hash(from + i)).toList();
        return new Receipt(hook, from, hashes, firstRecord, EXPIRES);
    }

    private static String hash(long seq) {
        return Sha256.hex("entry " + seq);
    }

    private static long seq(String record) {
        return Long.parseLong(record.substring(record.indexOf('-') + 1));
    }

    private static Draft draft(String note) {
        return new Draft(
                Draft.Kind.JOURNAL,
                NOON,
                EXPIRES,
                Json.object().put("note", note).build());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
