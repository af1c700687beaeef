package dev.tollgate.cli;

import dev.tollgate.cli.compile.DurationText;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.RegistryAdministration.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "agent",
        description = "Manages agents and their own keys.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AgentCommand.Create.class,
            AgentCommand.Rotate.class,
            AgentCommand.Suspend.class,
            AgentCommand.Resume.class,
            AgentCommand.ListAll.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  tollgate agent list"})
final class AgentCommand extends WithHelp {
    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");

    @Command(
            name = "create",
            description = "Registers an agent and prints its first key, once, to the standard output.",
            footerHeading = "%nExample:%n",
            footer = {
                "  tollgate agent create report-bot --purpose 'Quarterly reports' \\",
                "    --owner ada@example.com --role analyst"
            })
    static final class Create extends ReportingCommand {
        @Parameters(paramLabel = "ID", description = "The agent's id: letters, digits, '.', '_', '@', '-'; at most 64.")
        private String id;

        @Option(names = "--purpose", required = true, paramLabel = "TEXT", description = "What the agent is for.")
        private String purpose;

        @Option(names = "--owner", required = true, paramLabel = "WHO", description = "Who answers for the agent.")
        private String owner;

        @Option(
                names = "--role",
                split = ",",
                paramLabel = "ROLE",
                description = "A role that policies speak of. May be given many times.")
        private List<String> roles = List.of();

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            if (!Agent.isId(id)) {
                throw misused("'" + id + "' is no agent's id: expected 1 to 64 letters, digits, '.', '_', '@' or '-', "
                        + "beginning with a letter or digit");
            }
            roles.stream()
                    .filter(role -> !ROLE.matcher(role).matches())
                    .findFirst()
                    .ifPresent(role -> {
                        throw misused(
                                "'" + role + "' is no role: expected letters, digits, '_', '.' and '-', at most 63");
                    });
            if (purpose.isBlank() || owner.isBlank()) {
                throw misused("--purpose and --owner say something");
            }
            try (Stores stores = where.open()) {
                KeyToken token = stores.administration().createAgent(id, purpose, owner, List.copyOf(roles));
                return KeyCommand.newKey(token, Json.object().put("agent", id))
                        .withNotes("Agent " + id + " is registered. " + KeyCommand.SHOWN_ONCE);
            }
        }
    }

    @Command(
            name = "rotate",
            description = "Gives an agent a new key and prints it, once, to the standard output. An agent has at most "
                    + "two live keys: the older of two is revoked.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate agent rotate report-bot"})
    static final class Rotate extends ReportingCommand {
        @Parameters(paramLabel = "ID", description = "The agent's id.")
        private String id;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            try (Stores stores = where.open()) {
                Rotation rotation = stores.administration().rotate(id);
                String old = rotation.revoked()
                        .map(key -> "Key " + key + " was revoked. ")
                        .orElse("The key before stays valid until the next rotation. ");
                var about = Json.object().put("agent", id).put("revoked", rotation.revoked());
                return KeyCommand.newKey(rotation.token(), about)
                        .withNotes("Agent " + id + " has a new key. " + old + KeyCommand.SHOWN_ONCE);
            }
        }
    }

    @Command(
            name = "suspend",
            description = "Denies an agent everything, until 'agent resume'. Functions take it up within 30 seconds.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate agent suspend report-bot"})
    static final class Suspend extends ReportingCommand {
        @Parameters(paramLabel = "ID", description = "The agent's id.")
        private String id;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            try (Stores stores = where.open()) {
                boolean changed = stores.administration().suspend(id);
                return status(id, "suspended", changed);
            }
        }
    }

    @Command(
            name = "resume",
            description = "Ends an agent's suspension.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate agent resume report-bot"})
    static final class Resume extends ReportingCommand {
        @Parameters(paramLabel = "ID", description = "The agent's id.")
        private String id;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            try (Stores stores = where.open()) {
                boolean changed = stores.administration().resume(id);
                return status(id, "active", changed);
            }
        }
    }

    @Command(
            name = "list",
            description = "Lists all agents, with the age in days of each of their keys.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate agent list --older-than 90d"})
    static final class ListAll extends ReportingCommand {
        @Option(
                names = "--older-than",
                paramLabel = "SPAN",
                description = "Only agents that have a key older than this, such as 90d.")
        private Optional<String> olderThan;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException {
            Optional<Duration> atLeast = olderThan.map(this::span);
            Instant now = where.surroundings().clock().instant();
            try (Stores stores = where.open()) {
                List<ListedAgent> agents = ListedAgent.of(stores.registry(), now).stream()
                        .filter(agent -> atLeast.map(agent::hasKeyOlderThan).orElse(true))
                        .toList();
                return new Listing<ListedAgent>("agents", none(atLeast))
                        .column("AGENT", listed -> listed.agent().id())
                        .column("STATUS", listed -> word(listed.agent().status()))
                        .column(
                                "ROLES",
                                listed -> String.join(",", listed.agent().roles()))
                        .column("OWNER", listed -> listed.agent().owner())
                        .column("KEYS", ListedAgent::ages)
                        .column("PURPOSE", listed -> listed.agent().purpose())
                        .report(agents, AgentCommand::json)
                        .withNotes(agents.stream()
                                .filter(agent -> agent.hasKeyOlderThan(ListedAgent.OLD))
                                .map(AgentCommand::reminder)
                                .toArray(String[]::new));
            }
        }

        private Duration span(String text) {
            return DurationText.parse(text)
                    .orElseThrow(() -> misused("'" + text + "' is no span of time: expected such as 12h or 90d"));
        }

        private static String none(Optional<Duration> atLeast) {
            return atLeast.isPresent() ? "No agent has a key as old as that." : "There are no agents yet.";
        }
    }

    private static String reminder(ListedAgent listed) {
        String id = listed.agent().id();
        return "A key of " + id + " is older than " + ListedAgent.OLD.toDays() + " days: 'agent rotate " + id
                + "' makes a new one, and the one before stays valid until the next rotation.";
    }

    private static Report status(String id, String status, boolean changed) {
        return Report.of(
                Json.object()
                        .put("agent", id)
                        .put("status", status)
                        .put("changed", Json.of(changed))
                        .build(),
                "Agent " + id + (changed ? " is now " : " was already ") + status + ".");
    }

    private static Json json(ListedAgent listed) {
        Agent agent = listed.agent();
        return Json.object()
                .put("id", agent.id())
                .put("status", word(agent.status()))
                .put("purpose", agent.purpose())
                .put("owner", agent.owner())
                .put("roles", Json.texts(agent.roles()))
                .put(
                        "keys",
                        new Json.Arr(listed.keys().stream()
                                .map(ListedAgent.Key::toJson)
                                .toList()))
                .put("created", listed.created().toString())
                .build();
    }

    private static String word(Agent.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
