package dev.tollgate.cli;

import dev.tollgate.cli.compile.DurationText;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.AgentReactions;
import dev.tollgate.core.store.PostureOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "posture",
        description = "Stops what agents do, over all policies: everything but reading, or everything.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PostureCommand.SetOne.class, PostureCommand.ListAll.class, PostureCommand.Clear.class},
        footerHeading = "%nExample:%n",
        footer = {"  tollgate posture list"})
final class PostureCommand extends WithHelp {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int LONGEST_REASON = 200;

    enum PostureWord {
        read_only,
        lockdown,
        normal;

        Posture posture() {
            return Posture.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** Whom it is for. */
    static final class For {
        @Option(names = "--server", paramLabel = "S", description = "Only for the tools of this MCP server.")
        private Optional<String> server;

        @Option(names = "--agent", paramLabel = "A", description = "Only for the calls of this agent.")
        private Optional<String> agent;

        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec;

        /** Everything, where nothing is named. */
        PostureScope scope() {
            if (server.isPresent() && agent.isPresent()) {
                throw new ParameterException(spec.commandLine(), "give --server or --agent, or neither, not both");
            }
            return server.<PostureScope>map(PostureScope.OfServer::new)
                    .or(() -> agent.map(PostureScope.OfAgent::new))
                    .orElse(PostureScope.EVERYTHING);
        }
    }

    @Command(
            name = "set",
            description =
                    "Puts a posture in force, in the place of the one before of the same scope. Functions take it "
                            + "up within 5 seconds; of those that a call is in, the strictest holds.%n"
                            + "  read_only  only tools whose sole trait is read may be called%n"
                            + "  lockdown   no tool may be called%n"
                            + "  normal     the same as 'posture clear'",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate posture set read_only --server crm --reason 'INC-4711: odd exports' --for 2h"})
    static final class SetOne extends ReportingCommand {
        @Parameters(paramLabel = "POSTURE", description = "One of ${COMPLETION-CANDIDATES}.")
        private PostureWord word;

        @Mixin
        private For only;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why, for other operators: 'posture list' shows it. Answers to agents do not have it.")
        private String reason;

        @Option(
                names = "--for",
                paramLabel = "SPAN",
                description = "When it ends by itself, such as 30m or 2h. Default: when it is cleared.")
        private Optional<String> lasts;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            if (reason.isBlank()
                    || reason.length() > LONGEST_REASON
                    || reason.chars().anyMatch(Character::isISOControl)) {
                throw misused("--reason says why, in one line of at most " + LONGEST_REASON + " characters");
            }
            Optional<Duration> span = lasts.map(this::span);
            Posture posture = word.posture();
            PostureScope scope = only.scope();
            if (posture == Posture.NORMAL && span.isPresent()) {
                throw misused("what is normal has no end: leave out --for");
            }
            try (Stores stores = where.open()) {
                if (posture == Posture.NORMAL) {
                    return cleared(
                            stores,
                            scope,
                            Optional.of(reason),
                            where.surroundings().clock().instant());
                }
                checkKnown(scope, stores);
                PostureOrder order = stores.administration().setPosture(scope, posture, reason, span);
                return Report.of(json(order).build(), said(order));
            }
        }

        private Duration span(String text) {
            return DurationText.parse(text)
                    .filter(span -> span.compareTo(Duration.ofSeconds(1)) >= 0 && span.compareTo(LONGEST) <= 0)
                    .orElseThrow(() ->
                            misused("'" + text + "' is no span of time: expected such as 30m or 2h, at most 366d"));
        }

        private static String said(PostureOrder order) {
            String until = order.standing().until().map(end -> "until " + end).orElse("until it is cleared");
            return "For " + words(order.scope()) + ": "
                    + order.standing().posture().word() + ", " + until + ". Functions take it up within 5 seconds.";
        }
    }

    @Command(
            name = "clear",
            description = "Ends a posture. Functions take it up within 5 seconds; postures of other scopes stay.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate posture clear --server crm"})
    static final class Clear extends ReportingCommand {
        @Mixin
        private For only;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException {
            try (Stores stores = where.open()) {
                return cleared(
                        stores,
                        only.scope(),
                        Optional.empty(),
                        where.surroundings().clock().instant());
            }
        }
    }

    @Command(
            name = "list",
            description = "Lists all postures: for what, since when, until when, and why.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate posture list --output json"})
    static final class ListAll extends ReportingCommand {
        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException {
            try (Stores stores = where.open()) {
                Instant now = where.surroundings().clock().instant();
                List<PostureOrder> orders = Stream.concat(
                                stores.registry().postures().list().stream(), reactions(stores, now))
                        .toList();
                return new Listing<PostureOrder>("postures", "No posture is set: everything is normal.")
                        .column("FOR", order -> words(order.scope()))
                        .column("POSTURE", order -> order.standing().posture().word())
                        .column("STATUS", order -> status(order, now))
                        .column("SINCE", order -> order.standing().since().toString())
                        .column("UNTIL", order -> until(order).orElse("cleared"))
                        .column("REASON", PostureOrder::reason)
                        .report(orders, order -> listed(order, now));
            }
        }

        /** What reactions gave to agents, as if somebody had set it. */
        private static Stream<PostureOrder> reactions(Stores stores, Instant now) throws StoreException {
            Optional<AgentReactions> reactions = stores.reactions();
            if (reactions.isEmpty()) {
                return Stream.empty();
            }
            List<String> agents = stores.registry().agents().stream()
                    .map(listed -> listed.entry().id())
                    .toList();
            return reactions.get().of(agents).stream()
                    .filter(found -> found.isInForce(now))
                    .map(found -> new PostureOrder(
                            new PostureScope.OfAgent(found.agent()), found.standing(), "by itself, " + found.why()));
        }
    }

    private static Report cleared(Stores stores, PostureScope scope, Optional<String> reason, Instant now)
            throws StoreException {
        boolean changed = stores.administration().clearPosture(scope, reason);
        if (scope instanceof PostureScope.OfAgent(String agent)) {
            Optional<AgentReactions> reactions = stores.reactions();
            changed |=
                    reactions.isPresent() && stores.administration().clearReaction(reactions.get(), agent, reason, now);
        }
        int others = stores.registry().postures().list().size();
        Report report = Report.of(
                place(Json.object(), scope).put("changed", Json.of(changed)).build(),
                "For " + words(scope)
                        + (changed
                                ? ": normal. Functions take it up within 5 seconds."
                                : ": no posture was set, so nothing changed."));
        return others == 0 ? report : report.withNotes("Postures of other scopes stand: 'posture list' shows them.");
    }

    /** In an incident, a name with a slip in it would stop nothing. Without a bundle nobody knows any server. */
    private static void checkKnown(PostureScope scope, Stores stores) throws StoreException, AdministrationException {
        switch (scope) {
            case PostureScope.Everything everything -> {}
            case PostureScope.OfServer(String server) -> {
                Optional<Set<String>> servers = servers(stores);
                if (servers.isPresent() && !servers.get().contains(server)) {
                    throw new AdministrationException("the active bundle has no server '" + server + "' (it has "
                            + String.join(", ", servers.get().stream().sorted().toList()) + ")");
                }
            }
            case PostureScope.OfAgent(String agent) -> {
                if (!Agent.isId(agent) || !stores.registry().hasAgent(agent)) {
                    throw new AdministrationException("there is no agent '" + agent + "'");
                }
            }
        }
    }

    private static Optional<Set<String>> servers(Stores stores) throws StoreException {
        try {
            return Optional.of(stores.published(Optional.empty()).servers().keySet());
        } catch (AdministrationException noBundle) {
            return Optional.empty();
        }
    }

    private static Json listed(PostureOrder order, Instant now) {
        return json(order)
                .put("status", status(order, now))
                .put("reason", order.reason())
                .build();
    }

    private static Optional<String> until(PostureOrder order) {
        return order.standing().until().map(Instant::toString);
    }

    private static String status(PostureOrder order, Instant now) {
        return order.standing().isOver(now) ? "over" : "in force";
    }

    private static String words(PostureScope scope) {
        return switch (scope) {
            case PostureScope.Everything everything -> "everything";
            case PostureScope.OfServer(String server) -> "server " + server;
            case PostureScope.OfAgent(String agent) -> "agent " + agent;
        };
    }

    private static Json.Members json(PostureOrder order) {
        return place(Json.object(), order.scope())
                .put("posture", order.standing().posture().word())
                .put("since", order.standing().since().toString())
                .put("until", until(order));
    }

    /** The scope, and which server or agent. */
    static Json.Members place(Json.Members members, PostureScope scope) {
        members.put("scope", scope.word());
        switch (scope) {
            case PostureScope.Everything everything -> {}
            case PostureScope.OfServer(String server) -> members.put("server", server);
            case PostureScope.OfAgent(String agent) -> members.put("agent", agent);
        }
        return members;
    }
}
