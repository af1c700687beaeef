package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.concurrent.atomic.AtomicReference;

/** The tenant's pseudonyms. Their key never changes, so it is read once. */
public final class TenantPseudonyms {
    private final TenantKey key;
    private final AtomicReference<Pseudonyms> known = new AtomicReference<>();

    public TenantPseudonyms(TenantKey key) {
        this.key = key;
    }

    public Pseudonyms get(Deadline deadline) throws StoreException {
        Pseudonyms pseudonyms = known.get();
        if (pseudonyms == null) {
            pseudonyms = key.pseudonyms(deadline)
                    .orElseThrow(() -> new StoreException("the tenant's key was never made", null));
            known.set(pseudonyms);
        }
        return pseudonyms;
    }
}
