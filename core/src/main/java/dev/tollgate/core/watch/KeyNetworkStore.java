package dev.tollgate.core.watch;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Instant;

/** Where it is kept from which networks keys are used. */
public interface KeyNetworkStore {
    /** So many networks of a key are kept apart in one spell; whatever comes then changes nothing. */
    int MOST_NETWORKS = 32;

    void add(String key, String network, Instant at, Deadline deadline) throws StoreException;

    /** At least what there is from this moment on. */
    KeySightings since(String key, Instant from, Deadline deadline) throws StoreException;
}
