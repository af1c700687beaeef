package dev.tollgate.core.tamper;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The obvious stores of heads and alarms, over a store of records, and its chains. All can be told to be down. */
public final class InMemoryTamperStores implements ChainHeads, Places, AlarmStore {
    private final InMemoryRecordStore records;
    private final Map<String, ChainHead> heads = new HashMap<>();
    private final Map<String, String> recordOfClaim = new HashMap<>();
    private boolean headsDown;
    private boolean alarmsDown;
    private int reads;
    private int writes;

    public InMemoryTamperStores(InMemoryRecordStore records) {
        this.records = records;
    }

    public void headsAreDown(boolean down) {
        headsDown = down;
    }

    public void alarmsAreDown(boolean down) {
        alarmsDown = down;
    }

    /** How often heads were read and written. */
    public List<Integer> calls() {
        return List.of(reads, writes);
    }

    public Map<String, ChainHead> heads() {
        return Map.copyOf(heads);
    }

    @Override
    public Map<String, ChainHead> read(Set<String> writers, Deadline deadline) throws StoreException {
        check(headsDown);
        reads++;
        var found = new HashMap<>(heads);
        found.keySet().retainAll(writers);
        return found;
    }

    @Override
    public void write(Map<String, ChainHead> changed, Deadline deadline) throws StoreException {
        check(headsDown);
        writes++;
        heads.putAll(changed);
    }

    @Override
    public List<SealedRecord> between(String writer, long from, long to, Deadline deadline) {
        return records.chains().getOrDefault(writer, List.of()).stream()
                .filter(record -> record.seq() >= from && record.seq() <= to)
                .toList();
    }

    @Override
    public Written put(List<SealedRecord> about, String claim, Instant at, Deadline deadline) throws StoreException {
        check(alarmsDown);
        String record = about.getLast().id();
        return records.append(
                about,
                () -> record.equals(recordOfClaim.getOrDefault(claim, record)),
                () -> recordOfClaim.put(claim, record),
                deadline);
    }

    private static void check(boolean down) throws StoreException {
        if (down) {
            throw new StoreException("the store is down, as planned", null);
        }
    }
}
