package dev.tollgate.core.report;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.AgentRegister.KeyAge;
import dev.tollgate.core.report.AgentRegister.Registered;
import dev.tollgate.core.report.Section.Column;
import dev.tollgate.core.report.Section.Cut;
import dev.tollgate.core.report.Section.Figure;
import dev.tollgate.core.report.Section.Figures;
import dev.tollgate.core.report.Section.Line;
import dev.tollgate.core.report.Section.Table;
import dev.tollgate.core.rollup.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The registered agents: who answers for them, their keys, and what they did in the period. */
final class AgentsTopic implements Topic {
    private static final int MOST = 500;
    private static final long OLD_KEY_DAYS = 90;
    private static final List<Column> COLUMNS = Columns.of(
            "agent",
            "owner",
            "roles",
            "status",
            "keys",
            "oldest_key_days",
            "last_use",
            "allow",
            "throttle",
            "deny",
            "findings");

    @Override
    public List<Section> sections(Material material) throws StoreException {
        List<Registered> read = material.register().agents(MOST + 1, material.deadline());
        List<Registered> agents = read.stream()
                .limit(MOST)
                .filter(each -> material.scope().hasAgent(each.agent().id()))
                .toList();
        Map<String, Use> uses = uses(material);
        Optional<Cut> cut = read.size() > MOST
                ? Optional.of(new Cut("Only the first " + MOST + " agents by name. All of them: tollgate agent list"))
                : Optional.empty();
        var queries = new Queries(material);
        List<Line> lines = agents.stream()
                .map(each -> line(each, uses.getOrDefault(each.agent().id(), Use.NONE), material, queries))
                .toList();
        return List.of(
                new Figures("totals", "Totals", figures(agents, uses, material)),
                new Table(
                        "agents",
                        "Agents",
                        "Owners are pseudonyms. A key's age is known from when it was made. Last use is to the minute or "
                                + "the quarter of an hour, within the period.",
                        COLUMNS,
                        lines,
                        cut,
                        Optional.empty()));
    }

    /** What an agent did in the period. */
    private record Use(long allow, long throttle, long deny, long findings, Optional<Instant> last) {
        static final Use NONE = new Use(0, 0, 0, 0, Optional.empty());

        Use plus(Row row) {
            boolean isDecision = row.key().kind().equals("decision");
            Instant time = row.key().time();
            return new Use(
                    allow
                            + (isDecision && row.key().effect().equals("allow")
                                    ? row.counts().records()
                                    : 0),
                    throttle
                            + (isDecision && row.key().effect().equals("throttle")
                                    ? row.counts().records()
                                    : 0),
                    deny
                            + (isDecision && row.key().effect().equals("deny")
                                    ? row.counts().records()
                                    : 0),
                    findings
                            + (row.key().kind().equals("redaction")
                                    ? row.counts().found()
                                    : 0),
                    !isDecision || last.filter(time::isBefore).isPresent() ? last : Optional.of(time));
        }
    }

    private static Map<String, Use> uses(Material material) {
        var uses = new HashMap<String, Use>();
        for (Row row : material.of("decision", "redaction")) {
            uses.put(
                    row.key().agent(),
                    uses.getOrDefault(row.key().agent(), Use.NONE).plus(row));
        }
        return uses;
    }

    private static List<Figure> figures(List<Registered> agents, Map<String, Use> uses, Material material) {
        Source listed = Source.rowsOf("agents");
        long suspended = agents.stream()
                .filter(each -> each.agent().status() == Agent.Status.SUSPENDED)
                .count();
        long idle = agents.stream()
                .filter(each ->
                        uses.getOrDefault(each.agent().id(), Use.NONE).last().isEmpty())
                .count();
        long old = agents.stream()
                .filter(each -> oldestKeyDays(each, material.now()).orElse(0) > OLD_KEY_DAYS)
                .count();
        return List.of(
                new Figure("registered", "Agents registered", agents.size(), Source.registry()),
                new Figure("suspended", "Suspended", suspended, Source.registry()),
                new Figure("idle", "Without a call in the period", idle, listed),
                new Figure("old_keys", "With a key older than " + OLD_KEY_DAYS + " days", old, Source.registry()));
    }

    private static OptionalLong oldestKeyDays(Registered agent, Instant now) {
        return agent.keys().stream()
                .flatMap(key -> key.created().stream())
                .mapToLong(created -> Duration.between(created, now).toDays())
                .max();
    }

    private static Line line(Registered registered, Use use, Material material, Queries queries) {
        Agent agent = registered.agent();
        OptionalLong days = oldestKeyDays(registered, material.now());
        var cells = new ArrayList<Json>();
        cells.add(Json.of(agent.id()));
        cells.add(Json.of(material.pseudonyms().of("person", agent.owner())));
        cells.add(Json.of(String.join(", ", agent.roles())));
        cells.add(Json.of(agent.status().name().toLowerCase(Locale.ROOT)));
        cells.add(Json.of(
                String.join(", ", registered.keys().stream().map(KeyAge::id).toList())));
        cells.add(days.isPresent() ? Json.of(days.getAsLong()) : Json.Null.NULL);
        cells.add(Json.of(use.last().map(Instant::toString).orElse("")));
        cells.add(Json.of(use.allow()));
        cells.add(Json.of(use.throttle()));
        cells.add(Json.of(use.deny()));
        cells.add(Json.of(use.findings()));
        return new Line(cells, queries.among(queries.of(Material.filters("agent", agent.id()))));
    }

    @Override
    public List<String> notes(Material material) {
        return List.of(
                "Agents, owners, roles and keys are as the registry has them now, not as they were in the period; "
                        + "the changes report says what was changed.");
    }
}
