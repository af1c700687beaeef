package dev.tollgate.core.store;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.AgentDirectory;
import dev.tollgate.core.report.AgentRegister;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** The agents in the {@code registry} table, with when their keys were made. */
public final class DynamoAgentRegister implements AgentRegister {
    /** Most that one BatchGetItem takes. */
    private static final int MOST_KEYS = 100;

    private final DynamoCalls dynamo;
    private final AgentDirectory directory;
    private final String table;

    public DynamoAgentRegister(DynamoCalls dynamo, String table) {
        this.dynamo = dynamo;
        this.directory = new DynamoDirectory(dynamo, table);
        this.table = table;
    }

    @Override
    public List<Registered> agents(int most, Deadline deadline) throws StoreException {
        List<String> ids = directory.agentsAfter("", most, deadline);
        List<Agent> agents = items(ids.stream().map(RegistryItems::agentKey).toList(), deadline).stream()
                .map(RegistryItems::agent)
                .toList();
        var keys = new HashMap<String, KeyAge>();
        items(
                        agents.stream()
                                .flatMap(agent -> agent.keyIds().stream())
                                .map(RegistryItems::accessKeyKey)
                                .toList(),
                        deadline)
                .forEach(item -> {
                    String id = RegistryItems.text(item, RegistryItems.ID);
                    keys.put(id, new KeyAge(id, Optional.of(RegistryItems.created(item))));
                });
        var byId = new HashMap<String, Registered>();
        agents.forEach(agent -> byId.put(agent.id(), registered(agent, keys)));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    private static Registered registered(Agent agent, Map<String, KeyAge> keys) {
        return new Registered(
                agent,
                agent.keyIds().stream()
                        .map(id -> keys.getOrDefault(id, new KeyAge(id, Optional.empty())))
                        .toList());
    }

    private Collection<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> keys, Deadline deadline)
            throws StoreException {
        var items = new ArrayList<Map<String, AttributeValue>>();
        for (int from = 0; from < keys.size(); from += MOST_KEYS) {
            List<Map<String, AttributeValue>> left = keys.subList(from, Math.min(keys.size(), from + MOST_KEYS));
            var pauses = dynamo.pauses();
            while (!left.isEmpty()) {
                BatchGetItemResponse answer = read(left, deadline);
                items.addAll(answer.responses().getOrDefault(table, List.of()));
                KeysAndAttributes unread = answer.unprocessedKeys().get(table);
                left = unread == null ? List.of() : unread.keys();
                if (!left.isEmpty()) {
                    pauses.pause(deadline);
                }
            }
        }
        return items;
    }

    private BatchGetItemResponse read(List<Map<String, AttributeValue>> keys, Deadline deadline) throws StoreException {
        return dynamo.call(
                deadline,
                (client, settings) -> client.batchGetItem(request -> request.requestItems(Map.of(
                                table, KeysAndAttributes.builder().keys(keys).build()))
                        .overrideConfiguration(settings)));
    }
}
