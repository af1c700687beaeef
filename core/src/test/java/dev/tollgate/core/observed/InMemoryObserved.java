package dev.tollgate.core.observed;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The obvious store of receipts, over a store of records, whose failures it shares. */
public final class InMemoryObserved implements ObservedStore {
    private final InMemoryRecordStore records;
    private final Map<List<String>, ObservedReceipt> receipts = new HashMap<>();

    public InMemoryObserved(InMemoryRecordStore records) {
        this.records = records;
    }

    @Override
    public Optional<ObservedReceipt> receiptOf(String source, String batch, Deadline deadline) {
        synchronized (receipts) {
            return Optional.ofNullable(receipts.get(List.of(source, batch)));
        }
    }

    @Override
    public Written append(List<SealedRecord> calls, ObservedReceipt receipt, Deadline deadline) throws StoreException {
        synchronized (receipts) {
            List<String> key = List.of(receipt.source(), receipt.batch());
            return records.append(
                    calls,
                    () -> !receipts.containsKey(key)
                            || receipts.get(key).firstRecord().equals(receipt.firstRecord()),
                    () -> receipts.put(key, receipt),
                    deadline);
        }
    }
}
