package dev.tollgate.core.agent;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.List;
import java.util.Optional;

/** Where agents and keys are found. */
public interface AgentDirectory {
    Optional<Agent> agent(String id, Deadline deadline) throws StoreException;

    Optional<AccessKey> key(String id, Deadline deadline) throws StoreException;

    /**
     * Ids of agents, in their order.
     *
     * @param id where to go on; empty for the first
     * @param most fewer come only when there are no more
     */
    List<String> agentsAfter(String id, int most, Deadline deadline) throws StoreException;
}
