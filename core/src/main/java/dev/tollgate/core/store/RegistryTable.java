package dev.tollgate.core.store;

import dev.tollgate.core.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The registry table as administration sees it: consistent reads, and writes that happen whole or not at all. */
final class RegistryTable {
    static final String ABSENT = "attribute_not_exists(pk)";
    static final String PRESENT = "attribute_exists(pk)";

    private final DynamoDbClient client;
    private final String table;

    RegistryTable(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) throws StoreException {
        var answer = call(() ->
                client.getItem(request -> request.tableName(table).key(key).consistentRead(true)));
        return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
    }

    /** Items of one partition whose sort key begins so, in order. */
    List<Map<String, AttributeValue>> query(String partition, String sortPrefix) throws StoreException {
        return call(() -> client
                .queryPaginator(request -> request.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(
                                Map.of(":pk", RegistryItems.text(partition), ":sk", RegistryItems.text(sortPrefix)))
                        .consistentRead(true))
                .items()
                .stream()
                .toList());
    }

    /** All items of one partition. */
    List<Map<String, AttributeValue>> query(String partition) throws StoreException {
        return call(() -> client
                .queryPaginator(request -> request.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", RegistryItems.text(partition)))
                        .consistentRead(true))
                .items()
                .stream()
                .toList());
    }

    /** All items with this sort key. It reads the whole table, which holds agents, keys and bundles, and no more. */
    List<Map<String, AttributeValue>> scan(String sortKey) throws StoreException {
        return call(() -> client
                .scanPaginator(request -> request.tableName(table)
                        .filterExpression("sk = :sk")
                        .expressionAttributeValues(Map.of(":sk", RegistryItems.text(sortKey)))
                        .consistentRead(true))
                .items()
                .stream()
                .toList());
    }

    /** Every item, read a page at a time. */
    void forEach(Visitor visitor) throws StoreException {
        Map<String, AttributeValue> from = Map.of();
        do {
            Map<String, AttributeValue> start = from;
            var page = call(() -> client.scan(request -> request.tableName(table)
                    .exclusiveStartKey(start.isEmpty() ? null : start)
                    .consistentRead(true)));
            for (Map<String, AttributeValue> item : page.items()) {
                visitor.visit(item);
            }
            from = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!from.isEmpty());
    }

    @FunctionalInterface
    interface Visitor {
        void visit(Map<String, AttributeValue> item) throws StoreException;
    }

    void put(Map<String, AttributeValue> item) throws StoreException {
        call(() -> client.putItem(request -> request.tableName(table).item(item)));
    }

    /** @return what was there */
    Optional<Map<String, AttributeValue>> remove(Map<String, AttributeValue> key) throws StoreException {
        var answer = call(() ->
                client.deleteItem(request -> request.tableName(table).key(key).returnValues(ReturnValue.ALL_OLD)));
        return answer.hasAttributes() ? Optional.of(answer.attributes()) : Optional.empty();
    }

    /** Leaves it where the condition does not hold. */
    void removeIf(Map<String, AttributeValue> key, String condition, Values values) throws StoreException {
        try {
            call(() -> client.deleteItem(request -> request.tableName(table)
                    .key(key)
                    .conditionExpression(condition)
                    .expressionAttributeNames(values.namesOrNone())
                    .expressionAttributeValues(values.valuesOrNone())));
        } catch (ConditionalCheckFailedException changed) {
            return;
        }
    }

    /** Adds values to a set of an item that is there. */
    void add(Map<String, AttributeValue> key, String set, AttributeValue values) throws StoreException {
        call(() -> client.updateItem(request -> request.tableName(table)
                .key(key)
                .updateExpression("ADD #set :values")
                .conditionExpression(PRESENT)
                .expressionAttributeNames(Map.of("#set", set))
                .expressionAttributeValues(Map.of(":values", values))));
    }

    /** @return false when an item with this key is there already; it stays as it is */
    boolean putIfAbsent(Map<String, AttributeValue> item) throws StoreException {
        try {
            call(() -> client.putItem(
                    request -> request.tableName(table).item(item).conditionExpression(ABSENT)));
            return true;
        } catch (ConditionalCheckFailedException isThere) {
            return false;
        }
    }

    /**
     * Writes all, or nothing.
     *
     * @return the place of the first write whose condition did not hold; empty when all was written
     */
    Optional<Integer> writeAll(List<Write> writes) throws StoreException {
        List<TransactWriteItem> items = writes.stream().map(this::item).toList();
        try {
            call(() -> client.transactWriteItems(request -> request.transactItems(items)));
            return Optional.empty();
        } catch (TransactionCanceledException cancelled) {
            return Optional.of(firstUnmet(cancelled));
        }
    }

    private static int firstUnmet(TransactionCanceledException cancelled) throws StoreException {
        var codes = new ArrayList<String>();
        for (var reason : cancelled.cancellationReasons()) {
            codes.add(reason.code());
        }
        int place = codes.indexOf("ConditionalCheckFailed");
        if (place < 0) {
            throw new StoreException("DynamoDB refused the change, and made none of it: " + codes, cancelled);
        }
        return place;
    }

    /** One write of a transaction, with the condition under which it may happen. */
    sealed interface Write {
        record NewItem(Map<String, AttributeValue> item, String condition, Values values) implements Write {}

        record Change(Map<String, AttributeValue> key, String update, String condition, Values values)
                implements Write {}

        record Check(Map<String, AttributeValue> key, String condition, Values values) implements Write {}
    }

    /** What {@code #names} and {@code :values} of an expression stand for. */
    record Values(Map<String, String> names, Map<String, AttributeValue> values) {
        static final Values NONE = new Values(Map.of(), Map.of());

        /** DynamoDB refuses an empty map where nothing stands for anything. */
        Map<String, String> namesOrNone() {
            return names.isEmpty() ? null : names;
        }

        Map<String, AttributeValue> valuesOrNone() {
            return values.isEmpty() ? null : values;
        }
    }

    private TransactWriteItem item(Write write) {
        return switch (write) {
            case Write.NewItem(var item, String condition, Values values) ->
                TransactWriteItem.builder()
                        .put(Put.builder()
                                .tableName(table)
                                .item(item)
                                .conditionExpression(condition)
                                .expressionAttributeNames(values.namesOrNone())
                                .expressionAttributeValues(values.valuesOrNone())
                                .build())
                        .build();
            case Write.Change(var key, String update, String condition, Values values) ->
                TransactWriteItem.builder()
                        .update(Update.builder()
                                .tableName(table)
                                .key(key)
                                .updateExpression(update)
                                .conditionExpression(condition)
                                .expressionAttributeNames(values.namesOrNone())
                                .expressionAttributeValues(values.valuesOrNone())
                                .build())
                        .build();
            case Write.Check(var key, String condition, Values values) ->
                TransactWriteItem.builder()
                        .conditionCheck(ConditionCheck.builder()
                                .tableName(table)
                                .key(key)
                                .conditionExpression(condition)
                                .expressionAttributeNames(values.namesOrNone())
                                .expressionAttributeValues(values.valuesOrNone())
                                .build())
                        .build();
        };
    }

    private <R> R call(Supplier<R> call) throws StoreException {
        try {
            return call.get();
        } catch (ConditionalCheckFailedException | TransactionCanceledException answer) {
            throw answer;
        } catch (ResourceNotFoundException noTable) {
            throw new StoreException("there is no table '" + table + "' there", noTable);
        } catch (SdkException failed) {
            throw new StoreException("DynamoDB did not do it: " + failed.getMessage(), failed);
        }
    }
}
