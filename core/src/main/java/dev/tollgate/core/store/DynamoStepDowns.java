package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import dev.tollgate.core.watch.StepDown;
import dev.tollgate.core.watch.StepDownStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Postures of agents in the {@code state} table, under {@code Q#A#<agent>}, each put in one transaction with its record. */
public final class DynamoStepDowns implements StepDownStore {
    private final DynamoCalls dynamo;
    private final Tables tables;
    private final RecordTransaction transaction;

    public DynamoStepDowns(DynamoCalls dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.transaction = new RecordTransaction(dynamo, tables.audit());
    }

    @Override
    public Optional<StepDown> find(String agent, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(tables.state(), StepDownItems.key(agent), deadline)
                .map(StepDownItems::stepDown);
    }

    @Override
    public Written put(List<SealedRecord> records, StepDown stepDown, Deadline deadline) throws StoreException {
        return transaction.write(
                records, List.of(put(stepDown, records.getLast().id())), deadline);
    }

    private TransactWriteItem put(StepDown stepDown, String record) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(tables.state())
                        .item(StepDownItems.item(stepDown, record))
                        .conditionExpression(
                                "attribute_not_exists(pk) OR #expires <= :now OR #strictness < :strictness")
                        .expressionAttributeNames(Map.of(
                                "#expires", StepDownItems.EXPIRES,
                                "#strictness", StepDownItems.STRICTNESS))
                        .expressionAttributeValues(Map.of(
                                ":now", StepDownItems.millis(stepDown.since()),
                                ":strictness", StepDownItems.strictness(stepDown)))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }
}
