package dev.tollgate.core.observed;

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

/** What every store of receipts promises. */
public abstract class ObservedStoreContract {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    protected abstract ObservedStore observed();

    protected abstract RecordStore recordStore();

    /** Different in each test of a run. */
    protected abstract String newName();

    @Test
    void theReceiptIsThereWithTheRecords() throws StoreException {
        String batch = newName();

        assertEquals(Optional.empty(), observed().receiptOf("log", batch, soon()));
        List<SealedRecord> written = append(batch, 3).orElseThrow();

        assertEquals(
                Optional.of(receipt(batch, 3, written.getFirst().id())),
                observed().receiptOf("log", batch, soon()));
        assertEquals(Optional.empty(), observed().receiptOf("other-log", batch, soon()));
    }

    @Test
    void aBatchIsWrittenOnce() throws StoreException {
        String batch = newName();
        List<SealedRecord> written = append(batch, 2).orElseThrow();

        assertEquals(Optional.empty(), append(batch, 2));
        assertEquals(
                written.getFirst().id(),
                observed().receiptOf("log", batch, soon()).orElseThrow().firstRecord());
    }

    @Test
    void theSameBytesAgainAreASuccess() throws StoreException {
        String batch = newName();
        var sealed = new ArrayList<SealedRecord>();
        writer().append(
                        List.of(draft()),
                        (records, left) -> {
                            sealed.addAll(records);
                            return Writer.Written.REFUSED;
                        },
                        soon());
        ObservedReceipt receipt = receipt(batch, 1, sealed.getFirst().id());

        assertEquals(Writer.Written.YES, observed().append(sealed, receipt, soon()));
        assertEquals(Writer.Written.YES, observed().append(sealed, receipt, soon()));
    }

    @Test
    void asManyAsComeAtOnceAreOneTransaction() throws StoreException {
        assertEquals(
                ObservedBatch.MOST_CALLS,
                append(newName(), ObservedBatch.MOST_CALLS).orElseThrow().size());
    }

    @Test
    void ofSendersAtTheSameTimeOneIsWritten() throws Exception {
        String batch = newName();
        List<Callable<Boolean>> senders = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> append(batch, 5).isPresent())
                .toList();
        int written = 0;
        try (var threads = Executors.newFixedThreadPool(senders.size())) {
            for (var each : threads.invokeAll(senders)) {
                written += each.get() ? 1 : 0;
            }
        }
        assertEquals(1, written);
    }

    private Optional<List<SealedRecord>> append(String batch, int calls) throws StoreException {
        return writer().append(
                        Collections.nCopies(calls, draft()),
                        (records, left) -> observed()
                                .append(
                                        records,
                                        receipt(batch, calls, records.getFirst().id()),
                                        left),
                        soon());
    }

    private synchronized Writer writer() {
        String name = newName();
        return new Writer(recordStore(), () -> name, Json.Obj.EMPTY, () -> NOON);
    }

    private static ObservedReceipt receipt(String batch, int calls, String firstRecord) {
        return new ObservedReceipt("log", batch, Sha256.hex(batch), calls, firstRecord, NOON.plus(Duration.ofDays(90)));
    }

    private static Draft draft() {
        return new Draft(Draft.Kind.OBSERVED, NOON, NOON.plus(Duration.ofDays(90)), Json.Obj.EMPTY);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
