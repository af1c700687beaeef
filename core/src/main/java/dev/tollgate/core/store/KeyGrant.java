package dev.tollgate.core.store;

import dev.tollgate.core.agent.AccessKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a new key may do.
 *
 * @param agents patterns of subjects: an agent's id, {@code type:id} for other subjects, {@code *} for everyone
 * @param servers patterns of MCP servers
 */
public record KeyGrant(AccessKey.Role role, List<String> agents, List<String> servers, Optional<Instant> expires) {
    public KeyGrant {
        agents = List.copyOf(agents);
        servers = List.copyOf(servers);
    }
}
