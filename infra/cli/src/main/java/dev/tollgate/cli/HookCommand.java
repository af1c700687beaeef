package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.journal.HookJournal;
import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.journal.RegisteredHook;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.RegistryAdministration.Listed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "hook",
        description = "Manages hooks whose journals are taken: what they let through without an answer.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HookCommand.KeyGen.class,
            HookCommand.Register.class,
            HookCommand.Revoke.class,
            HookCommand.ListAll.class,
            HookCommand.ReportCalls.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  tollgate hook list"})
final class HookCommand extends WithHelp {
    @Command(
            name = "keygen",
            description = "Makes a key for a hook to sign its journal with, and prints the public key.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate hook keygen proxy-1.pem > proxy-1.pub"})
    static final class KeyGen extends ReportingCommand {
        @Parameters(paramLabel = "FILE", description = "Where the private key goes. It must not be there yet.")
        private Path file;

        @Override
        Report run() throws IOException {
            String publicKey = SigningKey.generate(file);
            return Report.of(
                            Json.object()
                                    .put("file", file.toString())
                                    .put("public_key", publicKey)
                                    .build(),
                            publicKey)
                    .withNotes("The private key is in " + file + "; it belongs to the hook alone. "
                            + "Register the public key on the standard output: tollgate hook register");
        }
    }

    @Command(
            name = "register",
            description = "Registers a hook, so that its journal is taken. A name that was revoked can be registered "
                    + "again with another key; its journal then goes on where it was.",
            footerHeading = "%nExample:%n",
            footer = {
                "  tollgate hook register proxy-1 --public-key proxy-1.pub \\",
                "    --agents 'report-*' --servers crm,filesystem"
            })
    static final class Register extends ReportingCommand {
        @Parameters(
                paramLabel = "NAME",
                description = "Lower-case letters, digits, '.', '_', '-'; at most 64. One for each running hook.")
        private String name;

        @Option(
                names = "--public-key",
                required = true,
                paramLabel = "FILE",
                description = "What 'hook keygen' printed, or a PEM file of 'openssl pkey -pubout'.")
        private Path publicKey;

        @Option(
                names = "--agents",
                required = true,
                split = ",",
                paramLabel = "PATTERN",
                description = "Whom the hook may report about: agents' ids, type:id for others, '*' for everyone.")
        private List<String> agents;

        @Option(
                names = "--servers",
                required = true,
                split = ",",
                paramLabel = "PATTERN",
                description = "Of which MCP servers it may report calls; '*' for all.")
        private List<String> servers;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException, IOException {
            if (!RegisteredHook.isName(name)) {
                throw misused("'" + name + "' is no hook's name: expected 1 to 64 lower-case letters, digits, '.', '_' "
                        + "or '-', beginning with a letter or digit");
            }
            if (agents.stream().anyMatch(String::isBlank) || servers.stream().anyMatch(String::isBlank)) {
                throw misused("a pattern is missing between commas");
            }
            Path file = where.surroundings().directory().resolve(publicKey);
            var hook = new RegisteredHook(name, PublicKeyFile.read(file), agents, servers, AccessKey.Status.ACTIVE);
            try (Stores stores = where.open()) {
                stores.administration().registerHook(hook);
                return Report.of(json(hook), "The journal of " + name + " is taken from now on.");
            }
        }
    }

    @Command(
            name = "revoke",
            description = "Makes a hook's key worthless, at once. What was recorded stays.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate hook revoke proxy-1"})
    static final class Revoke extends ReportingCommand {
        @Parameters(paramLabel = "NAME", description = "The hook's name, as 'hook list' shows it.")
        private String name;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws AdministrationException, StoreException {
            if (!RegisteredHook.isName(name)) {
                throw misused("'" + name + "' is no hook's name");
            }
            try (Stores stores = where.open()) {
                boolean changed = stores.administration().revokeHook(name);
                return Report.of(
                        Json.object()
                                .put("hook", name)
                                .put("status", "revoked")
                                .put("changed", Json.of(changed))
                                .build(),
                        "Hook " + name + (changed ? " is now revoked." : " was already revoked."));
            }
        }
    }

    @Command(
            name = "list",
            description = "Lists all hooks whose journals are or were taken.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate hook list --output json"})
    static final class ListAll extends ReportingCommand {
        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException {
            try (Stores stores = where.open()) {
                List<Listed<RegisteredHook>> hooks = stores.registry().hooks().list();
                var table = new TextTable("HOOK", "STATUS", "AGENTS", "SERVERS", "REGISTERED");
                hooks.forEach(listed -> table.row(
                        listed.entry().name(),
                        status(listed.entry()),
                        String.join(",", listed.entry().agents()),
                        String.join(",", listed.entry().servers()),
                        listed.created().toString()));
                Json json = new Json.Arr(
                        hooks.stream().<Json>map(listed -> json(listed.entry())).toList());
                return Report.of(
                        Json.object().put("hooks", json).build(),
                        hooks.isEmpty() ? List.of("There are no hooks yet.") : table.lines());
            }
        }
    }

    @Command(
            name = "report",
            description =
                    "Signs a file of calls that a hook let through without an answer, and hands them in. What was "
                            + "signed stands in FILE.signed; run it again until all was received, and no call is reported twice.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate hook report calls.json --hook proxy-1 --key proxy-1.pem"})
    static final class ReportCalls extends ReportingCommand {
        @Parameters(paramLabel = "FILE", description = "A JSON array of calls, oldest first; see docs/journal.md.")
        private Path file;

        @Option(names = "--hook", required = true, paramLabel = "NAME", description = "The hook's name.")
        private String name;

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "The hook's private key, of 'hook keygen' or 'openssl genpkey -algorithm ed25519'.")
        private Path key;

        @Mixin
        private JournalOptions where;

        @Override
        Report run() throws AdministrationException, IOException {
            Path directory = where.surroundings().directory();
            byte[] pkcs8 = SigningKey.read(directory.resolve(key)).pkcs8();
            var journal = new SignedJournal(directory.resolve(file));
            JournalClient client = where.open();
            Optional<List<Json.Obj>> before = journal.batches();
            List<Json.Obj> batches = before.isPresent()
                    ? before.get()
                    : journal.sign(name, pkcs8, client.send(HookJournal.inquiry(name, pkcs8)));
            JournalHead head = null;
            for (Json.Obj batch : batches) {
                head = client.send(batch);
            }
            return received(head, journal);
        }

        private static Report received(JournalHead head, SignedJournal journal) throws AdministrationException {
            if (head == null) {
                throw new AdministrationException(journal.file() + " is empty");
            }
            return Report.of(
                    Json.object()
                            .put("received_to", head.seq())
                            .put("hash", head.hash())
                            .put("record_id", head.record())
                            .build(),
                    "Received up to entry " + head.seq()
                            + head.record().map(id -> "; its record is " + id).orElse("") + ".");
        }
    }

    private static Json.Obj json(RegisteredHook hook) {
        return Json.object()
                .put("name", hook.name())
                .put("status", status(hook))
                .put("agents", Json.texts(hook.agents()))
                .put("servers", Json.texts(hook.servers()))
                .put("public_key", hook.publicKey())
                .build();
    }

    private static String status(RegisteredHook hook) {
        return hook.status().name().toLowerCase(Locale.ROOT);
    }
}
