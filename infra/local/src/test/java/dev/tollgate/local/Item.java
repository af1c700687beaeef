package dev.tollgate.local;

import dev.tollgate.local.dynamodb.LocalClients;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
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

    /** An item with an attribute of each type, and those that can be empty empty too. */
    public static void putOfEachType(String endpoint, String pk, int sk) {
        var item = new HashMap<>(key(pk, sk));
        item.put("text", AttributeValue.fromS(""));
        item.put("number", AttributeValue.fromN("1.5"));
        item.put("bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("b")));
        item.put("noBytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0])));
        item.put("texts", AttributeValue.fromSs(List.of("a")));
        item.put("numbers", AttributeValue.fromNs(List.of("2")));
        item.put("manyBytes", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("c"))));
        item.put("no", AttributeValue.fromBool(false));
        item.put("nothing", AttributeValue.fromNul(true));
        item.put("noList", AttributeValue.fromL(List.of()));
        item.put("noMap", AttributeValue.fromM(Map.of()));
        item.put(
                "nested",
                AttributeValue.fromM(Map.of(
                        "list",
                        AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of()), AttributeValue.fromS("d"))))));
        try (var client = new LocalClients(URI.create(endpoint)).tables()) {
            client.putItem(request -> request.tableName(TABLE).item(item));
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
