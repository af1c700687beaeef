package dev.tollgate.core.tamper;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.time.Instant;
import java.util.List;

/** Where it is kept which alarms were recorded. */
public interface AlarmStore {
    /** Writes the records and the claim, or neither. It is refused where the claim stands already. */
    Written put(List<SealedRecord> records, String claim, Instant at, Deadline deadline) throws StoreException;
}
