package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.report.ReportName;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = {
            "Makes a report about a period, with an auditor's key: access, violations, trail, agents, data, changes or "
                    + "coverage. That it was made is recorded.",
            "Its figures are of records that are sealed, and each says with which query its records are had."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tollgate report access --from 2026-10-01 --to 2026-11-01 --tz Europe/Berlin --out october.html",
            "  tollgate report trail --agent crm-assistant --format csv"
        })
final class ReportCommand extends ReportingCommand {
    @Parameters(
            paramLabel = "NAME",
            description =
                    "access: who used which tool. violations: what was refused. trail: what one agent, session or "
                            + "trace did, in order. agents: owners and keys. data: what was found in answers, and who received it. "
                            + "changes: what administrators did. coverage: what did not come back.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first moment: a day such as 2026-10-01, which begins in --tz, or a whole minute such as "
                    + "2026-10-01T08:00:00Z. Default: a day before --to.")
    private Optional<String> from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "The moment after the last; at most 31 days later. Default: now.")
    private Optional<String> to;

    @Option(names = "--tz", paramLabel = "ZONE", description = "Where days begin, such as Europe/Berlin. Default: UTC.")
    private Optional<String> zone;

    @Option(names = "--agent", paramLabel = "ID", description = "Of a trail: the agent's id.")
    private Optional<String> agent;

    @Option(names = "--session", paramLabel = "ID", description = "Of a trail: the session's id, or its pseudonym.")
    private Optional<String> session;

    @Option(names = "--trace", paramLabel = "ID", description = "Of a trail: the trace's id, or its pseudonym.")
    private Optional<String> trace;

    @Option(
            names = "--format",
            paramLabel = "json|csv|html",
            description =
                    "html: one page to read and print. csv: for a spreadsheet. json: for programs. Default: what the "
                            + "name of --out ends with, else json.")
    private Optional<Format> format;

    @Option(names = "--out", paramLabel = "FILE", description = "A new file. Default: the standard output.")
    private Optional<Path> file;

    @Mixin
    private AuditorOptions where;

    enum Format {
        JSON,
        CSV,
        HTML;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    Report run() throws AdministrationException, IOException {
        if (ReportName.ofWord(name).isEmpty()) {
            throw misused(
                    "there is no report '" + name + "': expected one of " + String.join(", ", ReportName.words()));
        }
        if (file.isEmpty() && isForPrograms()) {
            throw misused("--output json needs --out FILE: the report goes to the standard output");
        }
        if (file.filter(Files::exists).isPresent()) {
            throw misused("--out: there is a file " + file.get() + " already");
        }
        byte[] report = where.open().report(name, query());
        if (file.isEmpty()) {
            PrintWriter out = out();
            out.print(new String(report, StandardCharsets.UTF_8));
            return new Report(List.of(), List.of(), Json.Obj.EMPTY, 0);
        }
        try {
            Files.write(file.get(), report);
        } catch (IOException failed) {
            throw new IOException(file.get() + " cannot be written: " + failed.getMessage(), failed);
        }
        Json json = Json.object()
                .put("report", name)
                .put("format", form().toString())
                .put("file", file.get().toString())
                .put("bytes", report.length)
                .build();
        return Report.of(json, "The report '" + name + "' is in " + file.get() + ".");
    }

    private Map<String, String> query() {
        var query = new TreeMap<String, String>();
        put(query, "from", from);
        put(query, "to", to);
        put(query, "tz", zone);
        put(query, "agent", agent);
        put(query, "session", session);
        put(query, "trace", trace);
        query.put("format", form().toString());
        return query;
    }

    private Format form() {
        return format.or(() -> file.flatMap(ReportCommand::ofEnding)).orElse(Format.JSON);
    }

    private static Optional<Format> ofEnding(Path file) {
        return Arrays.stream(Format.values())
                .filter(each -> file.toString().endsWith("." + each))
                .findFirst();
    }

    private static void put(Map<String, String> query, String name, Optional<String> text) {
        text.ifPresent(given -> query.put(name, given));
    }
}
