package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.store.RegistryTable.Values;
import dev.tollgate.core.store.RegistryTable.Write;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes the tenant's keys for pseudonyms in answers: 32 random bytes each, called {@code k1}, {@code k2} and so on. */
public final class RedactionKeys {
    private static final int BYTES = 32;

    private final RegistryTable table;
    private final InstantSource clock;
    private final SecureRandom random;

    public RedactionKeys(DynamoDbClient client, String table) {
        this(new RegistryTable(client, table), InstantSource.system(), new SecureRandom());
    }

    RedactionKeys(RegistryTable table, InstantSource clock, SecureRandom random) {
        this.table = table;
        this.clock = clock;
        this.random = random;
    }

    /** @param isActive whether new tokens are made with it */
    public record Listed(String id, Instant created, boolean isActive) {}

    /** Makes the first key, when there is none. */
    void makeFirst() throws StoreException {
        if (active().isEmpty()) {
            make(Optional.empty());
        }
    }

    /** Makes a new key; what answers hold from now on are its tokens. @return its id */
    public String rotate() throws StoreException, AdministrationException {
        return make(active())
                .orElseThrow(() -> new AdministrationException("somebody else made a key at the same moment"));
    }

    /** Oldest first. */
    public List<Listed> list() throws StoreException {
        Optional<String> active = active();
        return table.query(RegistryItems.REDACTION_KEYS, RegistryItems.REDACTION_KEY_PREFIX).stream()
                .map(item -> {
                    String id = RegistryItems.text(item, RegistryItems.ID);
                    return new Listed(id, RegistryItems.created(item), active.equals(Optional.of(id)));
                })
                .sorted(Comparator.comparing(Listed::created))
                .toList();
    }

    private Optional<String> active() throws StoreException {
        return table.get(RegistryItems.activeRedactionKeyKey()).map(item -> RegistryItems.text(item, RegistryItems.ID));
    }

    /** @return empty when there is another active key by now */
    private Optional<String> make(Optional<String> before) throws StoreException {
        String id = "k"
                + before.map(last -> Integer.parseInt(last.substring(1)) + 1).orElse(1);
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        Map<String, AttributeValue> attributes = Map.of(
                RegistryItems.ID, RegistryItems.text(id),
                RegistryItems.TENANT_KEY, AttributeValue.fromB(SdkBytes.fromByteArray(secret)),
                RegistryItems.CREATED, RegistryItems.time(clock.instant()));
        Write active = before.map(last -> new Write.NewItem(
                        with(RegistryItems.activeRedactionKeyKey(), attributes),
                        "#id = :before",
                        new Values(Map.of("#id", RegistryItems.ID), Map.of(":before", RegistryItems.text(last)))))
                .orElseGet(() -> new Write.NewItem(
                        with(RegistryItems.activeRedactionKeyKey(), attributes), RegistryTable.ABSENT, Values.NONE));
        Write kept = new Write.NewItem(
                with(RegistryItems.redactionKeyKey(id), attributes), RegistryTable.ABSENT, Values.NONE);
        return table.writeAll(List.of(active, kept)).isEmpty() ? Optional.of(id) : Optional.empty();
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(key);
        item.putAll(attributes);
        return item;
    }
}
