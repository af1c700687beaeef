package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.approval.Approval;
import dev.tollgate.core.approval.ApprovalId;
import dev.tollgate.core.approval.ApprovalRecords;
import dev.tollgate.core.approval.GrantUse;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Uses of grants, and decisions about requests, each in one transaction with its records. */
public final class DynamoApprovalRecords implements ApprovalRecords {
    private final Tables tables;
    private final RecordTransaction transaction;

    public DynamoApprovalRecords(DynamoCalls dynamo, Tables tables) {
        this.tables = tables;
        this.transaction = new RecordTransaction(dynamo, tables.audit());
    }

    @Override
    public Written use(List<SealedRecord> records, List<GrantUse> uses, Instant now, Deadline deadline)
            throws StoreException {
        var beside = new ArrayList<TransactWriteItem>();
        uses.stream()
                .collect(Collectors.groupingBy(GrantUse::id, Collectors.counting()))
                .forEach((id, count) -> beside.add(use(id, count, now)));
        uses.forEach(use -> use.mark().ifPresent(mark -> beside.add(mark(use, mark, now))));
        return transaction.write(records, beside, deadline);
    }

    private TransactWriteItem use(ApprovalId id, long count, Instant now) {
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(tables.state())
                        .key(ApprovalItems.requestKey(id.call()))
                        .updateExpression("SET #left = #left - :count, #last = :now")
                        .conditionExpression(
                                "#nonce = :nonce AND #status = :granted AND #left >= :count AND #until > :now")
                        .expressionAttributeNames(Map.of(
                                "#left", ApprovalItems.LEFT,
                                "#last", ApprovalItems.LAST_USE,
                                "#nonce", ApprovalItems.NONCE,
                                "#status", ApprovalItems.STATUS,
                                "#until", ApprovalItems.UNTIL))
                        .expressionAttributeValues(Map.of(
                                ":count", ApprovalItems.number(count),
                                ":now", ApprovalItems.time(now),
                                ":nonce", ApprovalItems.text(id.nonce()),
                                ":granted", ApprovalItems.text(ApprovalItems.GRANTED)))
                        .build())
                .build();
    }

    /** Two that ask under the same X-Request-ID at the same time use a grant once. */
    private TransactWriteItem mark(GrantUse use, String mark, Instant now) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(tables.state())
                        .item(ApprovalItems.use(use, mark, now))
                        .conditionExpression("attribute_not_exists(pk) OR #at <= :before")
                        .expressionAttributeNames(Map.of("#at", ApprovalItems.AT))
                        .expressionAttributeValues(Map.of(":before", ApprovalItems.time(now.minus(Approval.REPEATS))))
                        .build())
                .build();
    }

    @Override
    public Written decide(List<SealedRecord> records, Approval before, Approval after, Deadline deadline)
            throws StoreException {
        var beside = new ArrayList<>(List.of(change(before, after)));
        if (before.state() instanceof Approval.State.Pending) {
            beside.add(TransactWriteItem.builder()
                    .delete(Delete.builder()
                            .tableName(tables.state())
                            .key(ApprovalItems.pendingKey(before))
                            .build())
                    .build());
        }
        return transaction.write(records, beside, deadline);
    }

    private TransactWriteItem change(Approval before, Approval after) {
        var names = new HashMap<String, String>();
        var values = new HashMap<String, AttributeValue>();
        var sets = new ArrayList<String>();
        ApprovalItems.state(after).forEach((name, value) -> {
            names.put("#" + name, name);
            values.put(":" + name, value);
            sets.add("#" + name + " = :" + name);
        });
        names.put("#nonce", ApprovalItems.NONCE);
        values.put(":nonce", ApprovalItems.text(before.id().nonce()));
        values.put(":before", ApprovalItems.text(ApprovalItems.status(before.state())));
        return TransactWriteItem.builder()
                .update(Update.builder()
                        .tableName(tables.state())
                        .key(ApprovalItems.requestKey(before.id().call()))
                        .updateExpression("SET " + String.join(", ", sets))
                        .conditionExpression("#nonce = :nonce AND #status = :before")
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(values)
                        .build())
                .build();
    }
}
