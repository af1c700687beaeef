package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The obvious indexes: every record is looked at. */
public final class InMemoryRecordIndex implements RecordIndex {
    private final InMemoryRecordStore store;

    public InMemoryRecordIndex(InMemoryRecordStore store) {
        this.store = store;
    }

    @Override
    public Page newest(IndexKeys.Index index, String partition, String from, String before, int most, Deadline deadline)
            throws StoreException {
        List<Entry> all = store.records().stream()
                .filter(record -> partition.equals(IndexKeys.of(record).get(index.partition())))
                .map(InMemoryRecordIndex::entry)
                .filter(entry ->
                        entry.place().compareTo(from) >= 0 && entry.place().compareTo(before) < 0)
                .sorted(Comparator.comparing(Entry::place).reversed())
                .toList();
        return new Page(all.stream().limit(most).toList(), all.size() <= most);
    }

    private static Entry entry(SealedRecord record) {
        Map<String, String> keys = IndexKeys.of(record);
        return new Entry(keys.get(IndexKeys.SORT), record.writer(), record.seq(), record.content());
    }

    @Override
    public List<SealedRecord> records(List<Entry> entries, Deadline deadline) {
        return entries.stream()
                .map(entry -> store.records().stream()
                        .filter(record -> record.writer().equals(entry.writer()) && record.seq() == entry.seq())
                        .findFirst()
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }
}
