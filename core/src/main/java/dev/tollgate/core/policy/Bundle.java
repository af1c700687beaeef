package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All policies, the catalogue and data: what decisions are made from. It never changes once published.
 *
 * @param policies each with a name of its own
 * @param data the constant data that conditions read as {@code data.<name>}
 * @param redactions profiles of answers, each under its name
 */
public record Bundle(
        String name,
        Settings settings,
        Map<String, Server> servers,
        List<Policy> policies,
        Map<String, LimitRule> limits,
        Map<String, Schedule> schedules,
        Map<String, Redaction> redactions,
        Json.Obj data) {

    public Bundle {
        servers = Map.copyOf(servers);
        policies = List.copyOf(policies);
        limits = Map.copyOf(limits);
        schedules = Map.copyOf(schedules);
        redactions = Map.copyOf(redactions);
    }

    /**
     * @param mode {@code MONITOR}: every call is allowed, and what the policies say is recorded
     * @param budget of one decision, see {@link dev.tollgate.core.policy.expr.Evaluation}; 1,000 to 10,000,000
     * @param historyWindow how long an agent's history counts; up to 24 hours
     * @param retention how long audit records are kept
     * @param watching what is done when denials of an agent pile up, or a key shows up in too many places
     */
    public record Settings(Mode mode, long budget, Duration historyWindow, Retention retention, Watching watching) {
        public static final long LEAST_BUDGET = 1_000;
        public static final long MOST_BUDGET = 10_000_000;
        public static final Duration LONGEST_HISTORY = Duration.ofHours(24);
        public static final Settings DEFAULT =
                new Settings(Mode.ENFORCE, 100_000, Duration.ofMinutes(15), Duration.ofDays(90));

        public Settings {
            if (budget < LEAST_BUDGET || budget > MOST_BUDGET) {
                throw new IllegalArgumentException("a budget is 1,000 to 10,000,000, not " + budget);
            }
            if (!historyWindow.isPositive() || historyWindow.compareTo(LONGEST_HISTORY) > 0) {
                throw new IllegalArgumentException("history counts for up to 24 hours, not for " + historyWindow);
            }
        }

        public Settings(Mode mode, long budget, Duration historyWindow, Duration retention) {
            this(mode, budget, historyWindow, Retention.of(retention), Watching.NOTHING);
        }

        public Settings watching(Watching other) {
            return new Settings(mode, budget, historyWindow, retention, other);
        }
    }

    public Optional<Server> server(String server) {
        return Optional.ofNullable(servers.get(server));
    }

    /** The tool as a call of it has it; empty when the catalogue does not have it. */
    public Optional<Call.Tool> tool(String server, String tool) {
        return server(server)
                .flatMap(catalogue -> catalogue.tool(tool))
                .map(entry -> new Call.Tool(server, tool, entry));
    }

    public Optional<Rule> rule(RuleName name) {
        return policies.stream()
                .filter(policy -> policy.name().equals(name.policy()))
                .flatMap(policy -> policy.rules().stream())
                .filter(rule -> rule.id().equals(name.rule()))
                .findFirst();
    }

    /** The entities of each {@code Data} document that has some: objects by id, by type. */
    public Stream<Json.Obj> entities() {
        return data.members().values().stream()
                .filter(Json.Obj.class::isInstance)
                .flatMap(document -> ((Json.Obj) document).object("entities").stream());
    }

    /** The roles that the bundle's {@code Data} gives to someone who is not an agent of the registry. */
    public List<String> rolesOf(String type, String id) {
        return entities()
                .flatMap(entities -> entities.object(type).stream())
                .flatMap(entitiesOfType -> entitiesOfType.object(id).stream())
                .flatMap(entity -> entity.texts("roles").stream())
                .distinct()
                .toList();
    }
}
