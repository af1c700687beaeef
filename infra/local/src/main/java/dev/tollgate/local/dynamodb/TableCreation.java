package dev.tollgate.local.dynamodb;

import dev.tollgate.local.StackException;
import dev.tollgate.local.template.Table;
import dev.tollgate.local.template.Table.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Creates the template's tables where they are missing, and refuses data of another shape. */
public final class TableCreation {
    private final DynamoDbClient client;
    private final DataLocation data;

    public TableCreation(DynamoDbClient client, DataLocation data) {
        this.client = client;
        this.data = data;
    }

    public void ensure(List<Table> tables) {
        for (Table table : tables) {
            Optional<TableDescription> existing = describe(table);
            if (existing.isPresent()) {
                verify(table, existing.get());
            } else {
                create(table);
            }
            table.ttlAttribute().ifPresent(attribute -> expireBy(table, attribute));
        }
    }

    private Optional<TableDescription> describe(Table table) {
        try {
            return Optional.of(client.describeTable(request -> request.tableName(table.name()))
                    .table());
        } catch (ResourceNotFoundException missing) {
            return Optional.empty();
        }
    }

    private void create(Table table) {
        var request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(table.attributes().stream()
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute.name())
                                .attributeType(attribute.type())
                                .build())
                        .toList())
                .keySchema(keys(table.keys()));
        if (!table.indexes().isEmpty()) {
            request.globalSecondaryIndexes(
                    table.indexes().stream().map(TableCreation::index).toList());
        }
        table.streamViewType()
                .ifPresent(view -> request.streamSpecification(
                        stream -> stream.streamEnabled(true).streamViewType(StreamViewType.fromValue(view))));
        client.createTable(request.build());
    }

    private static GlobalSecondaryIndex index(Table.Index index) {
        return GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(keys(index.keys()))
                .projection(projection -> {
                    projection.projectionType(index.projection());
                    if (!index.nonKeyAttributes().isEmpty()) {
                        projection.nonKeyAttributes(index.nonKeyAttributes());
                    }
                })
                .build();
    }

    private static List<KeySchemaElement> keys(List<Key> keys) {
        return keys.stream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.attribute())
                        .keyType(KeyType.fromValue(key.type()))
                        .build())
                .toList();
    }

    private void expireBy(Table table, String attribute) {
        var present = client.describeTimeToLive(request -> request.tableName(table.name()))
                .timeToLiveDescription();
        if (present.timeToLiveStatus() == TimeToLiveStatus.ENABLED && attribute.equals(present.attributeName())) {
            return;
        }
        client.updateTimeToLive(request -> request.tableName(table.name())
                .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(attribute)));
    }

    private void verify(Table table, TableDescription existing) {
        same(table, "keys", table.keys(), keysOf(existing.keySchema()));
        same(
                table,
                "indexes",
                sorted(table.indexes(), Table.Index::name),
                sorted(indexesOf(existing), Table.Index::name));
        var used = new HashSet<String>();
        table.keys().forEach(key -> used.add(key.attribute()));
        table.indexes().forEach(index -> index.keys().forEach(key -> used.add(key.attribute())));
        var existingTypes = existing.attributeDefinitions().stream()
                .map(a -> new Table.Attribute(a.attributeName(), a.attributeTypeAsString()))
                .filter(attribute -> used.contains(attribute.name()))
                .toList();
        same(
                table,
                "key attributes",
                sorted(table.attributes(), Table.Attribute::name),
                sorted(existingTypes, Table.Attribute::name));
        Optional<String> existingStream = Optional.ofNullable(existing.streamSpecification())
                .filter(stream -> Boolean.TRUE.equals(stream.streamEnabled()))
                .map(stream -> stream.streamViewTypeAsString());
        same(table, "stream", table.streamViewType(), existingStream);
    }

    private void same(Table table, String what, Object wanted, Object existing) {
        if (!wanted.equals(existing)) {
            String place = switch (data) {
                case DataLocation.Memory() -> "this DynamoDB Local";
                case DataLocation.Directory(var path) -> "the data in " + path.toAbsolutePath();
                case DataLocation.Service(var endpoint) -> "the DynamoDB at " + endpoint;
            };
            throw new StackException("The " + what + " of " + table.logicalId() + " in the template are " + wanted
                    + ", but " + place + " has " + existing
                    + ". Move that directory away to start with empty tables, or use another one: DATA=dir");
        }
    }

    private static List<Key> keysOf(List<KeySchemaElement> keys) {
        return keys.stream()
                .map(key -> new Key(key.attributeName(), key.keyTypeAsString()))
                .toList();
    }

    private static List<Table.Index> indexesOf(TableDescription existing) {
        return existing.globalSecondaryIndexes().stream()
                .map(index -> new Table.Index(
                        index.indexName(),
                        keysOf(index.keySchema()),
                        index.projection().projectionTypeAsString(),
                        index.projection().nonKeyAttributes()))
                .toList();
    }

    private static <T> List<T> sorted(List<T> items, Function<T, String> name) {
        var sorted = new ArrayList<>(items);
        sorted.sort(Comparator.comparing(name));
        return sorted;
    }
}
