package dev.tollgate.audit.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.metric.Metric;
import dev.tollgate.core.metric.Metric.Unit;
import dev.tollgate.core.policy.ReasonCode;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.tamper.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the records of one batch say in numbers. A batch that is delivered again is counted again. Alarms are counted when
 * their own records come along, so that none is lost when an instance ends after it wrote one.
 */
final class Signals {
    private static final List<String> COUNTS = List.of(
            "Records",
            "Decisions",
            "Allowed",
            "Throttled",
            "Denied",
            "Redactions",
            "Findings",
            "SecurityEvents",
            "TamperAlarms",
            "WriterGaps",
            "Unreadable",
            "Errors",
            "ErrorsStore",
            "ErrorsAudit",
            "ErrorsPolicy",
            "ErrorsBudget",
            "ErrorsOther");

    /** What the sealer says of a chain that it cannot go on with. */
    private static final String OF_THE_SEALER = "chain_broken";

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Long> decisionMicros = new ArrayList<>();
    private final List<Long> redactionMicros = new ArrayList<>();
    private Optional<Instant> newest = Optional.empty();

    Signals() {
        COUNTS.forEach(name -> counts.put(name, 0L));
        for (Violation violation : Violation.values()) {
            counts.put(violation.metric(), 0L);
        }
    }

    void add(SealedRecord record) {
        Json.Obj content = record.content();
        count("Records", 1);
        moment(content)
                .filter(at -> newest.isEmpty() || at.isAfter(newest.get()))
                .ifPresent(at -> newest = Optional.of(at));
        if (record.kind().equals(Draft.Kind.DECISION.word())) {
            decision(content);
        } else if (record.kind().equals(Draft.Kind.REDACTION.word())) {
            redaction(content);
        } else if (record.kind().equals(Draft.Kind.SECURITY.word())) {
            security(content.text("event").orElse(""));
        }
    }

    private void decision(Json.Obj content) {
        if (content.text("withdraws").isPresent()) {
            // The decision was counted; that it could not be kept is another failure of the store.
            error(ReasonCode.STORE_UNAVAILABLE.word());
            return;
        }
        count("Decisions", 1);
        content.integer("took_us").ifPresent(decisionMicros::add);
        String reason = content.text("reason").orElse("");
        switch (content.text("effect").orElse("")) {
            case "allow" -> count("Allowed", 1);
            case "throttle" -> count("Throttled", 1);
            default -> {
                count("Denied", 1);
                ReasonCode.ofWord(reason)
                        .ifPresent(code -> count(Violation.of(code).metric(), 1));
            }
        }
        ReasonCode.ofWord(reason)
                .filter(code -> Violation.of(code) == Violation.FAILURE)
                .ifPresent(code -> error(reason));
    }

    private void redaction(Json.Obj content) {
        count("Redactions", 1);
        content.integer("took_us").ifPresent(redactionMicros::add);
        for (Json finding : content.items("findings")) {
            if (finding instanceof Json.Obj object) {
                count("Findings", object.integer("count").orElse(1L));
            }
        }
        content.text("reason").filter(Signals::isOurFault).ifPresent(this::error);
    }

    /** An answer can also be held back for what it is. */
    private static boolean isOurFault(String reason) {
        return switch (reason) {
            case "store_unavailable", "audit_unavailable", "no_bundle", "internal" -> true;
            default -> false;
        };
    }

    private void security(String event) {
        if (event.equals(Alarm.Event.GAP.word())) {
            count("WriterGaps", 1);
        } else if (event.equals(Alarm.Event.UNREADABLE.word())) {
            count("Unreadable", 1);
        } else if (isAlarm(event)) {
            count("TamperAlarms", 1);
        } else {
            count("SecurityEvents", 1);
        }
    }

    private static boolean isAlarm(String event) {
        if (event.equals(OF_THE_SEALER)) {
            return true;
        }
        for (Alarm.Event each : Alarm.Event.values()) {
            if (each.word().equals(event)) {
                return true;
            }
        }
        return false;
    }

    private void error(String reason) {
        count("Errors", 1);
        count(
                switch (reason) {
                    case "store_unavailable" -> "ErrorsStore";
                    case "audit_unavailable" -> "ErrorsAudit";
                    case "policy_error" -> "ErrorsPolicy";
                    case "budget_exceeded" -> "ErrorsBudget";
                    default -> "ErrorsOther";
                },
                1);
    }

    private void count(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    private static Optional<Instant> moment(Json.Obj content) {
        try {
            return content.text("at").map(Instant::parse);
        } catch (DateTimeParseException noMoment) {
            return Optional.empty();
        }
    }

    /** @param now by which the stream's lag is told: how long ago the newest record was made */
    List<Metric> metrics(Instant now) {
        var metrics = new ArrayList<Metric>();
        counts.forEach((name, count) -> metrics.add(Metric.count(name, count)));
        metrics.add(new Metric("DecisionLatency", Unit.MICROSECONDS, decisionMicros));
        metrics.add(new Metric("RedactionLatency", Unit.MICROSECONDS, redactionMicros));
        newest.ifPresent(at -> metrics.add(Metric.of(
                "StreamLag",
                Unit.MILLISECONDS,
                Math.max(0, Duration.between(at, now).toMillis()))));
        return metrics;
    }
}
