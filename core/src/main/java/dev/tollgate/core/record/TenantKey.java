package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Optional;

/** Where the tenant's key is kept: 32 random bytes, made once. */
public interface TenantKey {
    Optional<Pseudonyms> pseudonyms(Deadline deadline) throws StoreException;
}
