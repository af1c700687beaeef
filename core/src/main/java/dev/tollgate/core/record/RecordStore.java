package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.LocalDate;
import java.util.List;

/** Where records are kept. Nothing there is ever changed. */
public interface RecordStore {

    /** Enters a writer under a day, so that its chain can be found. Entering it again changes nothing. */
    void enter(String writer, LocalDate day, Deadline deadline) throws StoreException;

    /**
     * Writes all records, or none.
     *
     * @return false when one of the places is taken by a record with another hash
     * @throws StoreException when it is not known whether they were written
     */
    boolean append(List<SealedRecord> records, Deadline deadline) throws StoreException;
}
