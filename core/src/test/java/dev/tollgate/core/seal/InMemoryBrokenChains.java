package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.util.List;
import java.util.TreeMap;

/** The obvious store of broken chains, beside one of records. */
public final class InMemoryBrokenChains implements BrokenChains {
    private final InMemoryRecordStore recordStore;
    private final TreeMap<String, BrokenChain> kept = new TreeMap<>();

    public InMemoryBrokenChains(InMemoryRecordStore recordStore) {
        this.recordStore = recordStore;
    }

    @Override
    public synchronized List<BrokenChain> all(int most, Deadline deadline) {
        return kept.values().stream().limit(most).toList();
    }

    @Override
    public synchronized void see(BrokenChain broken, Deadline deadline) {
        BrokenChain there = kept.get(broken.writer());
        if (there == null || !there.finding().equals(broken.finding())) {
            kept.put(broken.writer(), broken);
        }
    }

    @Override
    public synchronized Written tell(BrokenChain broken, List<SealedRecord> records, Deadline deadline)
            throws StoreException {
        return recordStore.append(
                records,
                () -> {
                    BrokenChain there = kept.get(broken.writer());
                    return there != null && !there.isTold() && there.finding().equals(broken.finding());
                },
                () -> kept.put(broken.writer(), new BrokenChain(broken.finding(), broken.seen(), true)),
                deadline);
    }

    @Override
    public synchronized void forget(String writer, Deadline deadline) {
        kept.remove(writer);
    }
}
