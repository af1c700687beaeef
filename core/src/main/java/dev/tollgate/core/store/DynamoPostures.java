package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.posture.PostureStore;
import dev.tollgate.core.posture.StandingPosture;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Postures in the {@code registry} table, as the {@code tollgate} command set them: one consistent query for all. */
public final class DynamoPostures implements PostureStore {
    private static final String COLUMNS = "sk, #posture, #since, #expires";
    private static final Map<String, String> NAMES =
            Map.of("#posture", RegistryItems.POSTURE, "#since", RegistryItems.SINCE, "#expires", RegistryItems.EXPIRES);

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoPostures(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Map<PostureScope, StandingPosture> all(Deadline deadline) throws StoreException {
        var all = new HashMap<PostureScope, StandingPosture>();
        Optional<Map<String, AttributeValue>> after = Optional.empty();
        do {
            QueryResponse page = page(after, deadline);
            for (Map<String, AttributeValue> item : page.items()) {
                all.put(
                        RegistryItems.postureScope(item).orElseThrow(DynamoPostures::unreadable),
                        RegistryItems.posture(item).orElseThrow(DynamoPostures::unreadable));
            }
            after = page.hasLastEvaluatedKey() ? Optional.of(page.lastEvaluatedKey()) : Optional.empty();
        } while (after.isPresent());
        return Map.copyOf(all);
    }

    private QueryResponse page(Optional<Map<String, AttributeValue>> after, Deadline deadline) throws StoreException {
        return dynamo.call(
                deadline,
                (client, settings) -> client.query(request -> request.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", RegistryItems.text(RegistryItems.POSTURES)))
                        .projectionExpression(COLUMNS)
                        .expressionAttributeNames(NAMES)
                        .exclusiveStartKey(after.orElse(null))
                        .consistentRead(true)
                        .overrideConfiguration(settings)));
    }

    /** Of a version that is newer than this one, perhaps: it may be stricter than all that this one knows. */
    private static StoreException unreadable() {
        return new StoreException("the registry has a posture that this version cannot read", null);
    }
}
