package dev.tollgate.core.report;

import dev.tollgate.core.SortableTime;
import java.util.ArrayList;
import java.util.List;

/** What a report says of itself, in words. */
final class Facts {
    private Facts() {}

    record Fact(String name, String text) {}

    static List<Fact> of(Report report) {
        Period period = report.period();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Report", report.name().word() + ": " + report.name().title()));
        report.asked().forEach((name, text) -> facts.add(new Fact("Of " + name, text)));
        facts.add(new Fact("From", period.from() + " (" + period.local(period.from()) + ")"));
        facts.add(new Fact("Until before", period.to() + " (" + period.local(period.to()) + ")"));
        facts.add(new Fact("Time zone of days and hours", period.zone().getId()));
        facts.add(new Fact("Made", SortableTime.text(report.made())));
        facts.add(new Fact("About", about(report.scope())));
        facts.add(new Fact("Checkpoints", checkpoints(report)));
        facts.add(new Fact("Not sealed yet", unsealed(report)));
        return facts;
    }

    private static String about(Scope scope) {
        return scope.isLimited()
                ? "ONLY agents " + String.join(", ", scope.agents()) + " and servers "
                        + String.join(", ", scope.servers()) + ": the key of whoever asked is limited to these"
                : "all agents and all servers";
    }

    private static String checkpoints(Report report) {
        return report.covering()
                .map(covering -> "numbers " + covering.first() + " to " + covering.last()
                        + " have the records that are counted here; tollgate audit verify checks them")
                .orElse("none has records of this period");
    }

    private static String unsealed(Report report) {
        return report.unsealedFrom()
                .map(from ->
                        "from " + SortableTime.text(from) + " to the end of the period: no figure has these records")
                .orElse(
                        "nothing: all records of the period are sealed, but those that a function wrote and a checkpoint "
                                + "missed by a moment");
    }
}
