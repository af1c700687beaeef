package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
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
}
