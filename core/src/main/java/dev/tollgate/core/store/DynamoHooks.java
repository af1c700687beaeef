package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.journal.HookDirectory;
import dev.tollgate.core.journal.RegisteredHook;
import java.util.Optional;

/** Hooks in the {@code registry} table. */
public final class DynamoHooks implements HookDirectory {
    private final DynamoCalls dynamo;
    private final String table;

    public DynamoHooks(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<RegisteredHook> hook(String name, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(table, RegistryItems.hookKey(name), deadline).map(RegistryItems::hook);
    }
}
