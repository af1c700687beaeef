package dev.tollgate.core.redact;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;

/** Where the tenant's keys for pseudonyms are kept. */
public interface PseudonymKeys {
    /** The key that new tokens are made with. */
    PseudonymKey active(Deadline deadline) throws StoreException;
}
