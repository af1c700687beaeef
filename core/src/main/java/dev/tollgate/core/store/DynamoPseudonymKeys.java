package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.redact.PseudonymKey;
import dev.tollgate.core.redact.PseudonymKeys;

/** The tenant's keys for pseudonyms in the {@code registry} table, as the {@code tollgate} command made them. */
public final class DynamoPseudonymKeys implements PseudonymKeys {
    private final DynamoCalls dynamo;
    private final String table;

    public DynamoPseudonymKeys(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public PseudonymKey active(Deadline deadline) throws StoreException {
        return dynamo.item(table, RegistryItems.activeRedactionKeyKey(), deadline)
                .map(item -> new PseudonymKey(
                        RegistryItems.text(item, RegistryItems.ID),
                        item.get(RegistryItems.TENANT_KEY).b().asByteArray()))
                .orElseThrow(() -> new StoreException(
                        "no redaction key was ever made; 'tollgate redaction-key rotate' makes one", null));
    }
}
