package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.hook.ToolList;
import dev.tollgate.core.hook.ToolLists;
import dev.tollgate.core.hook.ToolName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Lists of tools in the {@code state} table, under {@code C#<key>}: each tool a pair of server and name. */
public final class DynamoToolLists implements ToolLists {
    private static final String SORT_KEY = "TOOLS";
    private static final String TOOLS = "tools";
    private static final String TTL = "ttl";

    private final DynamoCalls dynamo;
    private final String table;

    public DynamoToolLists(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public void put(ToolList list, Deadline deadline) throws StoreException {
        List<AttributeValue> tools = list.tools().stream()
                .map(tool -> AttributeValue.fromL(
                        List.of(AttributeValue.fromS(tool.server()), AttributeValue.fromS(tool.tool()))))
                .toList();
        Map<String, AttributeValue> item = Map.of(
                "pk",
                AttributeValue.fromS("C#" + list.key()),
                "sk",
                AttributeValue.fromS(SORT_KEY),
                TOOLS,
                AttributeValue.fromL(tools),
                TTL,
                AttributeValue.fromN(Long.toString(list.expires().getEpochSecond())));
        dynamo.put(table, item, deadline);
    }

    @Override
    public Optional<ToolList> find(String key, Deadline deadline) throws StoreException {
        Map<String, AttributeValue> itemKey =
                Map.of("pk", AttributeValue.fromS("C#" + key), "sk", AttributeValue.fromS(SORT_KEY));
        return dynamo.itemAsItIs(table, itemKey, deadline)
                .map(item -> new ToolList(
                        key,
                        item.get(TOOLS).l().stream()
                                .map(tool -> new ToolName(
                                        tool.l().getFirst().s(),
                                        tool.l().getLast().s()))
                                .collect(Collectors.toUnmodifiableSet()),
                        Instant.ofEpochSecond(Long.parseLong(item.get(TTL).n()))));
    }
}
