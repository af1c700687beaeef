package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.export.JsonLine;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.record.ChainCheck.Finding;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.store.AuditChains.Gathered;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description = "Finds, checks and exports audit records, and checks proofs that they were sealed.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AuditQuery.class, AuditCommand.Verify.class, AuditExportCommand.class, CheckProofCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  tollgate audit verify"})
final class AuditCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Command(
            name = "verify",
            description =
                    "Checks every record of every chain: its content, its place, the record before it, the keys under "
                            + "which it is found. A chain that "
                            + "was cut at its end is found only where another one names it; signed checkpoints come later.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate audit verify --output json"})
    static final class Verify extends ReportingCommand {
        private static final int MAX_DEPTH = 64;

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description =
                        "Check a file instead of the audit table: a record a line, as 'audit export --format jsonl' "
                                + "writes it, or an item of the table, as JSON ({\"pk\": …, \"sk\": …, \"hash\": …, …}).")
        private Optional<Path> file;

        @Mixin
        private StoreOptions where;

        @Override
        Report run() throws StoreException, IOException {
            var read = new Reading();
            if (file.isPresent()) {
                read.file(file.get());
            } else {
                try (Stores stores = where.open()) {
                    stores.chains().forEach(read::item);
                }
            }
            return read.report();
        }

        /** What was read so far, and what could not be. */
        private static final class Reading {
            private final Gathered gathered = new Gathered();
            private final List<String> unreadable = new ArrayList<>();

            void item(Json.Obj item) {
                if (!gathered.add(item)) {
                    unreadable.add("an item is no record: pk " + item.text("pk").orElse("?") + ", sk "
                            + item.text("sk").orElse("?"));
                }
            }

            void file(Path file) throws IOException {
                var json = new JsonText(MAX_DEPTH);
                try (BufferedReader lines = Files.newBufferedReader(file)) {
                    int number = 0;
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        number++;
                        line(json, line, number);
                    }
                }
            }

            private void line(JsonText json, String line, int number) {
                if (line.isBlank()) {
                    return;
                }
                try {
                    if (!(json.parse(line) instanceof Json.Obj item) || !isGathered(item)) {
                        unreadable.add("line " + number + " is no item of the audit table");
                    }
                } catch (JsonException malformed) {
                    unreadable.add("line " + number + ": " + malformed.getMessage());
                }
            }

            private boolean isGathered(Json.Obj line) {
                Optional<SealedRecord> exported = JsonLine.read(line);
                exported.ifPresent(gathered::add);
                return exported.isPresent() || gathered.add(line);
            }

            Report report() {
                Map<String, List<SealedRecord>> chains = gathered.chains();
                var findings = new ArrayList<Finding>(ChainCheck.check(chains));
                findings.addAll(gathered.misplaced());
                long records = chains.values().stream().mapToLong(List::size).sum();
                String read = records + " records in " + chains.size() + " chains";
                var lines = new ArrayList<String>();
                unreadable.forEach(lines::add);
                findings.forEach(
                        each -> lines.add("chain " + each.writer() + ", record " + each.seq() + ": " + each.problem()));
                int wrong = lines.size();
                lines.add(
                        wrong == 0
                                ? "Verified: " + read + "."
                                : "Not verified: " + (wrong == 1 ? "1 finding" : wrong + " findings") + " in " + read
                                        + ".");
                Json json = Json.object()
                        .put("verified", Json.of(wrong == 0))
                        .put("records", records)
                        .put("chains", chains.size())
                        .put(
                                "findings",
                                new Json.Arr(
                                        findings.stream().map(Reading::json).toList()))
                        .put("unreadable", Json.texts(unreadable))
                        .build();
                return new Report(lines, List.of(), json, wrong == 0 ? 0 : 1);
            }

            private static Json json(Finding finding) {
                return Json.object()
                        .put("writer", finding.writer())
                        .put("seq", finding.seq())
                        .put("problem", finding.problem())
                        .build();
            }
        }
    }
}
