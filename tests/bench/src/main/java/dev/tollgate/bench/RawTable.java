package dev.tollgate.bench;

import dev.tollgate.core.store.DynamoCalls;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table of our own on the same DynamoDB Local, to see what a write costs by itself. */
final class RawTable {
    private static final String AUDIT = "tollgate-AuditTable";
    private static final int MOST_READ = 2_000;

    private final DynamoDbClient client;
    private final String name = "bench-" + UUID.randomUUID();
    private final AtomicLong next = new AtomicLong();

    private RawTable(DynamoDbClient client) {
        this.client = client;
    }

    /** Closes as empty as it was opened. */
    record Opened(Optional<RawTable> table) implements AutoCloseable {
        boolean isPresent() {
            return table.isPresent();
        }

        RawTable get() {
            return table.orElseThrow();
        }

        @Override
        public void close() {
            table.ifPresent(RawTable::drop);
        }
    }

    /** @param endpoint null when there is no DynamoDB Local to write to */
    static Opened at(String endpoint) {
        if (endpoint == null) {
            return new Opened(Optional.empty());
        }
        LocalCredentials.use();
        // The client that the function has, so that nothing but the function is the difference.
        DynamoDbClient client = DynamoCalls.client(Optional.of(URI.create(endpoint)));
        var table = new RawTable(client);
        table.create();
        return new Opened(Optional.of(table));
    }

    String name() {
        return name;
    }

    /** An item as large as a record, put like one. */
    LoadDriver.Task write() {
        String partition = "W#" + UUID.randomUUID();
        return () -> {
            client.putItem(request -> request.tableName(name)
                    .item(Map.of(
                            "pk", AttributeValue.fromS(partition),
                            "sk", AttributeValue.fromS("%012d".formatted(next.getAndIncrement())),
                            "content", AttributeValue.fromS("x".repeat(800))))
                    .conditionExpression("attribute_not_exists(pk)"));
            return "";
        };
    }

    /** What the records say of how long they took. */
    List<Long> insideMicros(List<String> ids) {
        var micros = new ArrayList<Long>();
        int step = Math.max(1, ids.size() / MOST_READ);
        for (int i = 0; i < ids.size(); i += step) {
            String id = ids.get(i);
            int dash = id.lastIndexOf('-');
            var item = client.getItem(request -> request.tableName(AUDIT)
                            .key(Map.of(
                                    "pk", AttributeValue.fromS("W#" + id.substring(0, dash)),
                                    "sk",
                                            AttributeValue.fromS(
                                                    "%012d".formatted(Long.parseLong(id.substring(dash + 1)))))))
                    .item();
            if (item.containsKey("took_us")) {
                micros.add(Long.parseLong(item.get("took_us").n()));
            }
        }
        return micros;
    }

    private void create() {
        client.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(text("pk"), text("sk")))
                .keySchema(List.of(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)))
                // As the audit table has it: a stream doubles DynamoDB Local's work.
                .streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    }

    private static AttributeDefinition text(String attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    private void drop() {
        client.deleteTable(request -> request.tableName(name));
        client.close();
    }
}
