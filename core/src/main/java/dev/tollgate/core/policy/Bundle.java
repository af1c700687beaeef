package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All policies, the catalogue and data: what decisions are made from. It never changes once published.
 *
 * @param retention how long audit records are kept, up to 3,660 days
 * @param data the constant data that conditions read as {@code data.<name>}
 */
public record Bundle(
        String name,
        Duration retention,
        Map<String, Server> servers,
        List<Policy> policies,
        Map<String, LimitRule> limits,
        Json.Obj data) {
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3_660);

    public Bundle {
        if (!retention.isPositive() || retention.compareTo(LONGEST_RETENTION) > 0) {
            throw new IllegalArgumentException("records are kept for up to 3,660 days, not for " + retention);
        }
        servers = Map.copyOf(servers);
        policies = List.copyOf(policies);
        limits = Map.copyOf(limits);
    }

    public Optional<Server> server(String server) {
        return Optional.ofNullable(servers.get(server));
    }

    /** The roles that the bundle's {@code Data} gives to someone who is not an agent of the registry. */
    public List<String> rolesOf(String type, String id) {
        return data.members().values().stream()
                .flatMap(document -> document instanceof Json.Obj object
                        ? object.object("entities").stream()
                        : java.util.stream.Stream.empty())
                .flatMap(entities -> entities.object(type).stream())
                .flatMap(entitiesOfType -> entitiesOfType.object(id).stream())
                .flatMap(entity -> entity.texts("roles").stream())
                .distinct()
                .toList();
    }
}
