package dev.tollgate.cli;

import dev.tollgate.cli.catalogue.PrintableText;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.People;
import dev.tollgate.core.store.AdministrationException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "person",
        description = "Shows what records call a person, and makes that they call nobody so.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PersonCommand.Show.class, PersonCommand.Erase.class, PersonCommand.EraseAddresses.class},
        footerHeading = "%nExample:%n",
        footer = {"  tollgate person show user:beth"})
final class PersonCommand extends WithHelp {
    private static final String WITHIN =
            "Functions that are running forget it within " + People.REMEMBERED.toMinutes() + " minutes.";

    @Command(
            name = "show",
            description = "Shows the pseudonyms that stand in records for a person, to search an export for.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate person show user:beth"})
    static final class Show extends ReportingCommand {
        @Parameters(index = "0", paramLabel = "PERSON", description = "Such as user:beth, or ada@example.com.")
        private String person;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException {
            try (Stores stores = where.open()) {
                Map<String, Optional<String>> pseudonyms = stores.personalData().pseudonyms(person);
                var table = new TextTable("NAME", "PSEUDONYM");
                var names = Json.object();
                pseudonyms.forEach((name, pseudonym) -> {
                    table.row(PrintableText.escaped(name), pseudonym.orElse("- (in no record, or erased)"));
                    names.put(name, pseudonym);
                });
                return Report.of(Json.object().put("pseudonyms", names.build()).build(), table.lines());
            }
        }
    }

    @Command(
            name = "erase",
            description =
                    "Deletes a person's key: nobody can tell any more which records are about them, and chains of "
                            + "records stay valid. Whatever is recorded of them later has another pseudonym. Cannot be undone.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate person erase user:beth --yes"})
    static final class Erase extends ReportingCommand {
        @Parameters(index = "0", paramLabel = "PERSON", description = "Such as user:beth, or ada@example.com.")
        private String person;

        @Mixin
        private Confirmation confirmation;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException, AdministrationException {
            confirmation.ask("Erase who stands behind the pseudonyms of '" + person + "'?");
            try (Stores stores = where.open()) {
                return report(stores.administration().erasePerson(stores.personalData(), person));
            }
        }
    }

    @Command(
            name = "erase-addresses",
            description = "Deletes the key of a past month's addresses: nobody can tell any more where those requests "
                    + "came from. Do it when you need to know no longer. Cannot be undone.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate person erase-addresses 2026-08 --yes"})
    static final class EraseAddresses extends ReportingCommand {
        @Parameters(index = "0", paramLabel = "MONTH", description = "A month that is over (UTC), such as 2026-08.")
        private String month;

        @Mixin
        private Confirmation confirmation;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException, AdministrationException {
            YearMonth wanted = pastMonth();
            confirmation.ask("Erase which addresses stand behind the pseudonyms of " + wanted + "?");
            try (Stores stores = where.open()) {
                return report(stores.administration().eraseAddresses(stores.personalData(), wanted));
            }
        }

        private YearMonth pastMonth() throws AdministrationException {
            try {
                YearMonth wanted = YearMonth.parse(month);
                if (wanted.isBefore(YearMonth.now(ZoneOffset.UTC))) {
                    return wanted;
                }
            } catch (DateTimeException noMonth) {
                // As below.
            }
            throw new AdministrationException("expected a month that is over, such as 2026-08");
        }
    }

    private static Report report(int keys) {
        Json json = Json.object().put("keys", keys).build();
        return keys == 0
                ? Report.of(json, "There is no such key: nothing to erase.")
                : new Report(
                        List.of("Erased: " + (keys == 1 ? "1 key is" : keys + " keys are") + " deleted. " + WITHIN),
                        List.of("Backups keep it for as long as they are kept: point-in-time recovery for 35 days."),
                        json,
                        0);
    }
}
