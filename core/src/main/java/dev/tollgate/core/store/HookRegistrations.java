package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.journal.RegisteredHook;
import dev.tollgate.core.store.RegistryAdministration.Listed;
import dev.tollgate.core.store.RegistryTable.Values;
import dev.tollgate.core.store.RegistryTable.Write;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Registers hooks whose journals are taken, and revokes them. */
public final class HookRegistrations {
    private final RegistryTable table;
    private final InstantSource clock;

    HookRegistrations(RegistryTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    /** A name that was revoked can be registered again, with another key; its journal then goes on where it was. */
    public void register(RegisteredHook hook) throws StoreException, AdministrationException {
        var write = new Write.NewItem(
                RegistryItems.item(hook, clock.instant()),
                RegistryTable.ABSENT + " OR #status = :revoked",
                new Values(
                        Map.of("#status", RegistryItems.STATUS),
                        Map.of(":revoked", RegistryItems.word(AccessKey.Status.REVOKED))));
        if (table.writeAll(List.of(write)).isPresent()) {
            throw new AdministrationException("the hook '" + hook.name()
                    + "' is registered already; revoke it first to change its key or what it may report");
        }
    }

    /** @return false when it was revoked already */
    public boolean revoke(String name) throws StoreException, AdministrationException {
        RegisteredHook hook = table.get(RegistryItems.hookKey(name))
                .map(RegistryItems::hook)
                .orElseThrow(() -> new AdministrationException("there is no hook '" + name + "'"));
        if (!hook.isActive()) {
            return false;
        }
        table.writeAll(List.of(new Write.Change(
                RegistryItems.hookKey(name),
                "SET #status = :status",
                RegistryTable.PRESENT,
                new Values(
                        Map.of("#status", RegistryItems.STATUS),
                        Map.of(":status", RegistryItems.word(AccessKey.Status.REVOKED))))));
        return true;
    }

    /** Sorted by name. */
    public List<Listed<RegisteredHook>> list() throws StoreException {
        return table.scan(RegistryItems.HOOK_SORT_KEY).stream()
                .map(item -> new Listed<>(RegistryItems.hook(item), RegistryItems.created(item)))
                .sorted(Comparator.comparing(listed -> listed.entry().name()))
                .toList();
    }
}
