package dev.tollgate.core.report;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The agents that are registered, as they are now. */
public interface AgentRegister {
    /** @param created when the key was made; empty when that is not known */
    record KeyAge(String id, Optional<Instant> created) {}

    record Registered(Agent agent, List<KeyAge> keys) {
        public Registered {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Agents in the order of their ids.
     *
     * @param most fewer come only when there are no more
     */
    List<Registered> agents(int most, Deadline deadline) throws StoreException;
}
