package dev.tollgate.core.observed;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import java.util.List;
import java.util.Optional;

/** Where it is kept which batches of observed calls were received. Everything is read as it is at this moment. */
public interface ObservedStore {

    /** Empty when the batch was never received, or too long ago. */
    Optional<ObservedReceipt> receiptOf(String source, String batch, Deadline deadline) throws StoreException;

    /**
     * Writes the records together with the receipt, or does nothing.
     *
     * @return {@code REFUSED} when there is a receipt of this batch
     * @throws StoreException when it is not known whether they were written
     */
    Writer.Written append(List<SealedRecord> records, ObservedReceipt receipt, Deadline deadline) throws StoreException;
}
