package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.policy.Bundles.allow;
import static dev.tollgate.core.policy.Bundles.deny;
import static dev.tollgate.core.policy.Bundles.erring;
import static dev.tollgate.core.policy.Bundles.everything;
import static dev.tollgate.core.policy.Bundles.limit;
import static dev.tollgate.core.policy.Bundles.monitored;
import static dev.tollgate.core.policy.Bundles.policy;
import static dev.tollgate.core.policy.Bundles.standing;
import static dev.tollgate.core.policy.Bundles.when;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is only monitored changes nothing, and says what it would. */
class MonitoringTest {
    private static final Situation NOW = Situation.at(Instant.parse("2026-11-24T09:00:00Z"));

    @Test
    void aMonitoredPolicyChangesNothingButWouldBe() {
        Policy denying = monitored(policy("q", deny("no")));
        Policy allowing = monitored(policy("q", allow("yes")));

        Verdict allowed = decide(policy("p", allow("yes")), denying);
        assertEquals(Effect.ALLOW, allowed.effect());
        assertEquals(Effect.DENY, allowed.wouldBe().orElseThrow().effect());
        assertEquals(Optional.of("q"), allowed.wouldBe().orElseThrow().reason().policy());
        Verdict denied = decide(allowing);
        assertEquals(Effect.DENY, denied.effect());
        assertEquals(Effect.ALLOW, denied.wouldBe().orElseThrow().effect());
        assertEquals(
                Optional.empty(), decide(policy("p", allow("yes")), allowing).wouldBe());
    }

    @Test
    void anErrorInAMonitoredPolicyIsOnlyRecorded() {
        Verdict verdict = decide(policy("p", allow("yes")), monitored(policy("q", when(deny("broken"), erring()))));

        assertEquals(Effect.ALLOW, verdict.effect());
        assertEquals(
                ReasonCode.POLICY_ERROR,
                verdict.wouldBe().orElseThrow().reason().code());
    }

    @Test
    void aBundleThatMonitorsAllowsEverythingAndTellsWhatItWouldDeny() {
        Bundle monitoring = monitoring(List.of(policy("p", deny("no"))));
        Verdict verdict = Engines.of(monitoring).decide(Calls.ofTool(), NOW);
        Verdict unknown = Engines.of(monitoring).decide(Calls.ofUnknownTool(), NOW);

        assertEquals(Effect.ALLOW, verdict.effect());
        assertEquals(
                ReasonCode.DENIED_BY_POLICY,
                verdict.wouldBe().orElseThrow().reason().code());
        assertEquals(Effect.ALLOW, unknown.effect());
        assertEquals(
                ReasonCode.UNKNOWN_TOOL,
                unknown.wouldBe().orElseThrow().reason().code());
    }

    @Test
    void monitoredLimitsAreTakenApart() {
        Policy enforced = policy("p", everything(), List.of(allow("yes")), List.of("both", "one"));
        Policy watched = monitored(policy("q", everything(), List.of(allow("yes")), List.of("both", "other")));
        LimitRule standing = standing(limit("standing"), everything());
        var engine = Engines.of(
                Bundles.of(List.of(enforced, watched), limit("both"), limit("one"), limit("other"), watched(standing)));
        Verdict verdict = engine.decide(Calls.ofTool(), NOW);

        assertEquals(List.of("both", "one"), names(verdict.takes()));
        assertEquals(
                List.of("other", "standing"),
                names(verdict.wouldBe().orElseThrow().takes()));
    }

    private static Verdict decide(Policy... policies) {
        return Engines.of(Bundles.of(List.of(policies))).decide(Calls.ofTool(), NOW);
    }

    private static Bundle monitoring(List<Policy> policies) {
        var settings = new Bundle.Settings(Mode.MONITOR, 100_000, Duration.ofMinutes(15), Duration.ofDays(90));
        return new Bundle("m", settings, Map.of(), policies, Map.of(), Map.of(), Map.of(), Json.Obj.EMPTY);
    }

    private static LimitRule watched(LimitRule limit) {
        return new LimitRule(
                limit.name(),
                Mode.MONITOR,
                limit.rate(),
                limit.per(),
                limit.cost(),
                limit.exceeded(),
                limit.allowsWithoutStore(),
                limit.target());
    }

    private static List<String> names(List<Verdict.Take> takes) {
        return takes.stream().map(take -> take.limit().name()).toList();
    }
}
