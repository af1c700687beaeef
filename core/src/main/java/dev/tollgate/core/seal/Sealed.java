package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import java.util.List;

/** Is told of each checkpoint once it stands, in their order, and again until it has returned without an exception. */
@FunctionalInterface
public interface Sealed {
    /**
     * @param number of the checkpoint
     * @param records all that it covers, by writer and place
     */
    void sealed(long number, List<SealedRecord> records, Deadline deadline) throws StoreException;
}
