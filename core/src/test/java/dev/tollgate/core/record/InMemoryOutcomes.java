package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.Writer.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The obvious store of outcomes, over a store of records, whose failures it shares. */
public final class InMemoryOutcomes implements OutcomeStore, RecordReader {
    private final InMemoryRecordStore records;
    private final Map<String, OutcomeClaim> claims = new ConcurrentHashMap<>();

    public InMemoryOutcomes(InMemoryRecordStore records) {
        this.records = records;
    }

    @Override
    public Written append(List<SealedRecord> outcome, OutcomeClaim claim, Deadline deadline) throws StoreException {
        return records.append(outcome, () -> isFree(claim), () -> claims.put(claim.decision(), claim), deadline);
    }

    private boolean isFree(OutcomeClaim claim) {
        OutcomeClaim before = claims.get(claim.decision());
        return before == null || before.record().equals(claim.record());
    }

    @Override
    public Optional<OutcomeClaim> find(String decision, Deadline deadline) {
        return Optional.ofNullable(claims.get(decision));
    }

    @Override
    public Optional<SealedRecord> find(RecordId id, Deadline deadline) {
        List<SealedRecord> chain = records.chains().getOrDefault(id.writer(), List.of());
        return chain.stream()
                .filter(record -> id.item().isEmpty()
                        ? record.seq() == id.seq()
                        : record.seq() >= id.seq()
                                && record.seq() <= id.seq() + id.item().get()
                                && record.content().integer("item").equals(Optional.of((long)
                                        id.item().get())))
                .findFirst();
    }
}
