package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Records in the {@code audit} table, each put only where nothing stands yet. A put that is tried again after a time-out
 * meets its own bytes, and is told by their hash.
 */
public final class DynamoRecords implements RecordStore {
    private final DynamoCalls dynamo;
    private final String table;

    public DynamoRecords(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void enter(String writer, LocalDate day, Deadline deadline) throws StoreException {
        var item = Map.of(
                "pk", AttributeValue.fromS("WRITERS#" + day),
                "sk", AttributeValue.fromS(writer));
        try {
            dynamo.call(
                    deadline,
                    (client, settings) -> client.putItem(request -> request.tableName(table)
                            .item(item)
                            .conditionExpression(AuditItems.ONLY_IF_FREE)
                            .overrideConfiguration(settings)));
        } catch (ConditionalCheckFailedException enteredBefore) {
            return;
        }
    }

    @Override
    public boolean append(List<SealedRecord> records, Deadline deadline) throws StoreException {
        return records.size() == 1 ? put(records.getFirst(), deadline) : putAll(records, deadline);
    }

    private boolean put(SealedRecord record, Deadline deadline) throws StoreException {
        try {
            dynamo.call(
                    deadline,
                    (client, settings) -> client.putItem(request -> request.tableName(table)
                            .item(AuditItems.item(record))
                            .conditionExpression(AuditItems.ONLY_IF_FREE)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .overrideConfiguration(settings)));
            return true;
        } catch (ConditionalCheckFailedException taken) {
            return AuditItems.isThere(record, taken.item());
        }
    }

    private boolean putAll(List<SealedRecord> records, Deadline deadline) throws StoreException {
        List<TransactWriteItem> puts = records.stream()
                .map(record -> AuditItems.put(table, AuditItems.item(record)))
                .toList();
        try {
            dynamo.callPatiently(
                    deadline,
                    (client, settings) -> client.transactWriteItems(
                            request -> request.transactItems(puts).overrideConfiguration(settings)));
            return true;
        } catch (TransactionCanceledException cancelled) {
            return allThere(records, cancelled.cancellationReasons());
        }
    }

    /**
     * @throws StoreException when the transaction was refused for any reason but its conditions, such as a conflict or a
     *     throttled table
     */
    private static boolean allThere(List<SealedRecord> records, List<CancellationReason> reasons)
            throws StoreException {
        boolean all = true;
        for (int i = 0; i < reasons.size(); i++) {
            switch (reasons.get(i).code()) {
                case "None" -> all = false;
                case "ConditionalCheckFailed" ->
                    all &= AuditItems.isThere(records.get(i), reasons.get(i).item());
                default ->
                    throw new StoreException(
                            "DynamoDB refused a transaction: " + reasons.get(i).code(), null);
            }
        }
        return all;
    }
}
