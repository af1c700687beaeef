package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.TenantKey;
import java.util.Optional;

/** The tenant's key in the {@code registry} table, as the {@code tollgate} command made it. */
public final class DynamoTenantKey implements TenantKey {
    private final DynamoCalls dynamo;
    private final String table;

    public DynamoTenantKey(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Pseudonyms> pseudonyms(Deadline deadline) throws StoreException {
        return dynamo.item(table, RegistryItems.tenantKeyKey(), deadline)
                .map(item ->
                        new Pseudonyms(item.get(RegistryItems.TENANT_KEY).b().asByteArray()));
    }
}
