package dev.tollgate.core.agent;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents and keys in memory, with what was asked for, and failing when told to. */
public final class InMemoryDirectory implements AgentDirectory {
    private final Map<String, Agent> agents = new HashMap<>();
    private final Map<String, AccessKey> keys = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private boolean down;

    public InMemoryDirectory with(Agent agent) {
        agents.put(agent.id(), agent);
        return this;
    }

    public InMemoryDirectory with(AccessKey key) {
        keys.put(key.id(), key);
        return this;
    }

    public void goDown() {
        down = true;
    }

    public void comeBack() {
        down = false;
    }

    /** The ids that were asked for, in order. */
    public List<String> asked() {
        return asked;
    }

    /** A live key with this secret. */
    public InMemoryDirectory withKey(KeyToken token, AccessKey.Role role, List<String> agents, List<String> servers) {
        return with(new AccessKey(
                token.keyId(),
                role,
                agents,
                servers,
                Optional.empty(),
                AccessKey.Status.ACTIVE,
                Optional.of(token.secretHash())));
    }

    @Override
    public Optional<Agent> agent(String id, Deadline deadline) throws StoreException {
        return Optional.ofNullable(agents.get(reached(id)));
    }

    @Override
    public Optional<AccessKey> key(String id, Deadline deadline) throws StoreException {
        return Optional.ofNullable(keys.get(reached(id)));
    }

    @Override
    public List<String> agentsAfter(String id, int most, Deadline deadline) throws StoreException {
        reached(id);
        return agents.keySet().stream()
                .sorted()
                .filter(each -> each.compareTo(id) > 0)
                .limit(most)
                .toList();
    }

    private String reached(String id) throws StoreException {
        asked.add(id);
        if (down) {
            throw new StoreException("the registry is down, as planned", null);
        }
        return id;
    }
}
