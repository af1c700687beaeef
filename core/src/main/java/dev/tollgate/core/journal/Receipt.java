package dev.tollgate.core.journal;

import dev.tollgate.core.record.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was received of a hook at once.
 *
 * @param from the place of the first entry
 * @param hashes of the entries, in order
 * @param firstRecord the id of the first entry's record; the others follow it
 * @param expires until when it is remembered
 */
public record Receipt(String hook, long from, List<String> hashes, String firstRecord, Instant expires) {
    public Receipt {
        hashes = List.copyOf(hashes);
    }

    public static Receipt of(String hook, List<JournalEntry> entries, String firstRecord, Instant expires) {
        return new Receipt(
                hook,
                entries.getFirst().seq(),
                entries.stream().map(JournalEntry::hash).toList(),
                firstRecord,
                expires);
    }

    public long to() {
        return from + hashes.size() - 1;
    }

    public boolean holds(JournalEntry entry) {
        return entry.seq() >= from && entry.seq() <= to() && hashAt(entry.seq()).equals(entry.hash());
    }

    private String hashAt(long seq) {
        return hashes.get(Math.toIntExact(seq - from));
    }

    /** The id of an entry's record. */
    public String recordOf(long seq) {
        RecordId first = RecordId.parse(firstRecord).orElseThrow();
        return first.writer() + "-" + (first.seq() + (seq - from));
    }

    /** Where the journal stands after it. */
    public JournalHead head() {
        return new JournalHead(to(), hashes.getLast(), Optional.of(recordOf(to())));
    }
}
