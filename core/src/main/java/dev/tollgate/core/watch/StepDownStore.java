package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.util.List;
import java.util.Optional;

/** Where the postures are kept that reactions gave to agents: one for each agent. */
public interface StepDownStore {
    /** The last one, also when it is no longer in force. */
    Optional<StepDown> find(String agent, Deadline deadline) throws StoreException;

    /**
     * Writes the records and the posture, or neither. It is refused where one {@linkplain StepDown#covers covers} it at
     * the moment when it begins.
     */
    Written put(List<SealedRecord> records, StepDown stepDown, Deadline deadline) throws StoreException;
}
