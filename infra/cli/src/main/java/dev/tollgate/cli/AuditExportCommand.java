package dev.tollgate.cli;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.export.CsvLine;
import dev.tollgate.core.export.JsonLine;
import dev.tollgate.core.export.OcsfEvent;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.SealedRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {
            "Writes the records of a period in the order of time, one a line. The export itself is recorded: who, what "
                    + "period, which format, how many records.",
            "A record that is not what its hash says is written as it stands, and the exit code is 1."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:exported",
            "1:a record is not what its hash says, or the table or the file failed",
            "2:the command was not understood"
        },
        footerHeading = "%nExample:%n",
        footer = {"  tollgate audit export --from 2026-10-01 --to 2026-11-01 --format ocsf --out october.jsonl"})
final class AuditExportCommand extends ReportingCommand {
    /** One query a day, also for the days without records. */
    private static final Duration LONGEST = Duration.ofDays(3_660);

    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            description = "The first moment of the period: 2026-10-01T00:00:00Z, or a day, which begins in UTC.")
    private String fromText;

    @Option(names = "--to", paramLabel = "TIME", description = "The first moment after the period. Default: now.")
    private Optional<String> toText;

    @Option(
            names = "--format",
            paramLabel = "ocsf|jsonl|csv",
            required = true,
            description =
                    "ocsf: events of OCSF 1.9.0, class 6003, for a SIEM. jsonl: the records and their hashes, which "
                            + "'audit verify --from' reads. csv: for a spreadsheet.")
    private Format format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "A new file, in UTF-8, which is there only when all records are in it. Default: the standard "
                    + "output.")
    private Optional<Path> file;

    @Mixin
    private StoreOptions where;

    enum Format {
        OCSF,
        JSONL,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        String header() {
            return switch (this) {
                case OCSF, JSONL -> "";
                case CSV -> CsvLine.header();
            };
        }

        String line(SealedRecord record) {
            return switch (this) {
                case OCSF -> JsonText.write(OcsfEvent.of(record)) + "\n";
                case JSONL -> JsonLine.of(record) + "\n";
                case CSV -> CsvLine.of(record);
            };
        }
    }

    /** What was written. */
    private record Exported(long records, long broken) {}

    @Override
    Report run() throws StoreException, IOException {
        Instant from = time("--from", fromText);
        Instant to = toText.map(text -> time("--to", text))
                .orElseGet(() -> where.surroundings().clock().instant());
        if (!from.isBefore(to)) {
            throw misused("the period is empty: --from " + from + " is not before " + to);
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw misused("the period is longer than " + LONGEST.toDays() + " days");
        }
        if (file.isEmpty() && isForPrograms()) {
            throw misused("--output json needs --out FILE: the records go to the standard output");
        }
        if (file.filter(Files::exists).isPresent()) {
            throw misused("--out: there is a file " + file.get() + " already");
        }
        try (Stores stores = where.open()) {
            Administration administration = stores.administration();
            administration.beginExport(from, to, format.toString());
            Exported exported = export(stores, from, to);
            administration.endExport(from, to, format.toString(), exported.records());
            return report(from, to, exported);
        }
    }

    private Exported export(Stores stores, Instant from, Instant to) throws StoreException, IOException {
        if (file.isEmpty()) {
            PrintWriter out = out();
            Exported exported = write(stores, from, to, out);
            out.flush();
            return exported;
        }
        Path unfinished = file.get().resolveSibling(file.get().getFileName() + ".part");
        try {
            Exported exported;
            try (Writer out = Files.newBufferedWriter(unfinished)) {
                exported = write(stores, from, to, out);
            }
            Files.move(unfinished, file.get());
            return exported;
        } catch (IOException failed) {
            throw new IOException(file.get() + " cannot be written: " + failed.getMessage(), failed);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private Exported write(Stores stores, Instant from, Instant to, Writer out) throws StoreException, IOException {
        var count = new Count();
        out.write(format.header());
        stores.period().forEach(from, to, record -> {
            out.write(format.line(record));
            if (out instanceof PrintWriter printer && printer.checkError()) {
                throw new IOException("nobody reads the standard output any more");
            }
            count.add(record);
        });
        return new Exported(count.records, count.broken);
    }

    private static final class Count {
        private long records;
        private long broken;

        void add(SealedRecord record) {
            records++;
            if (!record.isIntact()) {
                broken++;
            }
        }
    }

    private Report report(Instant from, Instant to, Exported exported) {
        String said = exported.records() + (exported.records() == 1 ? " record" : " records") + " from " + from
                + " until before " + to + ", as " + format
                + file.map(path -> ", in " + path).orElse("");
        String broken = exported.broken() + " of them are not what their hashes say: see 'tollgate audit verify'";
        Json json = Json.object()
                .put("records", exported.records())
                .put("not_intact", exported.broken())
                .put("from", from.toString())
                .put("to", to.toString())
                .put("format", format.toString())
                .put("file", file.map(Path::toString))
                .build();
        List<String> lines = exported.broken() == 0 ? List.of(said) : List.of(said, broken);
        int exitCode = exported.broken() == 0 ? 0 : 1;
        return file.isPresent()
                ? new Report(lines, List.of(), json, exitCode)
                : new Report(List.of(), lines, json, exitCode);
    }

    private Instant time(String option, String text) {
        return PeriodText.moment(text)
                .orElseThrow(() -> misused(option + ": '" + text + "' is no time (" + PeriodText.EXPECTED + ")"));
    }
}
