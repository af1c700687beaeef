package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import java.util.List;

/** The indexes of records, one partition at a time. A record may appear there a moment after it was written. */
public interface RecordIndex {
    /**
     * The newest entries of a partition.
     *
     * @param from the earliest place
     * @param before a place that is left out, as is everything after it
     * @param most how many to read at once
     */
    Page newest(IndexKeys.Index index, String partition, String from, String before, int most, Deadline deadline)
            throws StoreException;

    /** The entries' records as they are at this moment, in the same order. One that is gone is left out. */
    List<SealedRecord> records(List<Entry> entries, Deadline deadline) throws StoreException;

    /**
     * @param place what the index sorts by ({@link IndexKeys#SORT})
     * @param filed what the index has of the record beside its keys
     */
    record Entry(String place, String writer, long seq, Json.Obj filed) {}

    /**
     * @param entries newest first
     * @param isEnd whether the partition has no others
     */
    record Page(List<Entry> entries, boolean isEnd) {}
}
