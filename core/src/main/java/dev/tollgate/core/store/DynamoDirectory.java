package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents and keys in the {@code registry} table. */
public final class DynamoDirectory implements AgentDirectory {
    private final DynamoCalls dynamo;
    private final String table;

    public DynamoDirectory(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<Agent> agent(String id, Deadline deadline) throws StoreException {
        return dynamo.item(table, RegistryItems.agentKey(id), deadline).map(RegistryItems::agent);
    }

    @Override
    public Optional<AccessKey> key(String id, Deadline deadline) throws StoreException {
        return dynamo.item(table, RegistryItems.accessKeyKey(id), deadline).map(RegistryItems::accessKey);
    }

    @Override
    public List<String> agentsAfter(String id, int most, Deadline deadline) throws StoreException {
        // No sort key is empty, so the first one is after a space.
        String after = id.isEmpty() ? " " : id;
        return dynamo
                .call(
                        deadline,
                        (client, settings) -> client.query(request -> request.tableName(table)
                                .keyConditionExpression("pk = :pk AND sk > :after")
                                .expressionAttributeValues(Map.of(
                                        ":pk", RegistryItems.text(RegistryItems.AGENTS_PARTITION),
                                        ":after", RegistryItems.text(after)))
                                .limit(most)
                                .overrideConfiguration(settings)))
                .items()
                .stream()
                .map(item -> RegistryItems.text(item, RegistryItems.SK))
                .toList();
    }
}
