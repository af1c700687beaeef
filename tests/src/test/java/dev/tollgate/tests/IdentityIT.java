package dev.tollgate.tests;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.tests.stage.AdministeredStage;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who may ask, about whom, and what is believed. */
@OnStage
class IdentityIT {
    private static final String UNKNOWN_ID = "tg_" + "a".repeat(16) + "_" + "b".repeat(52);

    private final Stage stage;

    IdentityIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void answersAnAgentAboutItself() throws Exception {
        Answer answer = stage.agent().evaluation(Question.call(Stage.AGENT, "docs", "read"));
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.decision(), answer::toString);
        assertEquals("allow", answer.json().at("/context/on_failure").asText());
    }

    @Test
    void refusesAnAgentThatAsksAboutAnother() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent other = local.newAgent("reader");

        Answer answer = stage.agent().evaluation(Question.call(other.id(), "docs", "read"));

        assertEquals(403, answer.status(), answer::toString);
        assertEquals("forbidden", answer.json().at("/error/code").asText());
        List<Json.Obj> violations = violations(local, keyIdOf(stage.agentKey()));
        assertFalse(violations.isEmpty(), "a security record is kept");
        Json.Obj violation = violations.getLast();
        assertEquals("outside_scope", violation.text("event").orElse(""));
        assertFalse(JsonText.write(violation).contains(other.id()), "what only the caller says is a pseudonym");
    }

    @Test
    void namesTheSecurityRecordOfARefusal() throws Exception {
        Answer answer = stage.agent().evaluation(Question.call("somebody-else", "docs", "read"));
        assertEquals(403, answer.status(), answer::toString);
        String id = answer.decisionId().orElseThrow(() -> new AssertionError("no Tollgate-Decision-Id: " + answer));
        assertEquals(
                "security",
                stage.administered()
                        .audit()
                        .record(id)
                        .orElseThrow()
                        .text("kind")
                        .orElse(""));
    }

    @Test
    void refusesAnAgentThatAsksAboutAUser() throws Exception {
        assertEquals(
                403,
                stage.agent()
                        .evaluation(Question.record("alice", "read", "record-1"))
                        .status());
    }

    @Test
    void keepsAnEnforcerWithinItsAgents() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent mine = local.newAgent("reader");
        NewAgent other = local.newAgent("reader");
        Http enforcer = stage.anonymous()
                .withKey(local.newKey(AccessKey.Role.ENFORCER, List.of(mine.id(), "user:al*"), List.of("*")));

        assertEquals(
                200,
                enforcer.evaluation(Question.call(mine.id(), "docs", "read")).status());
        assertEquals(
                403,
                enforcer.evaluation(Question.call(other.id(), "docs", "read")).status());
        assertEquals(
                200,
                enforcer.evaluation(Question.record("alice", "read", "record-1"))
                        .status());
        assertEquals(
                403,
                enforcer.evaluation(Question.record("bob", "read", "record-1")).status());
    }

    @Test
    void keepsAnEnforcerWithinItsServers() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        Http enforcer = stage.anonymous().withKey(local.newKey(AccessKey.Role.ENFORCER, List.of("*"), List.of("doc*")));

        assertEquals(
                200,
                enforcer.evaluation(Question.call(agent.id(), "docs", "read")).status());
        assertEquals(
                403,
                enforcer.evaluation(Question.call(agent.id(), "meter", "ping")).status());
    }

    /** COAZ-MCP names the agent in the context; that is no way round the scope. */
    @Test
    void looksAtTheAgentThatTheContextNames() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent mine = local.newAgent("reader");
        NewAgent other = local.newAgent("reader");
        Http enforcer =
                stage.anonymous().withKey(local.newKey(AccessKey.Role.ENFORCER, List.of(mine.id()), List.of("*")));

        assertTrue(enforcer.evaluation(onBehalf("dora@example.org", mine.id())).decision());
        assertEquals(
                403,
                enforcer.evaluation(onBehalf("dora@example.org", other.id())).status());
        assertEquals(403, enforcer.evaluation(onBehalf(mine.id(), other.id())).status());
    }

    private static String onBehalf(String user, String agent) {
        return """
                {"subject":{"type":"identity","id":"%s"},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"read","properties":{"server":"docs"}},"context":{"agent":"%s"}}""".formatted(user, agent);
    }

    @Test
    void refusesRolesThatDoNotAsk() throws Exception {
        for (var role : List.of(AccessKey.Role.APPROVER, AccessKey.Role.AUDITOR)) {
            String key = stage.administered().newKey(role, List.of("*"), List.of("*"));
            Answer answer = stage.anonymous().withKey(key).evaluation(Question.call(Stage.AGENT, "docs", "read"));
            assertEquals(403, answer.status(), answer::toString);
        }
    }

    @Test
    void doesNotBelieveWhatTheCallerSaysOfTheAgent() throws Exception {
        String claims = """
                {"subject":{"type":"agent","id":"%s","properties":{"roles":["writer"],"owner":"chief",\
                "purpose":"writing","role":"writer"},"roles":["writer"]},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"write","properties":{"server":"docs","roles":["writer"]}},\
                "context":{"roles":["writer"],"subject":{"roles":["writer"]},"owner":"chief"}}""".formatted(Stage.AGENT);
        for (Http http : List.of(stage.agent(), stage.enforcer())) {
            Answer answer = http.evaluation(claims);
            assertFalse(answer.decision(), answer::toString);
            assertEquals("no_matching_policy", answer.reason());
        }
    }

    @Test
    void believesTheRegistry() throws Exception {
        NewAgent writer = stage.administered().newAgent("writer");
        Answer answer = stage.anonymous().withKey(writer.key()).evaluation(Question.call(writer.id(), "docs", "write"));
        assertTrue(answer.decision(), answer::toString);
    }

    @Test
    void doesNotKnowAnAgentThatIsNotRegistered() throws Exception {
        Answer answer = stage.enforcer().evaluation(Question.call("nobody", "docs", "read"));
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("agent_unknown", answer.reason());
    }

    @Test
    void doesNotKnowAToolWithoutItsServer() throws Exception {
        String body = """
                {"subject":{"type":"agent","id":"%s"},"action":{"name":"tools/call"},"resource":{"type":"tool","id":"read"}}""".formatted(Stage.AGENT);
        assertEquals("unknown_tool", stage.agent().evaluation(body).reason());
        assertEquals(
                "unknown_tool",
                stage.agent()
                        .evaluation(Question.call(Stage.AGENT, "docs", "rewrite"))
                        .reason());
    }

    @Test
    void deniesAPinnedToolWhoseDefinitionChanged() throws Exception {
        String call = """
                {"subject":{"type":"agent","id":"%s"},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"open","properties":{"server":"vault"%s}}}""";
        String pinned = ",\"definition_digest\":\"sha256:" + "0".repeat(63) + "%d\"";
        Http http = stage.enforcer();
        assertEquals(
                "tool_changed", http.evaluation(call.formatted(Stage.AGENT, "")).reason());
        assertEquals(
                "tool_changed",
                http.evaluation(call.formatted(Stage.AGENT, pinned.formatted(2)))
                        .reason());
        assertTrue(http.evaluation(call.formatted(Stage.AGENT, pinned.formatted(1)))
                .decision());
    }

    @Test
    void showsHowADecisionCameAboutToEnforcersOnly() throws Exception {
        String explained = Question.call(Stage.AGENT, "docs", "erase", "{\"explain\":\"full\"}");
        assertFalse(stage.enforcer()
                .evaluation(explained)
                .json()
                .at("/context/trace")
                .isEmpty());
        assertTrue(
                stage.agent().evaluation(explained).json().at("/context/trace").isEmpty());
    }

    /** No key, a malformed one, one that was never given out, one with a wrong secret: all look the same. */
    @Test
    void saysTheSameToWhoeverItDoesNotKnow() throws Exception {
        String forged = forged(stage.agentKey());
        var authorizations = new ArrayList<List<String>>();
        authorizations.add(List.of());
        for (String value : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Basic dGc6dGc=",
                "Bearer tg_",
                "Bearer " + UNKNOWN_ID,
                "Bearer " + forged,
                stage.agentKey(),
                "Bearer " + stage.agentKey() + "x",
                "Bearer " + stage.agentKey() + ", Bearer x")) {
            authorizations.add(List.of("Authorization", value));
        }
        byte[] first = null;
        for (List<String> authorization : authorizations) {
            var headers = new ArrayList<>(authorization);
            headers.addAll(List.of("Content-Type", "application/json", "X-Request-ID", "same"));
            Answer answer = stage.anonymous()
                    .send(
                            "POST",
                            "/access/v1/evaluation",
                            headers,
                            Question.call(Stage.AGENT, "docs", "read").getBytes());
            assertEquals(401, answer.status(), () -> authorization + ": " + answer);
            assertEquals("Bearer", answer.header("WWW-Authenticate").orElse(""));
            assertTrue(answer.decisionId().isEmpty(), "nothing was decided");
            if (first == null) {
                first = answer.bytes();
            }
            assertArrayEquals(first, answer.bytes(), () -> authorization + ": " + answer);
        }
    }

    @Test
    void takesTheSchemeInAnyCase() throws Exception {
        Answer answer = stage.anonymous()
                .send(
                        "POST",
                        "/access/v1/evaluation",
                        Map.of("authorization", "bearer  " + stage.agentKey(), "content-type", "application/json"),
                        Question.call(Stage.AGENT, "docs", "read").getBytes());
        assertEquals(200, answer.status(), answer::toString);
    }

    private static List<Json.Obj> violations(AdministeredStage local, String keyId) {
        return local.audit().records().values().stream()
                .filter(record -> record.text("kind").orElse("").equals("security"))
                .filter(record -> record.text("event").orElse("").equals("outside_scope"))
                .filter(record -> record.object("caller")
                        .flatMap(caller -> caller.text("key"))
                        .orElse("")
                        .equals(keyId))
                .toList();
    }

    static String keyIdOf(String key) {
        return key.split("_")[1];
    }

    /** The same key id, and a secret whose last letters are others. */
    static String forged(String key) {
        return key.substring(0, key.length() - 4) + (key.endsWith("aaaa") ? "bbbb" : "aaaa");
    }
}
