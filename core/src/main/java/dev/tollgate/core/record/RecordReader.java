package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Optional;

/** Reads single records, as they are at this moment. */
public interface RecordReader {
    /** Empty when there is none. Whether it is what its hash says is for the caller to check. */
    Optional<SealedRecord> find(RecordId id, Deadline deadline) throws StoreException;
}
