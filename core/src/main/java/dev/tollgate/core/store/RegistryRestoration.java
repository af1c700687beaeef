package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Puts back what a copy of the registry has and the registry lacks, such as one that point-in-time recovery has made. What
 * is there stays as it is.
 */
public final class RegistryRestoration {
    private final RegistryTable copy;
    private final String copyName;
    private final RegistryTable registry;

    public RegistryRestoration(DynamoDbClient client, String copy, String registry) {
        this.copy = new RegistryTable(client, copy);
        this.copyName = copy;
        this.registry = new RegistryTable(client, registry);
    }

    /**
     * Items of the copy.
     *
     * @param missing in the registry
     * @param alike the same there
     * @param changed there, but not the same
     */
    public record Count(long missing, long alike, long changed) {
        private Count plus(Count other) {
            return new Count(missing + other.missing, alike + other.alike, changed + other.changed);
        }
    }

    /** Counts, and changes nothing. */
    public Map<RegistryKind, Count> compare(Set<RegistryKind> kinds) throws StoreException, AdministrationException {
        tenantKeyOfACopy();
        return run(kinds, item -> {});
    }

    /** What happens before anything is put back but keys that pseudonyms in records are made with. */
    @FunctionalInterface
    public interface Begin {
        void run() throws StoreException;
    }

    /**
     * Puts back what is missing. Keys of pseudonyms come first, since a record that is made without them would make others;
     * what leads to other items comes last, so that it never leads nowhere.
     */
    public Map<RegistryKind, Count> restore(Set<RegistryKind> kinds, Begin begin)
            throws StoreException, AdministrationException {
        boolean lacked = registry.putIfAbsent(tenantKeyOfACopy());
        var people = EnumSet.copyOf(kinds);
        people.retainAll(Set.of(RegistryKind.PEOPLE));
        Map<RegistryKind, Count> counts = run(people, registry::putIfAbsent);
        begin.run();
        var others = EnumSet.copyOf(kinds);
        others.removeAll(people);
        List<Map<String, AttributeValue>> pointers = new ArrayList<>();
        counts.putAll(run(others, item -> {
            if (RegistryItems.isPointer(item)) {
                pointers.add(item);
            } else {
                registry.putIfAbsent(item);
            }
        }));
        for (Map<String, AttributeValue> pointer : pointers) {
            registry.putIfAbsent(pointer);
        }
        if (lacked) {
            counts.put(RegistryKind.TENANT_KEY, new Count(1, 0, 0));
        }
        return counts;
    }

    private Map<RegistryKind, Count> run(Set<RegistryKind> kinds, RegistryTable.Visitor missing) throws StoreException {
        var counts = new EnumMap<RegistryKind, Count>(RegistryKind.class);
        if (kinds.isEmpty()) {
            return counts;
        }
        copy.forEach(item -> {
            Optional<RegistryKind> kind = RegistryItems.kind(item).filter(kinds::contains);
            if (kind.isPresent()) {
                counts.merge(kind.get(), compared(item, missing), Count::plus);
            }
        });
        return counts;
    }

    private Count compared(Map<String, AttributeValue> item, RegistryTable.Visitor missing) throws StoreException {
        Optional<Map<String, AttributeValue>> there = registry.get(RegistryItems.keyOf(item));
        if (there.isEmpty()) {
            missing.visit(item);
            return new Count(1, 0, 0);
        }
        return there.get().equals(item) ? new Count(0, 1, 0) : new Count(0, 0, 1);
    }

    /** With another tenant's key, what is put back would not fit the records that were made with it. */
    private Map<String, AttributeValue> tenantKeyOfACopy() throws StoreException, AdministrationException {
        Optional<Map<String, AttributeValue>> copied = copy.get(RegistryItems.tenantKeyKey());
        if (copied.isEmpty()) {
            throw new AdministrationException(
                    "the table '" + copyName + "' has no tenant's key, so it is no copy of a registry");
        }
        Optional<Map<String, AttributeValue>> own = registry.get(RegistryItems.tenantKeyKey());
        if (own.isPresent() && !own.equals(copied)) {
            throw new AdministrationException("the table '" + copyName
                    + "' has another tenant's key than the registry: it is a copy of another one, or the registry was "
                    + "begun anew. Restore into a registry in which nothing was made yet");
        }
        return copied.get();
    }
}
