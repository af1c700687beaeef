package dev.tollgate.core.store;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** DynamoDB with somebody else's transaction in the way of the first writes. DynamoDB Local never has one in flight. */
final class Conflicts implements DynamoDbClient {
    private final DynamoDbClient inner;
    private final int most;
    private final AtomicInteger tries = new AtomicInteger();

    Conflicts(DynamoDbClient inner, int most) {
        this.inner = inner;
        this.most = most;
    }

    int tries() {
        return tries.get();
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        meet(() -> TransactionCanceledException.builder()
                .cancellationReasons(Collections.nCopies(
                        request.transactItems().size(),
                        CancellationReason.builder().code("TransactionConflict").build()))
                .build());
        return inner.transactWriteItems(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        meet(() -> TransactionConflictException.builder().build());
        return inner.updateItem(request);
    }

    private void meet(Supplier<RuntimeException> conflict) {
        if (tries.incrementAndGet() <= most) {
            throw conflict.get();
        }
    }

    @Override
    public String serviceName() {
        return inner.serviceName();
    }

    @Override
    public void close() {
        inner.close();
    }
}
