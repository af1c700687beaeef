package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import dev.tollgate.core.store.RegistryKind;
import dev.tollgate.core.store.RegistryRestoration;
import dev.tollgate.core.store.RegistryRestoration.Count;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "registry",
        description = "Restores agents, keys, hooks, bundles and postures from a backup.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = RegistryCommand.Restore.class,
        footerHeading = "%nExample:%n",
        footer = {"  tollgate registry restore --from registry-restored --dry-run"})
final class RegistryCommand extends WithHelp {
    @Command(
            name = "restore",
            description = "Puts back what a copy of the registry has and the registry lacks. What is there stays as it "
                    + "is. What is put back is as it was then: 'audit query --kind admin' lists what was revoked or "
                    + "suspended since.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate registry restore --from registry-restored --dry-run"})
    static final class Restore extends ReportingCommand {
        @Option(
                names = "--from",
                paramLabel = "TABLE",
                required = true,
                description = "The copy: a table beside the registry, such as point-in-time recovery makes.")
        private String copy;

        @Option(
                names = "--people",
                description =
                        "Also the keys of people, which make their pseudonyms in records. Whoever was erased since "
                                + "the copy was made has a key again then: erase them again.")
        private boolean people;

        @Option(names = "--dry-run", description = "Only say what is missing.")
        private boolean dryRun;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException, AdministrationException {
            Set<RegistryKind> kinds = EnumSet.allOf(RegistryKind.class);
            if (!people) {
                kinds.remove(RegistryKind.PEOPLE);
            }
            try (Stores stores = where.open()) {
                RegistryRestoration restoration = stores.restoration(copy);
                if (dryRun) {
                    return report(restoration.compare(kinds));
                }
                Administration administration = stores.administration();
                Map<RegistryKind, Count> counts =
                        restoration.restore(kinds, () -> administration.beginRestoration(copy));
                var restored = new EnumMap<RegistryKind, Long>(RegistryKind.class);
                counts.forEach((kind, count) -> restored.put(kind, count.missing()));
                administration.endRestoration(copy, restored);
                return report(counts);
            }
        }

        private Report report(Map<RegistryKind, Count> counts) {
            var table =
                    new TextTable("ITEMS", dryRun ? "MISSING" : "PUT BACK", "AS IN THE COPY", "CHANGED SINCE, KEPT");
            var json = Json.object();
            counts.forEach((kind, count) -> {
                table.row(
                        kind.words(),
                        Long.toString(count.missing()),
                        Long.toString(count.alike()),
                        Long.toString(count.changed()));
                json.put(
                        kind.word(),
                        Json.object()
                                .put("missing", count.missing())
                                .put("alike", count.alike())
                                .put("changed", count.changed())
                                .build());
            });
            List<String> lines = new ArrayList<>(table.lines());
            lines.add(conclusion(
                    counts.values().stream().mapToLong(Count::missing).sum()));
            return Report.of(
                    Json.object()
                            .put("from", copy)
                            .put("dry_run", Json.of(dryRun))
                            .put("items", json.build())
                            .build(),
                    lines);
        }

        private String conclusion(long missing) {
            if (missing == 0) {
                return "Nothing is missing.";
            }
            return dryRun
                    ? "Nothing was changed."
                    : "Functions take up agents and keys within 30 seconds, a bundle within 10, postures within 5.";
        }
    }
}
