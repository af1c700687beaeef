package dev.tollgate.core.agent;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Remembered;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Asks a directory at most every 30 seconds for the same agent or key, also for one that is not there. */
public final class RememberedDirectory implements AgentDirectory {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final AgentDirectory directory;
    private final Remembered<String, Optional<Agent>> agents;
    private final Remembered<String, Optional<AccessKey>> keys;

    public RememberedDirectory(AgentDirectory directory, LongSupplier nanoClock) {
        this.directory = directory;
        this.agents = new Remembered<>(FRESH, MOST, nanoClock);
        this.keys = new Remembered<>(FRESH, MOST, nanoClock);
    }

    @Override
    public Optional<Agent> agent(String id, Deadline deadline) throws StoreException {
        return agents.get(id, missing -> directory.agent(missing, deadline));
    }

    /** Whether this agent would be found without asking. */
    public boolean isFresh(String agent) {
        return agents.isFresh(agent);
    }

    @Override
    public Optional<AccessKey> key(String id, Deadline deadline) throws StoreException {
        return keys.get(id, missing -> directory.key(missing, deadline));
    }

    @Override
    public List<String> agentsAfter(String id, int most, Deadline deadline) throws StoreException {
        return directory.agentsAfter(id, most, deadline);
    }
}
