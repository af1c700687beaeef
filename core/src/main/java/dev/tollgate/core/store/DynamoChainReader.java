package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainReader;
import dev.tollgate.core.record.SealedRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Chains in the {@code audit} table, read consistently. */
public final class DynamoChainReader implements ChainReader {
    private static final long LAST_SEQ = 999_999_999_999L;

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoChainReader(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Set<String> writers(LocalDate day, Deadline deadline) throws StoreException {
        var writers = new TreeSet<String>();
        Map<String, AttributeValue> last = Map.of();
        do {
            Map<String, AttributeValue> from = last;
            QueryResponse answer = dynamo.call(
                    deadline,
                    (client, settings) -> client.query(request -> request.tableName(table)
                            .keyConditionExpression("pk = :pk")
                            .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("WRITERS#" + day)))
                            .exclusiveStartKey(from.isEmpty() ? null : from)
                            .consistentRead(true)
                            .overrideConfiguration(settings)));
            answer.items().forEach(item -> writers.add(item.get("sk").s()));
            last = answer.lastEvaluatedKey();
        } while (!last.isEmpty());
        return writers;
    }

    @Override
    public Page after(String writer, long seq, Deadline deadline) throws StoreException {
        QueryResponse answer = dynamo.call(
                deadline,
                (client, settings) -> client.query(request -> request.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS(AuditItems.partition(writer)),
                                ":from", AttributeValue.fromS(AuditItems.sortKey(seq + 1)),
                                ":to", AttributeValue.fromS(AuditItems.sortKey(LAST_SEQ))))
                        .consistentRead(true)
                        .overrideConfiguration(settings)));
        List<SealedRecord> records = answer.items().stream()
                .filter(DynamoChainReader::isInAPlace)
                .map(item -> record(writer, item))
                .toList();
        // A page without a single record says nothing of where to go on, and there is no such page of ours.
        return new Page(records, !answer.hasLastEvaluatedKey() || records.isEmpty());
    }

    @Override
    public List<Hash> hashes(String writer, long from, long to, Deadline deadline) throws StoreException {
        var hashes = new ArrayList<Hash>();
        Map<String, AttributeValue> last = Map.of();
        do {
            Map<String, AttributeValue> start = last;
            QueryResponse answer = dynamo.call(
                    deadline,
                    (client, settings) -> client.query(request -> request.tableName(table)
                            .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                            .projectionExpression("sk, #hash")
                            .expressionAttributeNames(Map.of("#hash", "hash"))
                            .expressionAttributeValues(Map.of(
                                    ":pk", AttributeValue.fromS(AuditItems.partition(writer)),
                                    ":from", AttributeValue.fromS(AuditItems.sortKey(from)),
                                    ":to", AttributeValue.fromS(AuditItems.sortKey(to))))
                            .exclusiveStartKey(start.isEmpty() ? null : start)
                            .consistentRead(true)
                            .overrideConfiguration(settings)));
            answer.items().stream()
                    .filter(DynamoChainReader::isInAPlace)
                    .map(item -> new Hash(AuditItems.seq(item), text(item.get("hash"))))
                    .forEach(hashes::add);
            last = answer.lastEvaluatedKey();
        } while (!last.isEmpty());
        return hashes;
    }

    private static String text(AttributeValue value) {
        return value == null || value.s() == null ? "" : value.s();
    }

    private static boolean isInAPlace(Map<String, AttributeValue> item) {
        String sort = item.get("sk").s();
        return sort.length() == 12 && sort.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whatever somebody has put there must not keep the others from being read. */
    private static SealedRecord record(String writer, Map<String, AttributeValue> item) {
        var withHash = new HashMap<>(item);
        withHash.putIfAbsent("hash", AttributeValue.fromS(""));
        try {
            return AuditItems.record(writer, AuditItems.seq(item), withHash);
        } catch (IllegalArgumentException foreign) {
            return new SealedRecord(writer, AuditItems.seq(item), Json.Obj.EMPTY, "");
        }
    }
}
