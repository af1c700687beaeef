package dev.tollgate.cli;

import dev.tollgate.cli.catalogue.PrintableText;
import dev.tollgate.cli.compile.DurationText;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.store.AdministrationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "approvals",
        description = "Shows calls that wait for somebody's approval, and decides them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ApprovalsCommand.ListAll.class,
            ApprovalsCommand.Show.class,
            ApprovalsCommand.Approve.class,
            ApprovalsCommand.Deny.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  tollgate approvals list"})
final class ApprovalsCommand extends WithHelp {
    @Command(
            name = "list",
            description = "Lists the pending requests that you may decide, oldest first.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate approvals list --output json"})
    static final class ListAll extends ReportingCommand {
        @Mixin
        private ApproverOptions where;

        @Override
        Report run() throws AdministrationException, IOException {
            List<Json.Obj> pending = where.open().pending();
            var table = new TextTable("REQUEST", "WHO", "WHAT", "RULE", "UNTIL");
            pending.forEach(request -> table.row(
                    text(request, "id"), who(request), what(request), rule(request), text(request, "expires_at")));
            return Report.of(
                    Json.object()
                            .put("approvals", new Json.Arr(List.copyOf(pending)))
                            .build(),
                    pending.isEmpty() ? List.of("Nothing waits for your approval.") : table.lines());
        }
    }

    @Command(
            name = "show",
            description = "Shows one request with the arguments of its call.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate approvals show 5dorztwqjx2nb7nkkpgdgw3v3ajf7m3d2vkq5hhyxa"})
    static final class Show extends ReportingCommand {
        @Parameters(paramLabel = "REQUEST", description = "Its id, as 'approvals list' shows it.")
        private String id;

        @Mixin
        private ApproverOptions where;

        @Override
        Report run() throws AdministrationException, IOException {
            Json.Obj request = where.open().show(id);
            return Report.of(request, lines(request));
        }

        private static List<String> lines(Json.Obj request) {
            var lines = new ArrayList<String>();
            lines.add(text(request, "status") + ": " + who(request) + " asks for " + what(request) + " ("
                    + rule(request) + ")");
            request.text("reason").ifPresent(reason -> lines.add(PrintableText.escaped(reason)));
            lines.add("asked " + text(request, "asked_at") + ", until " + text(request, "expires_at"));
            Json.Obj call = request.object("call").orElse(Json.Obj.EMPTY);
            call.members().forEach((name, value) -> lines.add("  " + name + ": " + json(value)));
            if (call.members().isEmpty()) {
                lines.add("  The arguments are gone: they are kept for a day.");
            }
            request.object("grant")
                    .ifPresent(grant -> lines.add("If approved, the call counts as allowed "
                            + times(grant, "uses") + " within "
                            + DurationText.of(
                                    Duration.ofSeconds(grant.integer("within_s").orElse(0L)))
                            + "."));
            request.object("granted")
                    .ifPresent(granted -> lines.add("Of " + times(granted, "uses") + ", "
                            + granted.integer("left").orElse(0L) + " left until " + text(granted, "until") + "."));
            return lines;
        }

        private static String times(Json.Obj object, String member) {
            long times = object.integer(member).orElse(0L);
            return times == 1 ? "once" : times + " times";
        }
    }

    @Command(
            name = "approve",
            description = "Lets the agent make exactly this call, as often and as long as the rule grants.",
            footerHeading = "%nExample:%n",
            footer = {"  tollgate approvals approve 5dorztwqjx2nb7nkkpgdgw3v3ajf7m3d2vkq5hhyxa"})
    static final class Approve extends Decide {
        @Override
        String decision() {
            return "approve";
        }

        @Override
        String done(Json.Obj request) {
            Json.Obj granted = request.object("granted").orElse(Json.Obj.EMPTY);
            return "Approved: " + who(request) + " may make this call " + times(granted) + " until "
                    + text(granted, "until") + ".";
        }

        private static String times(Json.Obj granted) {
            long left = granted.integer("left").orElse(0L);
            return left == 1 ? "once" : left + " times";
        }
    }

    @Command(
            name = "deny",
            description = "Refuses the call for a day, or takes back what is left of an approval.",
            footerHeading = "%nExample:%n",
            footer = {
                "  tollgate approvals deny 5dorztwqjx2nb7nkkpgdgw3v3ajf7m3d2vkq5hhyxa \\",
                "    --reason 'Use the staging database.'"
            })
    static final class Deny extends Decide {
        @Override
        String decision() {
            return "deny";
        }

        @Override
        String done(Json.Obj request) {
            return "Denied: " + who(request) + " may not make this call.";
        }
    }

    /** One decision about one request. */
    abstract static class Decide extends ReportingCommand {
        @Parameters(paramLabel = "REQUEST", description = "Its id, as 'approvals list' shows it.")
        private String id;

        @Option(names = "--reason", paramLabel = "TEXT", description = "One line. A denied agent is told it.")
        private Optional<String> reason;

        @Mixin
        private ApproverOptions where;

        abstract String decision();

        abstract String done(Json.Obj request);

        @Override
        Report run() throws AdministrationException, IOException {
            Json.Obj request = where.open().decide(id, decision(), reason);
            return Report.of(request, done(request));
        }
    }

    private static String who(Json.Obj request) {
        Json.Obj subject = request.object("subject").orElse(Json.Obj.EMPTY);
        return text(subject, "type") + ":" + text(subject, "id");
    }

    private static String what(Json.Obj request) {
        String resource = text(request.object("resource").orElse(Json.Obj.EMPTY), "id");
        return request.text("server")
                .map(server -> PrintableText.escaped(server) + "/" + resource)
                .orElse(resource);
    }

    private static String rule(Json.Obj request) {
        return text(request, "policy") + "/" + text(request, "rule");
    }

    private static String text(Json.Obj object, String name) {
        return PrintableText.escaped(object.text(name).orElse("?"));
    }

    /** What an agent sent may hold commands of a terminal. */
    private static String json(Json value) {
        return PrintableText.escaped(JsonText.write(value));
    }
}
