package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Sha256;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.BundleCodec;
import dev.tollgate.core.policy.BundleException;
import dev.tollgate.core.policy.BundleSignature;
import dev.tollgate.core.policy.BundleSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Bundles in the {@code registry} table: gzip, in parts, under their digest. */
public final class DynamoBundles implements BundleSource {
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int MAX_DEPTH = 512;

    private final DynamoCalls dynamo;
    private final String table;
    private final List<PublicKey> trusted;
    private final JsonText json = new JsonText(MAX_DEPTH);

    /** @param trusted a bundle must be signed with one of these keys; empty: it need not be signed */
    public DynamoBundles(DynamoCalls dynamo, String table, List<PublicKey> trusted) {
        this.dynamo = dynamo;
        this.table = table;
        this.trusted = List.copyOf(trusted);
    }

    @Override
    public Optional<String> active(Deadline deadline) throws StoreException {
        return dynamo.item(table, RegistryItems.activeBundleKey(), deadline)
                .map(item -> RegistryItems.text(item, RegistryItems.DIGEST));
    }

    @Override
    public Bundle load(String digest, Deadline deadline) throws StoreException, BundleException {
        checkSignature(digest, deadline);
        byte[] bytes = unpack(parts(digest, deadline));
        if (!digest.equals("sha256:" + Sha256.hex(bytes))) {
            throw new BundleException("the bundle " + digest + " is not what its digest says");
        }
        try {
            return BundleCodec.decode(json.parse(bytes));
        } catch (JsonException malformed) {
            throw new BundleException("the bundle " + digest + " is no JSON: " + malformed.getMessage());
        }
    }

    private void checkSignature(String digest, Deadline deadline) throws StoreException, BundleException {
        if (trusted.isEmpty()) {
            return;
        }
        List<byte[]> signatures = dynamo.item(table, RegistryItems.bundleMetaKey(digest), deadline)
                .map(RegistryItems::signatures)
                .orElse(List.of());
        if (trusted.stream().noneMatch(key -> BundleSignature.isSignedBy(key, digest, signatures))) {
            throw new BundleException("the bundle " + digest + " is not signed with a key that this function trusts");
        }
    }

    private byte[] parts(String digest, Deadline deadline) throws StoreException, BundleException {
        var packed = new ByteArrayOutputStream();
        Map<String, AttributeValue> from = Map.of();
        do {
            Map<String, AttributeValue> start = from;
            var page = dynamo.call(
                    deadline,
                    (client, settings) -> client.query(request -> request.tableName(table)
                            .keyConditionExpression("pk = :pk AND begins_with(sk, :part)")
                            .expressionAttributeValues(Map.of(
                                    ":pk", RegistryItems.text(RegistryItems.bundlePartition(digest)),
                                    ":part", RegistryItems.text(RegistryItems.PART_PREFIX)))
                            .exclusiveStartKey(start.isEmpty() ? null : start)
                            .consistentRead(true)
                            .overrideConfiguration(settings)));
            for (var item : page.items()) {
                packed.writeBytes(item.get(RegistryItems.DATA).b().asByteArrayUnsafe());
            }
            from = page.lastEvaluatedKey();
            if (packed.size() > MOST_BYTES) {
                throw new BundleException("the bundle " + digest + " is too large");
            }
        } while (!from.isEmpty());
        if (packed.size() == 0) {
            throw new BundleException("the bundle " + digest + " is not there");
        }
        return packed.toByteArray();
    }

    private static byte[] unpack(byte[] packed) throws BundleException {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] bytes = gzip.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new BundleException("the bundle is larger than " + MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException corrupt) {
            throw new BundleException("the bundle is not gzip: " + corrupt.getMessage());
        }
    }
}
