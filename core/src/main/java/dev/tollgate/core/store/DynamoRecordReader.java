package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.RecordId;
import dev.tollgate.core.record.RecordReader;
import dev.tollgate.core.record.SealedRecord;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Records in the {@code audit} table, read consistently. */
public final class DynamoRecordReader implements RecordReader {
    private final DynamoCalls dynamo;
    private final String table;

    public DynamoRecordReader(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Items that could not be decided have no record, so an item's record stands in its place, counted from the first, or
     * before it.
     */
    @Override
    public Optional<SealedRecord> find(RecordId id, Deadline deadline) throws StoreException {
        if (id.item().isEmpty()) {
            return at(id.writer(), id.seq(), deadline);
        }
        int item = id.item().get();
        Optional<SealedRecord> usual = at(id.writer(), id.seq() + item, deadline);
        return usual.filter(record -> isOfItem(record, item)).isPresent()
                ? usual
                : between(id.writer(), id.seq(), id.seq() + item, item, deadline);
    }

    private Optional<SealedRecord> at(String writer, long seq, Deadline deadline) throws StoreException {
        return dynamo.itemAsItIs(table, AuditItems.key(writer, seq), deadline)
                .map(item -> AuditItems.record(writer, seq, item));
    }

    private Optional<SealedRecord> between(String writer, long from, long to, int item, Deadline deadline)
            throws StoreException {
        return dynamo
                .call(
                        deadline,
                        (client, settings) -> client.query(request -> request.tableName(table)
                                .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                                .expressionAttributeValues(Map.of(
                                        ":pk", AttributeValue.fromS(AuditItems.partition(writer)),
                                        ":from", AttributeValue.fromS(AuditItems.sortKey(from)),
                                        ":to", AttributeValue.fromS(AuditItems.sortKey(to))))
                                .consistentRead(true)
                                .overrideConfiguration(settings)))
                .items()
                .stream()
                .map(found -> AuditItems.record(writer, AuditItems.seq(found), found))
                .filter(record -> isOfItem(record, item))
                .findFirst();
    }

    private static boolean isOfItem(SealedRecord record, int item) {
        return record.content().integer("item").filter(place -> place == item).isPresent();
    }
}
