package dev.tollgate.core.seal;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.util.List;

/** The chains that were found broken, so that each is told of once, and looked at until it is whole again. */
public interface BrokenChains {
    /** At most so many, by writer; read consistently. */
    List<BrokenChain> all(int most, Deadline deadline) throws StoreException;

    /** Keeps what was found, in place of what else was found of this writer before; the same again changes nothing. */
    void see(BrokenChain broken, Deadline deadline) throws StoreException;

    /**
     * Puts the records that tell of it and notes that they do, or neither.
     *
     * @return {@code REFUSED} when it was told of already, or something else was found of this writer meanwhile
     */
    Written tell(BrokenChain broken, List<SealedRecord> records, Deadline deadline) throws StoreException;

    void forget(String writer, Deadline deadline) throws StoreException;
}
