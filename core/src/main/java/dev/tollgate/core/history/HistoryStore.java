package dev.tollgate.core.history;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.HistoryReads.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Where histories are kept. What was noted before a read began is in what is read. */
public interface HistoryStore {
    /** Calls and amounts are kept in buckets of so long; one that began before the asked moment counts whole. */
    Duration BUCKET = Duration.ofMinutes(5);

    /**
     * @param since calls and amounts from before do not count; labels and uses come with their times
     * @param parts what is asked for; what else there is may come with it
     */
    Past read(HistoryKey key, Instant since, Set<Part> parts, Deadline deadline) throws StoreException;

    /**
     * @param at when the call was decided
     * @throws StoreException when it is not known whether it was noted; noting it again may count it twice
     */
    void add(HistoryKey key, Note note, Instant at, Deadline deadline) throws StoreException;
}
