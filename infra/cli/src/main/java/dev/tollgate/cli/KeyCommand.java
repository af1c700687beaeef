package dev.tollgate.cli;

import dev.tollgate.cli.compile.DurationText;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Holder;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.core.store.RegistryAdministration.Listed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "key",
        description = "Manages keys and identities of enforcers, approvers and auditors.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeyCommand.Create.class, KeyCommand.Revoke.class, KeyCommand.ListAll.class},
        footerHeading = "%nExample:%n",
        footer = {"  tollgate key list"})
final class KeyCommand extends WithHelp {
    static final String SHOWN_ONCE = "Keep the key on the standard output safe: it is not shown again.";

    private static final Pattern IDENTITY =
            Pattern.compile("jwt:[\\x21-\\x7E]{1,256}|iam:arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[\\w+=,.@/-]{1,512}");

    private static final Pattern SUBJECT = Pattern.compile("[a-z][a-z0-9_-]{0,31}:[\\x21-\\x7E]{1,128}");

    enum RoleWord {
        agent,
        enforcer,
        approver,
        auditor;

        AccessKey.Role role() {
            return AccessKey.Role.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    @Command(
            name = "create",
            description =
                    "Makes a key and prints it, once, to the standard output; or, with --identity, lets in who API "
                            + "Gateway has verified. An agent's own keys come from 'agent create' and 'agent rotate'.",
            footerHeading = "%nExample:%n",
            footer = {
                "  tollgate key create --role enforcer --agents 'report-*' \\",
                "    --servers crm,filesystem --expires 90d",
                "  tollgate key create --role approver --agents '*' --servers '*' \\",
                "    --subject user:beth@acme --roles data-steward"
            })
    static final class Create extends ReportingCommand {
        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "One of ${COMPLETION-CANDIDATES}; agent only with --identity.")
        private RoleWord role;

        @Option(
                names = "--agents",
                required = true,
                split = ",",
                paramLabel = "PATTERN",
                description = "Whom the key may ask about: agents' ids, type:id for others, '*' for everyone.")
        private List<String> agents;

        @Option(
                names = "--servers",
                required = true,
                split = ",",
                paramLabel = "PATTERN",
                description = "Of which MCP servers it may ask for tools; '*' for all.")
        private List<String> servers;

        @Option(
                names = "--expires",
                paramLabel = "SPAN",
                description = "How long it is valid, such as 12h or 90d. Default: until it is revoked.")
        private Optional<String> expires;

        @Option(
                names = "--identity",
                paramLabel = "ID",
                description = "jwt:<subject> or iam:<ARN of a role or user>, as the stage's authorizer verifies it.")
        private Optional<String> identity;

        @Option(
                names = "--subject",
                paramLabel = "TYPE:ID",
                description = "Who an approver is, such as user:beth@acme. Nobody decides about their own agents.")
        private Optional<String> subject;

        @Option(
                names = "--roles",
                split = ",",
                paramLabel = "ROLE",
                description = "Roles of an approver that rules name, beside those that the bundle's data give to the "
                        + "subject.")
        private List<String> roles = List.of();

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            var grant =
                    new KeyGrant(role.role(), patterns(agents), patterns(servers), expires.map(this::expiry), holder());
            identity.filter(id -> !IDENTITY.matcher(id).matches()).ifPresent(id -> {
                throw misused("'" + id
                        + "' is no identity: expected jwt:<subject> or iam:arn:aws:iam::<account>:role/<name>");
            });
            if (identity.isEmpty() && role == RoleWord.agent) {
                throw misused("an agent's own keys come from 'agent create' and 'agent rotate'; here, give --identity");
            }
            try (Stores stores = where.open()) {
                Administration administration = stores.administration();
                if (identity.isPresent()) {
                    administration.admitIdentity(identity.get(), grant);
                    return Report.of(
                            Json.object().put("key", identity.get()).build(),
                            identity.get() + " is let in as " + role + ".");
                }
                return newKey(administration.createKey(grant), Json.object().put("role", role.name()))
                        .withNotes("A key for an " + role + " was made. " + SHOWN_ONCE);
            }
        }

        private Holder holder() {
            if (role != RoleWord.approver && (subject.isPresent() || !roles.isEmpty())) {
                throw misused("--subject and --roles are for --role approver");
            }
            String named = subject.orElse("");
            int colon = named.indexOf(':');
            if (subject.isPresent() && !SUBJECT.matcher(named).matches()) {
                throw misused("'" + named + "' is no subject: expected type:id, such as user:beth@acme");
            }
            return new Holder(named.substring(0, Math.max(colon, 0)), named.substring(colon + 1), patterns(roles));
        }

        private List<String> patterns(List<String> written) {
            if (written.stream().anyMatch(String::isBlank)) {
                throw misused("a pattern is missing between commas");
            }
            return List.copyOf(written);
        }

        private Instant expiry(String text) {
            Duration span = DurationText.parse(text)
                    .filter(Duration::isPositive)
                    .orElseThrow(() -> misused("'" + text + "' is no span of time: expected such as 12h or 90d"));
            return where.surroundings().clock().instant().plus(span).truncatedTo(ChronoUnit.SECONDS);
        }
    }

    @Command(
            name = "revoke",
            description = "Makes a key or an identity worthless. Functions take it up within 30 seconds.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate key revoke k3rf6yxw2mzq7abc"})
    static final class Revoke extends ReportingCommand {
        @Parameters(paramLabel = "ID", description = "The key's id, as 'key list' shows it; never the key itself.")
        private String id;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            if (KeyToken.parse(id).isPresent()) {
                throw misused(
                        "that is a key with its secret. Give its id, the part between the two '_', and rotate the "
                                + "key if others can see your command line");
            }
            try (Stores stores = where.open()) {
                boolean changed = stores.administration().revokeKey(id);
                return Report.of(
                        Json.object()
                                .put("key", id)
                                .put("status", "revoked")
                                .put("changed", Json.of(changed))
                                .build(),
                        "Key " + id + (changed ? " is now revoked." : " was already revoked."));
            }
        }
    }

    @Command(
            name = "list",
            description = "Lists all keys and identities, without secrets.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate key list --output json"})
    static final class ListAll extends ReportingCommand {
        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException {
            try (Stores stores = where.open()) {
                Instant now = where.surroundings().clock().instant();
                return new Listing<Listed<AccessKey>>("keys", "There are no keys yet.")
                        .column("KEY", listed -> listed.entry().id())
                        .column("ROLE", listed -> word(listed.entry().role()))
                        .column("STATUS", listed -> status(listed.entry(), now))
                        .column(
                                "AGENTS",
                                listed -> String.join(",", listed.entry().agents()))
                        .column(
                                "SERVERS",
                                listed -> String.join(",", listed.entry().servers()))
                        .column(
                                "EXPIRES",
                                listed -> listed.entry()
                                        .expires()
                                        .map(Instant::toString)
                                        .orElse("never"))
                        .report(stores.registry().keys(), listed -> json(listed, now));
            }
        }

        private static Json json(Listed<AccessKey> listed, Instant now) {
            AccessKey key = listed.entry();
            return Json.object()
                    .put("id", key.id())
                    .put("role", word(key.role()))
                    .put("status", status(key, now))
                    .put("agents", Json.texts(key.agents()))
                    .put("servers", Json.texts(key.servers()))
                    .put("subject", subject(key.holder()))
                    .put("roles", Json.texts(key.holder().roles()))
                    .put("expires", key.expires().map(Instant::toString))
                    .put("created", listed.created().toString())
                    .build();
        }

        private static Optional<String> subject(Holder holder) {
            return holder.id().isEmpty() ? Optional.empty() : Optional.of(holder.type() + ":" + holder.id());
        }

        private static String status(AccessKey key, Instant now) {
            return switch (key.status()) {
                case REVOKED -> "revoked";
                case ROTATED -> "rotated";
                case ACTIVE -> key.liveAt(now) ? "active" : "expired";
            };
        }
    }

    /** The token alone on the standard output, so that a script can take it from there. */
    static Report newKey(KeyToken token, Json.Members about) {
        return Report.of(
                about.put(
                                "key",
                                Json.object()
                                        .put("id", token.keyId())
                                        .put("token", token.text())
                                        .build())
                        .build(),
                token.text());
    }

    private static String word(AccessKey.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
