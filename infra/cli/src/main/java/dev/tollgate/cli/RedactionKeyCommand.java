package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.RedactionKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "redaction-key",
        description = "Manages the keys that pseudonyms in redacted answers are made with.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {RedactionKeyCommand.Rotate.class, RedactionKeyCommand.ListAll.class},
        footerHeading = "%nExample:%n",
        footer = {"  tollgate redaction-key list"})
final class RedactionKeyCommand extends WithHelp {
    @Command(
            name = "rotate",
            description = "Makes a new key. Tokens of the keys before stay known as tokens; the same value gets a new "
                    + "one from now on, so answers of before and after cannot be joined by it.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate redaction-key rotate"})
    static final class Rotate extends ReportingCommand {
        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException, AdministrationException {
            try (Stores stores = where.open()) {
                String id = stores.administration().rotateRedactionKey();
                return Report.of(
                        Json.object().put("id", id).build(),
                        "Within a minute, new pseudonyms are made with key " + id + ".");
            }
        }
    }

    @Command(
            name = "list",
            description = "Lists all keys, without secrets.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate redaction-key list --output json"})
    static final class ListAll extends ReportingCommand {
        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException {
            try (Stores stores = where.open()) {
                return new Listing<RedactionKeys.Listed>(
                                "keys", "There are no keys yet: 'bundle publish' makes the first.")
                        .column("KEY", RedactionKeys.Listed::id)
                        .column("STATUS", RedactionKeyCommand::status)
                        .column("CREATED", key -> key.created().toString())
                        .report(stores.registry().redactionKeys().list(), RedactionKeyCommand::json);
            }
        }
    }

    private static Json json(RedactionKeys.Listed key) {
        return Json.object()
                .put("id", key.id())
                .put("status", status(key))
                .put("created", key.created().toString())
                .build();
    }

    private static String status(RedactionKeys.Listed key) {
        return key.isActive() ? "active" : "retired";
    }
}
