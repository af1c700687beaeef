package dev.tollgate.core.rollup;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Where rollups are kept. Everything that is put there is absolute: the same again changes nothing. All reads are
 * consistent.
 */
public interface RollupStore {
    /** The rows by the minute of one checkpoint that belong to one hour (UTC). */
    record Part(Instant hour, long number, List<Row> rows) {}

    /**
     * The rows of an hour, put together by the quarter.
     *
     * @param first the first checkpoint that has records in it
     * @param through the last one that was put in
     */
    record Hour(Instant hour, long first, long through, List<Row> rows) {}

    void put(Part part, Deadline deadline) throws StoreException;

    /** An hour's parts in the order of their numbers. Those of more than 40 days ago may be gone. */
    List<Part> parts(Instant hour, Deadline deadline) throws StoreException;

    /** In place of what was put together for the hour before. */
    void put(Hour hour, Deadline deadline) throws StoreException;

    Optional<Hour> hour(Instant hour, Deadline deadline) throws StoreException;

    /** What was put together for the hours of a day (UTC), in order. */
    List<Hour> hours(LocalDate day, Deadline deadline) throws StoreException;

    void put(Progress progress, Deadline deadline) throws StoreException;

    Optional<Progress> progress(Deadline deadline) throws StoreException;
}
