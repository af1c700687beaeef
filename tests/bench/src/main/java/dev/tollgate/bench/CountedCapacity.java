package dev.tollgate.bench;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Adds up what DynamoDB says that calls consumed. The SDK makes one for each client, since it is named in
 * {@code software/amazon/awssdk/global/handlers/execution.interceptors}; the counts are those of the process.
 */
public final class CountedCapacity implements ExecutionInterceptor {
    private static final Count COUNT = new Count();

    /** @param units capacity units */
    public record Used(int reads, double readUnits, int writes, double writeUnits) {}

    private static final class Count {
        private int reads;
        private double readUnits;
        private int writes;
        private double writeUnits;

        synchronized void read(double units) {
            reads++;
            readUnits += units;
        }

        synchronized void wrote(double units) {
            writes++;
            writeUnits += units;
        }

        synchronized Used taken() {
            var used = new Used(reads, readUnits, writes, writeUnits);
            reads = 0;
            readUnits = 0;
            writes = 0;
            writeUnits = 0;
            return used;
        }
    }

    /** What was consumed since this was asked before. */
    public static Used taken() {
        return COUNT.taken();
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return switch (context.request()) {
            case GetItemRequest get ->
                get.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case QueryRequest query ->
                query.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case BatchGetItemRequest batch ->
                batch.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case PutItemRequest put ->
                put.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case UpdateItemRequest update ->
                update.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            case TransactWriteItemsRequest transaction ->
                transaction.toBuilder()
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build();
            default -> context.request();
        };
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        switch (response) {
            case GetItemResponse get -> COUNT.read(units(get.consumedCapacity()));
            case QueryResponse query -> COUNT.read(units(query.consumedCapacity()));
            case BatchGetItemResponse batch ->
                COUNT.read(batch.consumedCapacity().stream()
                        .mapToDouble(CountedCapacity::units)
                        .sum());
            case PutItemResponse put -> COUNT.wrote(units(put.consumedCapacity()));
            case UpdateItemResponse update -> COUNT.wrote(units(update.consumedCapacity()));
            // DynamoDB Local says 2 of any transaction. AWS bills two units for each item of up to 1 KB, as these are.
            case TransactWriteItemsResponse transaction ->
                COUNT.wrote(2.0
                        * ((TransactWriteItemsRequest) context.request())
                                .transactItems()
                                .size());
            default -> {}
        }
    }

    /** A conditional write that is refused is billed as a write of 1 KB. */
    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        boolean isWrite = context.request() instanceof PutItemRequest || context.request() instanceof UpdateItemRequest;
        if (isWrite) {
            COUNT.wrote(1);
        }
    }

    private static double units(ConsumedCapacity consumed) {
        return consumed == null ? 0 : consumed.capacityUnits();
    }
}
