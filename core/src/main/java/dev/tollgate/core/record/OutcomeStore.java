package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.List;
import java.util.Optional;

/** Where it is kept which decisions have their outcome. */
public interface OutcomeStore {
    /**
     * Writes the records and the claim, or nothing.
     *
     * @return {@code REFUSED} when the decision has an outcome with another record
     * @throws StoreException when it is not known whether they were written
     */
    Writer.Written append(List<SealedRecord> records, OutcomeClaim claim, Deadline deadline) throws StoreException;

    Optional<OutcomeClaim> find(String decision, Deadline deadline) throws StoreException;
}
