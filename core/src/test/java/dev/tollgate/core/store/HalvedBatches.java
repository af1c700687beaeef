package dev.tollgate.core.store;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** DynamoDB does the first half of each batch of one table, and leaves the other unprocessed, as it does when it is busy. */
final class HalvedBatches implements ExecutionInterceptor {
    private static final ExecutionAttribute<Map<String, KeysAndAttributes>> UNREAD =
            new ExecutionAttribute<>("tollgate-unread");
    private static final ExecutionAttribute<Map<String, List<WriteRequest>>> UNWRITTEN =
            new ExecutionAttribute<>("tollgate-unwritten");

    private final AtomicInteger halved = new AtomicInteger();

    /** How many batches came back with something left. */
    int halved() {
        return halved.get();
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case BatchGetItemRequest read -> halved(read, attributes);
            case BatchWriteItemRequest written -> halved(written, attributes);
            case SdkRequest other -> other;
        };
    }

    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return switch (context.response()) {
            case BatchGetItemResponse read
            when attributes.getAttribute(UNREAD) != null ->
                read.toBuilder()
                        .unprocessedKeys(attributes.getAttribute(UNREAD))
                        .build();
            case BatchWriteItemResponse written
            when attributes.getAttribute(UNWRITTEN) != null ->
                written.toBuilder()
                        .unprocessedItems(attributes.getAttribute(UNWRITTEN))
                        .build();
            case SdkResponse other -> other;
        };
    }

    private SdkRequest halved(BatchGetItemRequest read, ExecutionAttributes attributes) {
        var asked = read.requestItems().entrySet().iterator().next();
        List<Map<String, AttributeValue>> keys = asked.getValue().keys();
        if (keys.size() < 2) {
            return read;
        }
        halved.incrementAndGet();
        int half = keys.size() / 2;
        attributes.putAttribute(UNREAD, Map.of(asked.getKey(), of(asked.getValue(), half, keys.size())));
        return read.toBuilder()
                .requestItems(Map.of(asked.getKey(), of(asked.getValue(), 0, half)))
                .build();
    }

    private static KeysAndAttributes of(KeysAndAttributes all, int from, int to) {
        return all.toBuilder().keys(all.keys().subList(from, to)).build();
    }

    private SdkRequest halved(BatchWriteItemRequest written, ExecutionAttributes attributes) {
        var asked = written.requestItems().entrySet().iterator().next();
        List<WriteRequest> items = asked.getValue();
        if (items.size() < 2) {
            return written;
        }
        halved.incrementAndGet();
        int half = items.size() / 2;
        attributes.putAttribute(UNWRITTEN, Map.of(asked.getKey(), items.subList(half, items.size())));
        return written.toBuilder()
                .requestItems(Map.of(asked.getKey(), items.subList(0, half)))
                .build();
    }
}
