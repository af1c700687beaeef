package dev.tollgate.core.approval;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.Caller;
import dev.tollgate.core.agent.Holder;
import dev.tollgate.core.approval.Approver.Refusal;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.RuleName;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Target.SubjectMatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ApproverTest {
    private static final SubjectMatch STEWARD = new SubjectMatch.Role(new Glob("steward"));
    private static final SubjectMatch ANYONE = new SubjectMatch.Identity(Glob.ANY, Glob.ANY);

    @ParameterizedTest
    @CsvSource({"beth", "Beth", "user:beth", "USER:BETH"})
    void nobodyDecidesForTheirOwnAgent(String owner) {
        assertEquals(Optional.of(Refusal.OWN_AGENT), refusal(new Holder("user", "beth", List.of()), owner, ANYONE));
    }

    @Test
    void anAgentDoesNotDecideForItself() {
        assertEquals(
                Optional.of(Refusal.OWN_CALL),
                refusal(new Holder("agent", "bot", List.of("steward")), "olga", STEWARD));
        assertEquals(Optional.empty(), refusal(new Holder("user", "bot", List.of("steward")), "olga", STEWARD));
    }

    @Test
    void theBundleGivesRolesToo() {
        assertEquals(Optional.empty(), refusal(new Holder("user", "maya", List.of()), "olga", STEWARD));
        assertEquals(Optional.of(Refusal.NOT_NAMED), refusal(new Holder("user", "beth", List.of()), "olga", STEWARD));
        assertEquals(Optional.empty(), refusal(new Holder("user", "beth", List.of("steward")), "olga", STEWARD));
    }

    @Test
    void whoIsNotNamedByTheKeyIsNamedByItsRolesOnly() {
        assertEquals(Optional.of(Refusal.NOT_NAMED), refusal(new Holder("", "", List.of("steward")), "", ANYONE));
        assertEquals(Optional.empty(), refusal(new Holder("", "", List.of("steward")), "", STEWARD));
    }

    @Test
    void whatIsSaidOfAgentsNamesNoApprover() {
        Holder beth = new Holder("user", "beth", List.of("steward"));

        assertEquals(Optional.of(Refusal.NOT_NAMED), refusal(beth, "olga", new SubjectMatch.Owner(Glob.ANY)));
        assertEquals(Optional.of(Refusal.NOT_NAMED), refusal(beth, "olga", new SubjectMatch.Purpose(Glob.ANY)));
    }

    private static Optional<Refusal> refusal(Holder holder, String owner, SubjectMatch approvers) {
        var key = new AccessKey(
                "k",
                AccessKey.Role.APPROVER,
                List.of("*"),
                List.of("*"),
                Optional.empty(),
                AccessKey.Status.ACTIVE,
                Optional.empty(),
                holder);
        var call = new AskedCall(
                "agent", "bot", Optional.of("crm"), "tool", "export", "digest", new RuleName("policy", "rule"));
        var agent = new Agent("bot", "", owner, List.of(), Agent.Status.ACTIVE, List.of());
        var ruling = new Ruling.Approve(List.of(approvers), new Ruling.Grant(1, Duration.ofHours(1)));
        return Approver.of(new Caller(key, Optional.empty()), bundle()).refusal(call, Optional.of(agent), ruling);
    }

    /** Maya is a steward. */
    private static Bundle bundle() {
        Json.Obj maya =
                Json.object().put("roles", Json.texts(List.of("steward"))).build();
        Json.Obj users = Json.object().put("maya", maya).build();
        Json.Obj entities = Json.object()
                .put("entities", Json.object().put("user", users).build())
                .build();
        return new Bundle(
                "test",
                Bundle.Settings.DEFAULT,
                Map.of(),
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Json.object().put("people", entities).build());
    }
}
