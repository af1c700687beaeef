package dev.tollgate.core.tamper;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import java.util.List;

/** Reads records where they stand. */
public interface Places {
    /**
     * Consistently, in the order of their places.
     *
     * @param to the last place, at most 1,000 after the first
     */
    List<SealedRecord> between(String writer, long from, long to, Deadline deadline) throws StoreException;
}
