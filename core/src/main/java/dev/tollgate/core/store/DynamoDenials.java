package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Watching;
import dev.tollgate.core.watch.DenialCounts;
import dev.tollgate.core.watch.DenialStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Denials in the {@code state} table, under {@code D#A#<agent>}: one item for ten minutes, with a number for each ten
 * seconds in which there was one.
 */
public final class DynamoDenials implements DenialStore {
    private static final Duration KEPT = Watching.LONGEST_WINDOW.plus(STRETCH).multipliedBy(2);
    private static final String BUCKET = "b";
    private static final String SK = "sk";

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoDenials(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public DenialCounts add(String agent, int denials, Instant at, Deadline deadline) throws StoreException {
        var answer = dynamo.call(
                deadline,
                (client, settings) -> client.updateItem(request -> request.tableName(table)
                        .key(Map.of("pk", partition(agent), SK, AttributeValue.fromS(sortKey(at))))
                        .updateExpression("ADD #bucket :denials SET #ttl = :ttl")
                        .expressionAttributeNames(Map.of("#bucket", BUCKET + DenialCounts.bucket(at), "#ttl", "ttl"))
                        .expressionAttributeValues(Map.of(
                                ":denials", AttributeValue.fromN(Integer.toString(denials)),
                                ":ttl",
                                        AttributeValue.fromN(
                                                Long.toString(at.plus(KEPT).getEpochSecond()))))
                        .returnValues(ReturnValue.ALL_NEW)
                        .overrideConfiguration(settings)));
        var counts = new HashMap<Long, Long>();
        collect(answer.attributes(), counts);
        return new DenialCounts(counts);
    }

    @Override
    public DenialCounts since(String agent, Instant from, Deadline deadline) throws StoreException {
        var answer = dynamo.call(
                deadline,
                (client, settings) -> client.query(request -> request.tableName(table)
                        .keyConditionExpression("pk = :agent AND sk >= :from")
                        .expressionAttributeValues(Map.of(
                                ":agent", partition(agent),
                                ":from", AttributeValue.fromS(sortKey(from))))
                        .consistentRead(true)
                        .overrideConfiguration(settings)));
        var counts = new HashMap<Long, Long>();
        answer.items().forEach(item -> collect(item, counts));
        return new DenialCounts(counts);
    }

    private static void collect(Map<String, AttributeValue> item, Map<Long, Long> counts) {
        item.forEach((name, value) -> {
            if (name.startsWith(BUCKET)) {
                counts.put(Long.parseLong(name.substring(BUCKET.length())), Long.parseLong(value.n()));
            }
        });
    }

    static AttributeValue partition(String agent) {
        return AttributeValue.fromS("D#A#" + agent);
    }

    private static String sortKey(Instant at) {
        return "%012d".formatted(DenialStore.stretch(at));
    }
}
