package dev.tollgate.local;

import dev.tollgate.local.dynamodb.LocalClients;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of {@link TestTemplate}'s table. */
public final class Item {
    private static final String TABLE = "tollgate-Items";

    private Item() {}

    public static void put(String endpoint, String pk, int sk) {
        try (var client = new LocalClients(URI.create(endpoint)).tables()) {
            client.putItem(request -> request.tableName(TABLE).item(key(pk, sk)));
        }
    }

    public static boolean exists(String endpoint, String pk, int sk) {
        try (var client = new LocalClients(URI.create(endpoint)).tables()) {
            return client.getItem(request -> request.tableName(TABLE).key(key(pk, sk)))
                    .hasItem();
        }
    }

    private static Map<String, AttributeValue> key(String pk, int sk) {
        return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromN(Integer.toString(sk)));
    }
}
