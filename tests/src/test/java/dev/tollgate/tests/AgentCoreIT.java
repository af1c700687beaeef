package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.local.runtime.Outcome;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Repository;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The two interceptors of an AgentCore gateway as the template makes them, called as the gateway calls them. */
@BesideOthers
@ResourceLock("its stage")
class AgentCoreIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEFORE = "AgentCoreRequestFunction";
    private static final String AFTER = "AgentCoreResponseFunction";

    private static LocalStage stage;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        stage = LocalStage.quiet(
                "hooks",
                config -> config.withMaxInstances(1)
                        .withParameters(Map.of("AgentCoreGatewayRole", "arn:aws:iam::123456789012:role/gateway")));
        stage.administration().createAgent("orders-bot", "orders", "olga", List.of());
        stage.administration()
                .admitIdentity(
                        "jwt:client-7",
                        new KeyGrant(AccessKey.Role.AGENT, List.of("orders-bot"), List.of("*"), Optional.empty()));
    }

    @AfterAll
    static void end() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void aCallIsDecidedAndItsAnswerRedactedUnderItsDecision() throws Exception {
        JsonNode before = invoke(BEFORE, event("client-7", "crm___read", Optional.empty()));
        JsonNode after = invoke(
                AFTER,
                event(
                        "client-7",
                        "crm___read",
                        Optional.of("{\"content\":[{\"type\":\"text\",\"text\":\"ada@example.com\"}]}")));

        assertEquals(
                "crm___read",
                before.at("/mcp/transformedGatewayRequest/body/params/name").asText(),
                before::toString);
        String text = after.at("/mcp/transformedGatewayResponse/body/result/content/0/text")
                .asText();
        assertTrue(text.startsWith("[EMAIL_ADDRESS"), after::toString);
        List<Json.Obj> outcomes = stage.audit().records().values().stream()
                .filter(record -> record.text("kind").equals(Optional.of("redaction")))
                .toList();
        assertEquals(1, outcomes.size());
        assertTrue(outcomes.getFirst().text("decision").isPresent(), outcomes::toString);
        assertEquals(Optional.of("orders-bot"), outcomes.getFirst().text("agent"));
    }

    @Test
    void aListHasOnlyWhatTheAgentMayCall() throws Exception {
        String list = "{\"tools\":[{\"name\":\"crm___read\"},{\"name\":\"crm___erase\"},{\"name\":\"crm___hidden\"}]}";
        JsonNode unasked = invoke(AFTER, listEvent(Optional.of(list)));
        JsonNode before = invoke(BEFORE, listEvent(Optional.empty()));
        JsonNode after = invoke(AFTER, listEvent(Optional.of(list)));

        String tools = "/mcp/transformedGatewayResponse/body/result/tools";
        assertEquals("[]", unasked.at(tools).toString(), unasked::toString);
        assertEquals(
                "tools/list",
                before.at("/mcp/transformedGatewayRequest/body/method").asText(),
                before::toString);
        assertEquals("[{\"name\":\"crm___read\"}]", after.at(tools).toString(), after::toString);
    }

    @Test
    void aDeniedCallIsAnsweredWithoutTheTarget() throws Exception {
        JsonNode before = invoke(BEFORE, event("client-7", "crm___erase", Optional.empty()));

        assertTrue(
                before.at("/mcp/transformedGatewayResponse/body/result/isError").asBoolean(), before::toString);
        assertFalse(before.at("/mcp").has("transformedGatewayRequest"));
    }

    @Test
    void whoeverIsNotLetInIsRefused() throws Exception {
        for (String subject : List.of("client-8", "")) {
            JsonNode before = invoke(BEFORE, event(subject, "crm___read", Optional.empty()));
            JsonNode after = invoke(
                    AFTER,
                    event(
                            subject,
                            "crm___read",
                            Optional.of("{\"content\":[{\"type\":\"text\",\"text\":\"s3cret\"}]}")));

            assertTrue(
                    before.at("/mcp/transformedGatewayResponse/body/result/isError")
                            .asBoolean(),
                    before::toString);
            assertFalse(after.toString().contains("s3cret"), after::toString);
        }
    }

    @Test
    void theFilesAreAnsweredAlike() throws Exception {
        for (String name :
                List.of("after-tools-list-no-key", "after-no-key", "no-key", "no-message", "tools-list-no-key")) {
            JsonNode file = JSON.readTree(
                    Repository.data("hooks/agentcore").resolve(name + ".json").toFile());
            String request = file.has("body")
                    ? file.path("body").asText()
                    : file.path("request").toString();
            JsonNode answer = invoke(file.has("answered_by") ? AFTER : BEFORE, request);
            assertEquals(file.path("answer").toString(), answer.toString(), name);
        }
    }

    private static String event(String subject, String tool, Optional<String> result) {
        return event(
                subject,
                "\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":{}}",
                result,
                1);
    }

    private static String listEvent(Optional<String> result) {
        return event("client-7", "\"method\":\"tools/list\"", result, 2);
    }

    private static String event(String subject, String asked, Optional<String> result, int id) {
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"sub\":\"" + subject + "\"}").getBytes(StandardCharsets.UTF_8));
        String authorization = subject.isEmpty() ? "" : "\"Authorization\":\"Bearer e30." + claims + ".c2ln\",";
        String request = "\"gatewayRequest\":{\"path\":\"/mcp\",\"httpMethod\":\"POST\",\"headers\":{" + authorization
                + "\"Mcp-Session-Id\":\"s\"},\"body\":{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + asked + "}}";
        String response = result.map(body -> ",\"gatewayResponse\":{\"statusCode\":200,\"headers\":{},\"body\":"
                        + "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + body + "}}")
                .orElse("");
        return "{\"interceptorInputVersion\":\"1.0\",\"mcp\":{" + request + response + "}}";
    }

    private static JsonNode invoke(String function, String event) throws Exception {
        Outcome outcome =
                stage.function(function).invoke(event.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(20));
        if (outcome instanceof Outcome.Answered(byte[] payload)) {
            return JSON.readTree(payload);
        }
        throw new AssertionError(outcome);
    }
}
