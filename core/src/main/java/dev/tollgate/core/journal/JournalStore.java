package dev.tollgate.core.journal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import java.util.List;
import java.util.Optional;

/** Where it is kept how far each hook's journal was received. Everything is read as it is at this moment. */
public interface JournalStore {
    JournalHead head(String hook, Deadline deadline) throws StoreException;

    /** With what an entry was received; empty when that was never, or too long ago. */
    Optional<Receipt> receiptOf(String hook, long seq, Deadline deadline) throws StoreException;

    /**
     * Writes the records, and moves the head of the journal, or does nothing.
     *
     * @param before where the head is; from there it moves
     * @return {@code REFUSED} when the head is somewhere else
     * @throws StoreException when it is not known whether they were written
     */
    Writer.Written append(List<SealedRecord> records, JournalHead before, Receipt receipt, Deadline deadline)
            throws StoreException;
}
