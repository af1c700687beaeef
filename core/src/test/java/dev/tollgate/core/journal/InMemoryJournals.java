package dev.tollgate.core.journal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The obvious store of journals, over a store of records, whose failures it shares. */
public final class InMemoryJournals implements JournalStore {
    private final InMemoryRecordStore records;
    private final Map<String, TreeMap<Long, Receipt>> receipts = new HashMap<>();

    public InMemoryJournals(InMemoryRecordStore records) {
        this.records = records;
    }

    @Override
    public JournalHead head(String hook, Deadline deadline) {
        synchronized (receipts) {
            TreeMap<Long, Receipt> of = receipts.get(hook);
            return of == null
                    ? JournalHead.start(hook)
                    : of.lastEntry().getValue().head();
        }
    }

    @Override
    public Optional<Receipt> receiptOf(String hook, long seq, Deadline deadline) {
        synchronized (receipts) {
            return Optional.ofNullable(
                            receipts.getOrDefault(hook, new TreeMap<>()).ceilingEntry(seq))
                    .map(Map.Entry::getValue)
                    .filter(receipt -> receipt.from() <= seq);
        }
    }

    @Override
    public Written append(List<SealedRecord> entries, JournalHead before, Receipt receipt, Deadline deadline)
            throws StoreException {
        synchronized (receipts) {
            return records.append(
                    entries,
                    () -> head(receipt.hook(), deadline).equals(before) || isThere(receipt),
                    () -> receipts.computeIfAbsent(receipt.hook(), hook -> new TreeMap<>())
                            .put(receipt.to(), receipt),
                    deadline);
        }
    }

    private boolean isThere(Receipt receipt) {
        return receiptOf(receipt.hook(), receipt.to(), Deadline.in(java.time.Duration.ofSeconds(1)))
                .filter(there -> there.firstRecord().equals(receipt.firstRecord()))
                .isPresent();
    }
}
