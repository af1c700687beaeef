package dev.tollgate.decision;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.policy.BundleCodec;
import dev.tollgate.core.store.DynamoLocal;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tollgate's tables in DynamoDB Local, with the bundle and the identities of {@link TestBed}. */
public final class DynamoTables implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var settings = Map.of(
                "aws.endpointUrlDynamoDb", DynamoLocal.endpoint().toString(),
                "aws.region", "us-east-1",
                "aws.accessKeyId", "local",
                "aws.secretAccessKey", "local");
        settings.forEach(System::setProperty);
        String registry = DynamoLocal.newTable("registry");
        seed(registry);
        var config = new HashMap<>(settings);
        config.put("tollgate.registry.table", registry);
        config.put("tollgate.state.table", DynamoLocal.newTable("state"));
        config.put("tollgate.audit.table", DynamoLocal.newTable("audit"));
        config.put("tollgate.public.url", "https://tollgate.example.com");
        return config;
    }

    @Override
    public void stop() {
        // DynamoDB Local ends with the test run.
    }

    private static void seed(String table) {
        byte[] bundle = CanonicalJson.RFC_8785.bytes(BundleCodec.encode(TestBed.bundle()));
        String digest = "sha256:" + Sha256.hex(bundle);
        try (DynamoDbClient client = DynamoLocal.client()) {
            put(client, table, "B#" + digest, "P#000", Map.of("data", bytes(gzip(bundle))));
            put(client, table, "BUNDLE", "ACTIVE", Map.of("digest", text(digest)));
            put(client, table, "TENANT", "KEY", Map.of("key", bytes(new byte[32])));
            put(client, table, "A#bot", "AGENT", agent());
            put(client, table, "K#" + TestBed.AGENT.keyId(), "KEY", key());
        }
    }

    private static Map<String, AttributeValue> agent() {
        return Map.of(
                "id", text("bot"),
                "purpose", text("reports"),
                "owner", text("owner-of-bot"),
                "roles", texts("analyst"),
                "status", text("active"),
                "keys", texts(TestBed.AGENT.keyId()));
    }

    private static Map<String, AttributeValue> key() {
        return Map.of(
                "id", text(TestBed.AGENT.keyId()),
                "role", text("agent"),
                "agents", texts("bot"),
                "servers", texts("*"),
                "status", text("active"),
                "hash", text(TestBed.AGENT.secretHash()));
    }

    private static void put(
            DynamoDbClient client, String table, String pk, String sk, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(attributes);
        item.put("pk", text(pk));
        item.put("sk", text(sk));
        client.putItem(request -> request.tableName(table).item(item));
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static AttributeValue bytes(byte[] value) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(value));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue texts(String value) {
        return AttributeValue.fromL(List.of(text(value)));
    }
}
