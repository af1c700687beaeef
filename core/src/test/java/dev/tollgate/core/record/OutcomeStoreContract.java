package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Writer.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every store of outcomes promises. */
public abstract class OutcomeStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    protected abstract OutcomeStore outcomes();

    protected abstract RecordReader records();

    protected abstract RecordStore recordStore();

    /** Different in each test of a run. */
    protected abstract String newName();

    @Test
    void writesTheRecordAndTheClaim() throws StoreException {
        SealedRecord record = first(newName());
        OutcomeClaim claim = claim(newName(), record, "digest");

        assertEquals(Written.YES, outcomes().append(List.of(record), claim, soon()));
        assertEquals(Optional.of(claim), outcomes().find(claim.decision(), soon()));
        assertEquals(Optional.of(record), found(record));
    }

    @Test
    void refusesASecondOutcomeAndWritesNothingOfIt() throws StoreException {
        SealedRecord record = first(newName());
        OutcomeClaim claim = claim(newName(), record, "digest");
        outcomes().append(List.of(record), claim, soon());
        SealedRecord second = first(newName());

        assertEquals(
                Written.REFUSED, outcomes().append(List.of(second), claim(claim.decision(), second, "other"), soon()));
        assertEquals(Optional.of(claim), outcomes().find(claim.decision(), soon()));
        assertEquals(Optional.empty(), found(second));
    }

    @Test
    void theSameBytesAgainAreASuccess() throws StoreException {
        SealedRecord record = first(newName());
        OutcomeClaim claim = claim(newName(), record, "digest");
        outcomes().append(List.of(record), claim, soon());

        assertEquals(Written.YES, outcomes().append(List.of(record), claim, soon()));
    }

    @Test
    void aPlaceThatIsTakenIsToldAndNothingIsClaimed() throws StoreException {
        String writer = newName();
        recordStore().append(List.of(first(writer)), soon());
        SealedRecord other = SealedRecord.seal(writer, 0, "f".repeat(64), draft("from somebody else"));
        OutcomeClaim claim = claim(newName(), other, "digest");

        assertEquals(Written.PLACE_TAKEN, outcomes().append(List.of(other), claim, soon()));
        assertEquals(Optional.empty(), outcomes().find(claim.decision(), soon()));
    }

    @Test
    void aWriterGoesOnInItsChainAfterARefusal() throws StoreException {
        String name = newName();
        var writer = new Writer(recordStore(), () -> name, Json.Obj.EMPTY, () -> NOON);
        String decision = newName();
        assertTrue(
                writer.append(List.of(draft("one")), claiming(decision), soon()).isPresent());
        assertEquals(Optional.empty(), writer.append(List.of(draft("two")), claiming(decision), soon()));

        assertEquals(
                name + "-2",
                writer.append(List.of(draft("three")), soon()).getFirst().id());
    }

    @Test
    void ofOutcomesAtTheSameTimeOneIsWritten() throws Exception {
        String decision = newName();
        List<Callable<Boolean>> writers = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> {
                    String name = newName();
                    var writer = new Writer(recordStore(), () -> name, Json.Obj.EMPTY, () -> NOON);
                    return () -> writer.append(List.of(draft("at once")), claiming(decision), soon())
                            .isPresent();
                })
                .toList();
        int written = 0;
        try (var threads = Executors.newFixedThreadPool(writers.size())) {
            for (var each : threads.invokeAll(writers)) {
                written += each.get() ? 1 : 0;
            }
        }
        assertEquals(1, written);
    }

    @Test
    void anItemOfABatchIsFoundAlsoWhenItemsBeforeItHaveNoRecord() throws StoreException {
        String name = newName();
        var writer = new Writer(recordStore(), () -> name, Json.Obj.EMPTY, () -> NOON);
        writer.append(List.of(item(0), item(2), item(3)), soon());

        assertEquals(Optional.of(0L), place(name + "-1.0"));
        assertEquals(Optional.empty(), place(name + "-1.1"));
        assertEquals(Optional.of(2L), place(name + "-1.2"));
        assertEquals(Optional.of(3L), place(name + "-1.3"));
        assertEquals(Optional.empty(), place(name + "-1.4"));
    }

    private Optional<Long> place(String id) throws StoreException {
        return records()
                .find(RecordId.parse(id).orElseThrow(), soon())
                .flatMap(record -> record.content().integer("item"));
    }

    private Writer.Together claiming(String decision) {
        return (records, left) -> outcomes().append(records, claim(decision, records.getFirst(), "digest"), left);
    }

    private Optional<SealedRecord> found(SealedRecord record) throws StoreException {
        return records().find(RecordId.parse(record.id()).orElseThrow(), soon());
    }

    private static SealedRecord first(String writer) {
        return SealedRecord.seal(writer, 0, SealedRecord.genesis(writer), draft("one"));
    }

    private static OutcomeClaim claim(String decision, SealedRecord record, String digest) {
        return new OutcomeClaim(decision, record.id(), digest, NOON, NOON.plus(Duration.ofHours(2)));
    }

    private static Draft draft(String note) {
        return new Draft(
                Draft.Kind.REDACTION,
                NOON,
                NOON.plus(Duration.ofDays(90)),
                Json.object().put("note", note).build());
    }

    private static Draft item(int place) {
        return new Draft(
                Draft.Kind.DECISION,
                NOON,
                NOON.plus(Duration.ofDays(90)),
                Json.object().put("item", place).build());
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
