package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.TenantKey;
import java.util.concurrent.atomic.AtomicReference;

/** The tenant's pseudonyms. Their key never changes, so it is read once. */
final class TenantPseudonyms {
    private final TenantKey key;
    private final AtomicReference<Pseudonyms> known = new AtomicReference<>();

    TenantPseudonyms(TenantKey key) {
        this.key = key;
    }

    Pseudonyms get(Deadline deadline) throws StoreException {
        Pseudonyms pseudonyms = known.get();
        if (pseudonyms == null) {
            pseudonyms = key.pseudonyms(deadline)
                    .orElseThrow(() -> new StoreException("the tenant's key was never made", null));
            known.set(pseudonyms);
        }
        return pseudonyms;
    }
}
