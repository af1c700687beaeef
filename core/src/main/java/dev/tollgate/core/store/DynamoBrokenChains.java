package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.ChainCheck.Finding;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import dev.tollgate.core.seal.BrokenChain;
import dev.tollgate.core.seal.BrokenChains;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Broken chains in the {@code state} table, under {@code SEAL#BROKEN} and the writer. */
public final class DynamoBrokenChains implements BrokenChains {
    private static final AttributeValue BROKEN = AttributeValue.fromS("SEAL#BROKEN");

    private final DynamoCalls dynamo;
    private final Tables tables;
    private final RecordTransaction transaction;

    public DynamoBrokenChains(DynamoCalls dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.transaction = new RecordTransaction(dynamo, tables.audit());
    }

    @Override
    public List<BrokenChain> all(int most, Deadline deadline) throws StoreException {
        return dynamo
                .call(
                        deadline,
                        (client, settings) -> client.query(request -> request.tableName(tables.state())
                                .keyConditionExpression("pk = :pk")
                                .expressionAttributeValues(Map.of(":pk", BROKEN))
                                .limit(most)
                                .consistentRead(true)
                                .overrideConfiguration(settings)))
                .items()
                .stream()
                .map(DynamoBrokenChains::broken)
                .toList();
    }

    @Override
    public void see(BrokenChain broken, Deadline deadline) throws StoreException {
        var item = new HashMap<>(key(broken.writer()));
        item.put("seq", AttributeValue.fromN(Long.toString(broken.finding().seq())));
        item.put("problem", AttributeValue.fromS(broken.finding().problem()));
        item.put("seen", AttributeValue.fromN(Long.toString(broken.seen().toEpochMilli())));
        item.put("told", AttributeValue.fromBool(broken.isTold()));
        try {
            dynamo.call(
                    deadline,
                    (client, settings) -> client.putItem(request -> request.tableName(tables.state())
                            .item(item)
                            .conditionExpression("attribute_not_exists(pk) OR seq <> :seq OR problem <> :problem")
                            .expressionAttributeValues(Map.of(":seq", item.get("seq"), ":problem", item.get("problem")))
                            .overrideConfiguration(settings)));
        } catch (ConditionalCheckFailedException seenBefore) {
            return;
        }
    }

    @Override
    public Written tell(BrokenChain broken, List<SealedRecord> records, Deadline deadline) throws StoreException {
        var told = TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(tables.state())
                        .key(key(broken.writer()))
                        .updateExpression("SET told = :yes")
                        .conditionExpression("told = :no AND seq = :seq AND problem = :problem")
                        .expressionAttributeValues(Map.of(
                                ":yes", AttributeValue.fromBool(true),
                                ":no", AttributeValue.fromBool(false),
                                ":seq",
                                        AttributeValue.fromN(
                                                Long.toString(broken.finding().seq())),
                                ":problem",
                                        AttributeValue.fromS(broken.finding().problem())))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
        return transaction.write(records, List.of(told), deadline);
    }

    @Override
    public void forget(String writer, Deadline deadline) throws StoreException {
        dynamo.call(
                deadline,
                (client, settings) -> client.deleteItem(request ->
                        request.tableName(tables.state()).key(key(writer)).overrideConfiguration(settings)));
    }

    private static Map<String, AttributeValue> key(String writer) {
        return Map.of("pk", BROKEN, "sk", AttributeValue.fromS(writer));
    }

    private static BrokenChain broken(Map<String, AttributeValue> item) {
        return new BrokenChain(
                new Finding(
                        item.get("sk").s(),
                        Long.parseLong(item.get("seq").n()),
                        item.get("problem").s()),
                Instant.ofEpochMilli(Long.parseLong(item.get("seen").n())),
                item.get("told").bool());
    }
}
