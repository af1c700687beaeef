package dev.tollgate.audit.stream;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.metric.Metric;
import dev.tollgate.core.record.SealedRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class SignalsTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private final Signals signals = new Signals();

    @Test
    void countsEffectsAndWhatWasOffendedAgainst() {
        decision("allow", "allowed", 120);
        decision("throttle", "rate_limited", 90);
        decision("deny", "denied_by_policy", 80);
        decision("deny", "secret_in_arguments", 300);
        decision("deny", "posture_lockdown", 40);
        decision("deny", "limit_cost_too_large", 40);
        decision("deny", "approval_required", 40);
        decision("deny", "store_unavailable", 900_000);

        assertCounts(Map.of("Decisions", 8L, "Allowed", 1L, "Throttled", 1L, "Denied", 6L));
        assertCounts(Map.of(
                "DeniedAccess", 1L,
                "DeniedContent", 1L,
                "DeniedPosture", 1L,
                "DeniedLimit", 1L,
                "DeniedCondition", 1L,
                "DeniedFailure", 1L));
        assertCounts(Map.of("Errors", 1L, "ErrorsStore", 1L, "ErrorsAudit", 0L));
        assertEquals(
                List.of(120L, 90L, 80L, 300L, 40L, 40L, 40L, 900_000L),
                metrics().get("DecisionLatency").values());
    }

    @Test
    void countsFindingsAndFailuresOfRedactions() {
        add(
                "redaction",
                Json.object()
                        .put("took_us", 700)
                        .put(
                                "findings",
                                new Json.Arr(List.of(
                                        Json.object()
                                                .put("type", "email")
                                                .put("count", 3)
                                                .build(),
                                        Json.object()
                                                .put("type", "iban")
                                                .put("count", 2)
                                                .build()))));
        add("redaction", Json.object().put("reason", "no_bundle"));
        add("redaction", Json.object().put("reason", "profile"));

        assertCounts(Map.of("Redactions", 3L, "Findings", 5L, "Errors", 1L, "ErrorsOther", 1L));
        assertEquals(List.of(700L), metrics().get("RedactionLatency").values());
    }

    @Test
    void tellsAlarmsFromWhatElseIsNoticed() {
        for (String event :
                List.of("audit_gap", "audit_tampered", "audit_broken", "audit_unreadable", "outside_scope")) {
            add("security", Json.object().put("event", event));
        }
        assertCounts(Map.of("WriterGaps", 1L, "TamperAlarms", 2L, "Unreadable", 1L, "SecurityEvents", 1L));
    }

    @Test
    void aWithdrawnDecisionIsAnErrorAndNoSecondDecision() {
        decision("allow", "allowed", 100);
        add(
                "decision",
                Json.object().put("withdraws", "w1-1").put("effect", "deny").put("reason", "store_unavailable"));

        assertCounts(Map.of("Decisions", 1L, "Denied", 0L, "Errors", 1L));
    }

    @Test
    void theLagIsThatOfTheNewestRecord() {
        add("read", Json.object().put("at", "2026-11-28T11:59:00.000000Z"));
        add("read", Json.object().put("at", "2026-11-28T11:59:57.500000Z"));
        add("read", Json.object().put("at", "2026-11-28T11:59:30.000000Z"));
        add("read", Json.object().put("at", "yesterday"));

        assertEquals(List.of(2_500L), metrics().get("StreamLag").values());
    }

    private void decision(String effect, String reason, long micros) {
        add(
                "decision",
                Json.object().put("effect", effect).put("reason", reason).put("took_us", micros));
    }

    private void add(String kind, Json.Members members) {
        signals.add(new SealedRecord("w1", 1, members.put("kind", kind).build(), ""));
    }

    private void assertCounts(Map<String, Long> expected) {
        Map<String, Metric> metrics = metrics();
        expected.forEach(
                (name, count) -> assertEquals(List.of(count), metrics.get(name).values(), name));
    }

    private Map<String, Metric> metrics() {
        return signals.metrics(NOON).stream().collect(Collectors.toMap(Metric::name, metric -> metric));
    }
}
