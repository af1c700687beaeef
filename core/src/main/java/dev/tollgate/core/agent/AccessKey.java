package dev.tollgate.core.agent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who may ask, and about whom. A key is either one of Tollgate's own, with a secret, or stands for an identity that API
 * Gateway has verified, without one.
 *
 * @param id what the key is looked up by: a key id of ours, {@code jwt:<subject>} or {@code iam:<role or user ARN>}
 * @param agents patterns of subjects: an agent's id, {@code type:id} for other subjects, {@code *} for everyone
 * @param servers patterns of MCP servers
 * @param expires from this moment on the key is as good as unknown
 * @param secretHash SHA-256 of the secret, 64 lower-case hex digits; empty for an identity verified elsewhere
 * @param holder who an approver is
 */
public record AccessKey(
        String id,
        Role role,
        List<String> agents,
        List<String> servers,
        Optional<Instant> expires,
        Status status,
        Optional<String> secretHash,
        Holder holder) {
    public AccessKey {
        agents = List.copyOf(agents);
        servers = List.copyOf(servers);
    }

    /** A key that does not say who holds it. */
    public AccessKey(
            String id,
            Role role,
            List<String> agents,
            List<String> servers,
            Optional<Instant> expires,
            Status status,
            Optional<String> secretHash) {
        this(id, role, agents, servers, expires, status, secretHash, Holder.UNNAMED);
    }

    public boolean liveAt(Instant now) {
        return status == Status.ACTIVE && expires.map(now::isBefore).orElse(true);
    }

    /** Whose own key this is; empty for a key that covers others or many. */
    public Optional<String> ownAgent() {
        return role == Role.AGENT && agents.size() == 1 && Agent.isId(agents.getFirst())
                ? Optional.of(agents.getFirst())
                : Optional.empty();
    }

    public enum Role {
        AGENT,
        ENFORCER,
        APPROVER,
        AUDITOR
    }

    public enum Status {
        ACTIVE,
        REVOKED,
        /** Revoked, since newer keys of the agent took its place. */
        ROTATED
    }
}
