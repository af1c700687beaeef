package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.StoredRecord;
import dev.tollgate.core.tamper.Places;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Places of a chain in the {@code audit} table. What stands there and is no record is one without content. */
public final class DynamoPlaces implements Places {
    private static final int DIGITS = AuditItems.sortKey(0).length();

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoPlaces(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public List<SealedRecord> between(String writer, long from, long to, Deadline deadline) throws StoreException {
        var records = new ArrayList<SealedRecord>();
        Map<String, AttributeValue> after = Map.of();
        do {
            var start = after;
            QueryResponse answer = dynamo.callPatiently(
                    deadline,
                    (client, settings) -> client.query(request -> request.tableName(table)
                            .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                            .expressionAttributeValues(Map.of(
                                    ":pk", AttributeValue.fromS(AuditItems.partition(writer)),
                                    ":from", AttributeValue.fromS(AuditItems.sortKey(from)),
                                    ":to", AttributeValue.fromS(AuditItems.sortKey(to))))
                            .exclusiveStartKey(start.isEmpty() ? null : start)
                            .consistentRead(true)
                            .overrideConfiguration(settings)));
            answer.items().stream()
                    .filter(DynamoPlaces::isAPlace)
                    .map(item -> record(writer, item))
                    .forEach(records::add);
            after = answer.lastEvaluatedKey();
        } while (!after.isEmpty());
        return records;
    }

    /** Between two numbers may stand what is none. */
    private static boolean isAPlace(Map<String, AttributeValue> item) {
        String sort = item.get("sk").s();
        return sort.length() == DIGITS && sort.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static SealedRecord record(String writer, Map<String, AttributeValue> item) {
        long seq = AuditItems.seq(item);
        var nothing = new SealedRecord(writer, seq, Json.Obj.EMPTY, "");
        try {
            return StoredRecord.read(writer, seq, Items.object(item)).orElse(nothing);
        } catch (IllegalArgumentException noJson) {
            return nothing;
        }
    }
}
