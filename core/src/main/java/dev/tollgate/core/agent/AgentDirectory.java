package dev.tollgate.core.agent;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.util.Optional;

/** Where agents and keys are found. */
public interface AgentDirectory {
    Optional<Agent> agent(String id, Deadline deadline) throws StoreException;

    Optional<AccessKey> key(String id, Deadline deadline) throws StoreException;
}
