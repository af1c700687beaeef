package dev.tollgate.core.store;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.IndexKeys;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.StoredRecord;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** How the audit table keeps records. */
final class AuditItems {
    static final String ONLY_IF_FREE = "attribute_not_exists(pk)";

    private static final String PK = "pk";
    private static final String SK = "sk";
    private static final String HASH = "hash";

    private AuditItems() {}

    static String partition(String writer) {
        return "W#" + writer;
    }

    static String sortKey(long seq) {
        return "%012d".formatted(seq);
    }

    static Map<String, AttributeValue> key(String writer, long seq) {
        return Map.of(PK, AttributeValue.fromS(partition(writer)), SK, AttributeValue.fromS(sortKey(seq)));
    }

    static Map<String, AttributeValue> item(SealedRecord record) {
        var item = new HashMap<>(Items.attributes(record.content()));
        item.putAll(key(record.writer(), record.seq()));
        item.put(HASH, AttributeValue.fromS(record.hash()));
        IndexKeys.of(record).forEach((name, key) -> item.put(name, AttributeValue.fromS(key)));
        return item;
    }

    static SealedRecord record(String writer, long seq, Map<String, AttributeValue> item) {
        return new SealedRecord(
                writer, seq, content(Items.object(item)), item.get(HASH).s());
    }

    static Json.Obj content(Json.Obj item) {
        return StoredRecord.content(item);
    }

    static String writer(Map<String, AttributeValue> item) {
        return item.get(PK).s().substring(partition("").length());
    }

    static long seq(Map<String, AttributeValue> item) {
        return Long.parseLong(item.get(SK).s());
    }

    /** Whether what stands in a record's place is the record. */
    static boolean isThere(SealedRecord record, Map<String, AttributeValue> item) {
        AttributeValue hash = item.get(HASH);
        return hash != null && record.hash().equals(hash.s());
    }

    static TransactWriteItem put(String table, Map<String, AttributeValue> item) {
        return TransactWriteItem.builder()
                .put(Put.builder()
                        .tableName(table)
                        .item(item)
                        .conditionExpression(ONLY_IF_FREE)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .build())
                .build();
    }
}
