package dev.tollgate.cli;

import dev.tollgate.cli.catalogue.PrintableText;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "query",
        description =
                "Finds audit records, newest first, with an auditor's key. Give an agent, a tool, a session, a trace, a "
                        + "label, a flag, an effect that is no allow, or the kind security, approval, admin, read or observed; the "
                        + "other filters narrow these.",
        footerHeading = "%nExample:%n",
        footer = {
            "  tollgate audit query --agent crm-assistant --from 2026-10-01 --to 2026-11-01 \\",
            "    --effect deny --output json",
            "  tollgate audit query --flagged found --format csv > found.csv"
        })
final class AuditQuery extends ReportingCommand {
    private static final String USUAL_LIMIT = "100";
    private static final String THERE_ARE_OTHERS =
            "There are others, older than these: give an earlier --to or a larger --limit.";

    @Option(names = "--agent", paramLabel = "ID", description = "The agent's id.")
    private Optional<String> agent;

    @Option(names = "--server", paramLabel = "NAME", description = "The tool's server.")
    private Optional<String> server;

    @Option(names = "--tool", paramLabel = "NAME", description = "The tool.")
    private Optional<String> tool;

    @Option(names = "--effect", paramLabel = "EFFECT", description = "allow, throttle or deny.")
    private Optional<String> effect;

    @Option(names = "--reason", paramLabel = "CODE", description = "Such as denied_by_policy.")
    private Optional<String> reason;

    @Option(names = "--kind", paramLabel = "KIND", description = "decision, redaction, security, admin, ...")
    private Optional<String> kind;

    @Option(names = "--session", paramLabel = "ID", description = "The session's id, or its pseudonym.")
    private Optional<String> session;

    @Option(names = "--trace", paramLabel = "ID", description = "The trace's id, or its pseudonym.")
    private Optional<String> trace;

    @Option(names = "--label", paramLabel = "LABEL", description = "Such as sensitive. Alone: of answers.")
    private Optional<String> label;

    @Option(
            names = "--flagged",
            paramLabel = "FLAG",
            description =
                    "deny, throttle, found (answers in which something was found), security, approval, admin, read.")
    private Optional<String> flagged;

    @Option(
            names = "--format",
            paramLabel = "csv|jsonl",
            description = "Nothing but the records, a line each, as 'audit export' writes them.")
    private Optional<LineFormat> format;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first moment: 2026-10-01 (UTC) or 2026-10-01T08:00:00Z. Default: an hour before --to.")
    private Optional<String> from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "The moment after the last; at most 31 days later. Default: now.")
    private Optional<String> to;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = USUAL_LIMIT,
            description = "Most records. Default: " + USUAL_LIMIT + ".")
    private int limit;

    @Mixin
    private AuditorOptions where;

    @Override
    Report run() throws AdministrationException, IOException {
        if (limit < 1) {
            throw new AdministrationException("--limit: expected a whole number from 1");
        }
        AuditorClient.Found found = where.open().search(filters(), limit);
        Json json = Json.object()
                .put("records", new Json.Arr(List.copyOf(found.records())))
                .put("complete", Json.of(found.isEnd()))
                .build();
        if (format.isEmpty()) {
            return Report.of(json, lines(found));
        }
        List<String> notes = found.isEnd() ? List.of() : List.of(THERE_ARE_OTHERS);
        return new Report(format.get().lines(found.records()), notes, json, 0);
    }

    private Map<String, String> filters() {
        var filters = new TreeMap<String, String>();
        put(filters, "agent", agent);
        put(filters, "server", server);
        put(filters, "tool", tool);
        put(filters, "effect", effect);
        put(filters, "reason", reason);
        put(filters, "kind", kind);
        put(filters, "session", session);
        put(filters, "trace", trace);
        put(filters, "label", label);
        put(filters, "flagged", flagged);
        put(filters, "from", from);
        put(filters, "to", to);
        return filters;
    }

    private static void put(Map<String, String> filters, String name, Optional<String> text) {
        text.ifPresent(given -> filters.put(name, given));
    }

    private List<String> lines(AuditorClient.Found found) {
        if (found.records().isEmpty() && found.isEnd()) {
            return List.of("There are no such records in this time.");
        }
        var table = new TextTable("AT", "RECORD", "KIND", "AGENT", "WHAT", "EFFECT", "REASON");
        found.records()
                .forEach(record -> table.row(
                        text(record, "at"),
                        text(record, "id"),
                        text(record, "kind"),
                        text(record, "agent"),
                        what(record),
                        effect(record),
                        text(record, "reason")));
        var lines = new ArrayList<>(table.lines());
        if (!found.isEnd()) {
            lines.add(THERE_ARE_OTHERS);
        }
        return lines;
    }

    private static String what(Json.Obj record) {
        return record.text("tool")
                .map(tool -> record.text("server").map(server -> server + "/").orElse("") + tool)
                .or(() -> record.text("act"))
                .or(() -> record.text("event"))
                .map(PrintableText::escaped)
                .orElse("-");
    }

    private static String effect(Json.Obj record) {
        return record.text("effect").or(() -> record.text("redaction")).orElse("-");
    }

    private static String text(Json.Obj record, String member) {
        return record.text(member).map(PrintableText::escaped).orElse("-");
    }
}
