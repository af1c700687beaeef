package dev.tollgate.core.store;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Holder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a new key may do.
 *
 * @param agents patterns of subjects: an agent's id, {@code type:id} for other subjects, {@code *} for everyone
 * @param servers patterns of MCP servers
 * @param holder who an approver is
 */
public record KeyGrant(
        AccessKey.Role role, List<String> agents, List<String> servers, Optional<Instant> expires, Holder holder) {
    public KeyGrant {
        agents = List.copyOf(agents);
        servers = List.copyOf(servers);
    }

    /** Of a key that does not say who holds it. */
    public KeyGrant(AccessKey.Role role, List<String> agents, List<String> servers, Optional<Instant> expires) {
        this(role, agents, servers, expires, Holder.UNNAMED);
    }
}
