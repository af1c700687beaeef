package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads what an in-memory store of records has, a few records at a time. */
public final class InMemoryChainReader implements ChainReader {
    private static final int PAGE = 3;

    private final InMemoryRecordStore store;

    public InMemoryChainReader(InMemoryRecordStore store) {
        this.store = store;
    }

    @Override
    public Set<String> writers(LocalDate day, Deadline deadline) {
        var writers = new TreeSet<String>();
        for (String entry : store.entries()) {
            if (entry.startsWith(day + " ")) {
                writers.add(entry.substring(entry.indexOf(' ') + 1));
            }
        }
        return writers;
    }

    @Override
    public Page after(String writer, long seq, Deadline deadline) {
        List<SealedRecord> behind = store.chains().getOrDefault(writer, List.of()).stream()
                .filter(record -> record.seq() > seq)
                .toList();
        return new Page(behind.stream().limit(PAGE).toList(), behind.size() <= PAGE);
    }

    @Override
    public List<Hash> hashes(String writer, long from, long to, Deadline deadline) {
        return store.chains().getOrDefault(writer, List.of()).stream()
                .filter(record -> from <= record.seq() && record.seq() <= to)
                .map(record -> new Hash(record.seq(), record.hash()))
                .toList();
    }
}
