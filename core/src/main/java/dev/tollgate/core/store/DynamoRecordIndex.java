package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.record.IndexKeys;
import dev.tollgate.core.record.RecordIndex;
import dev.tollgate.core.record.SealedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The indexes of the {@code audit} table, which template.yaml lists. */
public final class DynamoRecordIndex implements RecordIndex {
    /** Most that one BatchGetItem takes. */
    private static final int MOST_KEYS = 100;

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoRecordIndex(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Page newest(IndexKeys.Index index, String partition, String from, String before, int most, Deadline deadline)
            throws StoreException {
        QueryResponse answer = dynamo.call(
                deadline,
                (client, settings) -> client.query(request -> request.tableName(table)
                        .indexName(index.title())
                        .keyConditionExpression("#partition = :partition AND #place BETWEEN :from AND :before")
                        .expressionAttributeNames(Map.of("#partition", index.partition(), "#place", IndexKeys.SORT))
                        .expressionAttributeValues(Map.of(
                                ":partition", AttributeValue.fromS(partition),
                                ":from", AttributeValue.fromS(from),
                                ":before", AttributeValue.fromS(before)))
                        .scanIndexForward(false)
                        // BETWEEN takes its end too, which is left out below.
                        .limit(most + 1)
                        .overrideConfiguration(settings)));
        List<Entry> entries = answer.items().stream()
                .map(DynamoRecordIndex::entry)
                .filter(entry -> entry.place().compareTo(before) < 0)
                .toList();
        return new Page(entries, !answer.hasLastEvaluatedKey());
    }

    private static Entry entry(Map<String, AttributeValue> item) {
        return new Entry(
                item.get(IndexKeys.SORT).s(),
                AuditItems.writer(item),
                AuditItems.seq(item),
                AuditItems.content(Items.object(item)));
    }

    @Override
    public List<SealedRecord> records(List<Entry> entries, Deadline deadline) throws StoreException {
        var found = new HashMap<String, SealedRecord>();
        for (int from = 0; from < entries.size(); from += MOST_KEYS) {
            List<Map<String, AttributeValue>> keys =
                    entries.subList(from, Math.min(entries.size(), from + MOST_KEYS)).stream()
                            .map(entry -> AuditItems.key(entry.writer(), entry.seq()))
                            .toList();
            read(keys, found, deadline);
        }
        return entries.stream()
                .map(entry -> found.get(SealedRecord.id(entry.writer(), entry.seq())))
                .filter(Objects::nonNull)
                .toList();
    }

    private void read(List<Map<String, AttributeValue>> keys, Map<String, SealedRecord> found, Deadline deadline)
            throws StoreException {
        List<Map<String, AttributeValue>> left = keys;
        var pauses = dynamo.pauses();
        while (true) {
            BatchGetItemResponse answer = read(left, deadline);
            answer.responses().getOrDefault(table, List.of()).forEach(item -> {
                SealedRecord record = AuditItems.record(AuditItems.writer(item), AuditItems.seq(item), item);
                found.put(record.id(), record);
            });
            KeysAndAttributes unread = answer.unprocessedKeys().get(table);
            if (unread == null) {
                return;
            }
            left = new ArrayList<>(unread.keys());
            pauses.pause(deadline);
        }
    }

    private BatchGetItemResponse read(List<Map<String, AttributeValue>> keys, Deadline deadline) throws StoreException {
        return dynamo.call(
                deadline,
                (client, settings) -> client.batchGetItem(request -> request.requestItems(Map.of(
                                table,
                                KeysAndAttributes.builder()
                                        .keys(keys)
                                        .consistentRead(true)
                                        .build()))
                        .overrideConfiguration(settings)));
    }
}
