package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Watching;
import dev.tollgate.core.watch.KeyNetworkStore;
import dev.tollgate.core.watch.KeySightings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Networks of keys in the {@code state} table, under {@code N#<key>}: one item with a set of them for each spell. */
public final class DynamoKeyNetworks implements KeyNetworkStore {
    private static final Duration KEPT = Watching.LONGEST_WINDOW.multipliedBy(2);
    private static final String NETWORKS = "networks";
    private static final String SK = "sk";

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoKeyNetworks(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void add(String key, String network, Instant at, Deadline deadline) throws StoreException {
        try {
            dynamo.call(
                    deadline,
                    (client, settings) -> client.updateItem(request -> request.tableName(table)
                            .key(Map.of("pk", partition(key), SK, sortKey(at)))
                            .updateExpression("ADD #networks :network SET #ttl = :ttl")
                            .conditionExpression("attribute_not_exists(#networks) OR size(#networks) < :most")
                            .expressionAttributeNames(Map.of("#networks", NETWORKS, "#ttl", "ttl"))
                            .expressionAttributeValues(Map.of(
                                    ":network", AttributeValue.fromSs(List.of(network)),
                                    ":most", AttributeValue.fromN(Integer.toString(MOST_NETWORKS)),
                                    ":ttl",
                                            AttributeValue.fromN(
                                                    Long.toString(at.plus(KEPT).getEpochSecond()))))
                            .overrideConfiguration(settings)));
        } catch (ConditionalCheckFailedException full) {
            return;
        }
    }

    @Override
    public KeySightings since(String key, Instant from, Deadline deadline) throws StoreException {
        var answer = dynamo.call(
                deadline,
                (client, settings) -> client.query(request -> request.tableName(table)
                        .keyConditionExpression("pk = :key AND sk >= :from")
                        .expressionAttributeValues(Map.of(":key", partition(key), ":from", sortKey(from)))
                        .consistentRead(true)
                        .overrideConfiguration(settings)));
        var sightings = new HashMap<Long, Set<String>>();
        answer.items()
                .forEach(item -> sightings.put(
                        Long.parseLong(item.get(SK).s()),
                        Set.copyOf(item.get(NETWORKS).ss())));
        return new KeySightings(sightings);
    }

    private static AttributeValue partition(String key) {
        return AttributeValue.fromS("N#" + key);
    }

    private static AttributeValue sortKey(Instant at) {
        return AttributeValue.fromS("%012d".formatted(KeySightings.spell(at)));
    }
}
