package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.hook.CallLink;
import dev.tollgate.core.hook.CallLinks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Links in the {@code state} table, under {@code C#<key>}. */
public final class DynamoCallLinks implements CallLinks {
    private static final String SORT_KEY = "CALL";
    private static final String DECISION = "decision";
    private static final String TTL = "ttl";

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoCallLinks(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void put(CallLink link, Deadline deadline) throws StoreException {
        Map<String, AttributeValue> item = Map.of(
                "pk",
                AttributeValue.fromS("C#" + link.key()),
                "sk",
                AttributeValue.fromS(SORT_KEY),
                DECISION,
                AttributeValue.fromS(link.decisionId()),
                TTL,
                AttributeValue.fromN(Long.toString(link.expires().getEpochSecond())));
        dynamo.put(table, item, deadline);
    }

    @Override
    public Optional<CallLink> find(String key, Deadline deadline) throws StoreException {
        Map<String, AttributeValue> itemKey =
                Map.of("pk", AttributeValue.fromS("C#" + key), "sk", AttributeValue.fromS(SORT_KEY));
        return dynamo.itemAsItIs(table, itemKey, deadline)
                .map(item -> new CallLink(
                        key,
                        item.get(DECISION).s(),
                        Instant.ofEpochSecond(Long.parseLong(item.get(TTL).n()))));
    }
}
