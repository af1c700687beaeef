package dev.tollgate.decision;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.Credentials;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Ruling;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.ToolEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A call that needs a strong login: what counts is the token that API Gateway has verified, and nothing else. */
class StepUpApiTest {
    private static final String MFA = "urn:acme:mfa";

    private final TestBed bed = new TestBed();

    @BeforeEach
    void publishAStepUp() {
        var wipe = new ToolEntry(List.of("destructive"), List.of(), Optional.empty(), false);
        bed.bundle = Optional.of(Bundles.of(
                Map.of("crm", new Server("crm", false, Map.of("wipe", wipe), Optional.empty())),
                List.of(Bundles.policy("wiping", Bundles.rule("strong-login", new Ruling.StepUp(MFA))))));
        bed.method = Credentials.Method.JWT;
        bed.directory.with(new AccessKey(
                "jwt:hook-7",
                AccessKey.Role.ENFORCER,
                List.of("*"),
                List.of("*"),
                Optional.empty(),
                AccessKey.Status.ACTIVE,
                Optional.empty()));
    }

    @Test
    void saysWhatIsNeededAndTakesItFromTheVerifiedToken() {
        Json.Obj weak = answer("{\"sub\":\"hook-7\",\"acr\":\"urn:acme:password\"}", "{}");
        Json.Obj strong = answer("{\"sub\":\"hook-7\",\"acr\":\"" + MFA + "\"}", "{}");

        assertEquals(Optional.of(Json.of(false)), weak.get("decision"));
        assertEquals(
                "step_up_required",
                weak.object("context")
                        .orElseThrow()
                        .object("reason")
                        .orElseThrow()
                        .text("code")
                        .orElseThrow());
        assertEquals(
                List.of(TestBed.json(
                        "{\"id\":\"o1\",\"type\":\"step-up\",\"properties\":{\"acr_value\":\"" + MFA + "\"}}")),
                weak.object("context").orElseThrow().items("obligations"));
        assertEquals(Optional.of(Json.of(true)), strong.get("decision"));
    }

    @Test
    void believesNothingThatTheRequestSaysOfTheLogin() {
        String claimed = "{\"acr\":\"" + MFA + "\",\"acr_values\":[\"" + MFA + "\"]}";

        assertEquals(
                Optional.of(Json.of(false)),
                answer("{\"sub\":\"hook-7\"}", claimed).get("decision"));
    }

    private Json.Obj answer(String claims, String claimed) {
        String body = """
                {"subject":{"type":"agent","id":"bot","properties":%s},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"wipe","properties":{"server":"crm"}},"context":%s}""".formatted(claimed, claimed);
        var request = new HttpRequest(
                "POST",
                "/access/v1/evaluation",
                Map.of("content-type", "application/json", "acr", MFA),
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1",
                "gateway-id",
                Optional.of(TestBed.json("{\"jwt\":{\"claims\":" + claims + "}}")));
        return TestBed.json(TestBed.answer(bed.api(), request).body());
    }
}
