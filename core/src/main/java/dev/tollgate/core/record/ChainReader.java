package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Reads chains, with every record that was answered to be durable before it was asked. */
public interface ChainReader {
    /** The writers that were entered under a day. */
    Set<String> writers(LocalDate day, Deadline deadline) throws StoreException;

    /**
     * A writer's records behind a place, in the order of their places; as many as can be read at once. What stands there
     * and is no record at all is one that is not what its hash says.
     *
     * @param seq -1 for all
     */
    Page after(String writer, long seq, Deadline deadline) throws StoreException;

    /**
     * The hashes that stand in a writer's places, in their order: what a tree needs of records, and a fraction of them.
     * Without the places where nothing stands.
     *
     * @param from the first place
     * @param to the last place
     */
    List<Hash> hashes(String writer, long from, long to, Deadline deadline) throws StoreException;

    /** @param hash what stands in the place, be it a hash or not; empty where nothing does */
    record Hash(long seq, String hash) {}

    /** @param isLast whether no record was there behind these */
    record Page(List<SealedRecord> records, boolean isLast) {
        public Page {
            records = List.copyOf(records);
        }
    }
}
