package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.time.Instant;

/** Where denials are counted. */
public interface DenialStore {
    /** So long a stretch of buckets is kept together. */
    Duration STRETCH = Duration.ofMinutes(10);

    /** @return what there is now of the stretch that the moment is in */
    DenialCounts add(String agent, int denials, Instant at, Deadline deadline) throws StoreException;

    /** @return at least what there is from this moment on */
    DenialCounts since(String agent, Instant from, Deadline deadline) throws StoreException;

    static long stretch(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STRETCH.toSeconds());
    }
}
