package dev.tollgate.core.tamper;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Map;
import java.util.Set;

/** Where it is kept how far chains were followed. What is lost can be had again from the records. */
public interface ChainHeads {
    /** Consistently; a writer that is not known is not in it. */
    Map<String, ChainHead> read(Set<String> writers, Deadline deadline) throws StoreException;

    /** Puts each in the place of the one before. */
    void write(Map<String, ChainHead> heads, Deadline deadline) throws StoreException;
}
