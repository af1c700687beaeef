package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where AuthZEN's texts, its conformance suite and its interop runners trap an implementer. */
@OnStage
class AuthZenConformanceIT {
    private static final String ALICE = "\"subject\":{\"type\":\"user\",\"id\":\"alice\"}";
    private static final String READ = "\"action\":{\"name\":\"read\"}";
    private static final String RECORD_1 = "{\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}";
    private static final String RECORD_2 = "{\"resource\":{\"type\":\"record\",\"id\":\"record-2\"}}";
    private static final String ALLOWED = RECORD_1;
    private static final String DENIED =
            "{\"action\":{\"name\":\"write\"},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}";

    private final Stage stage;
    private final Http enforcer;

    AuthZenConformanceIT(Stage stage) {
        this.stage = stage;
        this.enforcer = stage.enforcer();
    }

    @Test
    void decidesTheScenariosQuestions() throws Exception {
        assertDecision(true, "alice", "read", "record-1");
        assertDecision(true, "alice", "read", "record-2");
        assertDecision(false, "alice", "write", "record-1");
        assertDecision(true, "bob", "write", "record-1");
        assertDecision(false, "bob", "write", "record-2");
        assertDecision(false, "carol", "read", "record-1");
    }

    private void assertDecision(boolean expected, String user, String action, String record) throws Exception {
        Answer answer = enforcer.evaluation(Question.record(user, action, record));
        assertEquals(200, answer.status(), answer::toString);
        assertEquals(expected, answer.decision(), answer::toString);
    }

    @Test
    void answersTheSameBatchWithTheSameBytes() throws Exception {
        String batch = "{" + ALICE + "," + READ + ",\"evaluations\":[" + ALLOWED + "," + DENIED + "," + RECORD_2 + "]}";
        byte[] first = enforcer.evaluations(batch).bytes();
        assertArrayEquals(first, enforcer.evaluations(batch).bytes());
        assertArrayEquals(first, enforcer.evaluations(batch).bytes());
        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false},{\"decision\":true}]}", new String(first));
    }

    @Test
    void answersADeniedQuestionWith200() throws Exception {
        Answer answer = enforcer.evaluation(Question.record("alice", "write", "record-1"));
        assertEquals(200, answer.status());
        assertEquals("deny", answer.effect());
    }

    @Test
    void takesAnItemWithoutSubjectAsANoInA200() throws Exception {
        Answer answer = enforcer.evaluations("{" + READ + ",\"evaluations\":[" + RECORD_1 + "]}");
        assertEquals(200, answer.status(), answer::toString);
        JsonNode item = answer.json().at("/evaluations/0");
        assertFalse(item.get("decision").booleanValue());
        assertEquals(400, item.at("/context/error/status").intValue());
        assertTrue(item.at("/context/error/message").asText().contains("'subject'"), answer::toString);
    }

    @Test
    void goesOnAfterAnItemThatCannotBeAnswered() throws Exception {
        assertEquals(
                List.of(false, true),
                decisions("{" + ALICE + "," + READ + ",\"evaluations\":[{\"resource\":7}," + ALLOWED + "]}"));
    }

    @Test
    void answersAllByDefault() throws Exception {
        assertEquals(List.of(true, false, true), decisions(batch("", ALLOWED, DENIED, ALLOWED)));
        assertEquals(List.of(true, false, true), decisions(batch("execute_all", ALLOWED, DENIED, ALLOWED)));
    }

    @Test
    void endsAtTheFirstDeny() throws Exception {
        assertEquals(List.of(true, false), decisions(batch("deny_on_first_deny", ALLOWED, DENIED, ALLOWED)));
        assertEquals(List.of(true, true), decisions(batch("deny_on_first_deny", ALLOWED, ALLOWED)));
    }

    @Test
    void endsAtTheFirstPermit() throws Exception {
        assertEquals(List.of(false, true), decisions(batch("permit_on_first_permit", DENIED, ALLOWED, DENIED)));
        assertEquals(List.of(false, false), decisions(batch("permit_on_first_permit", DENIED, DENIED)));
    }

    /** As the suite's EvaluationsBatchWithDefaultValueMerging has it: the type comes from above, nothing else does. */
    @Test
    void inheritsOnlyTheTypeOfAResource() throws Exception {
        assertEquals(
                List.of(true, false),
                decisions("{" + ALICE + "," + READ + ",\"resource\":{\"type\":\"record\"},\"evaluations\":["
                        + "{\"resource\":{\"id\":\"record-1\"}},"
                        + "{\"resource\":{\"id\":\"record-1\"},\"action\":{\"name\":\"write\"}}]}"));
        // The default's properties are not taken over: without its server a tool is unknown.
        assertEquals(
                List.of(false, true),
                decisions("{\"subject\":{\"type\":\"agent\",\"id\":\"" + Stage.AGENT
                        + "\"},\"action\":{\"name\":\"tools/call\"},"
                        + "\"resource\":{\"type\":\"tool\",\"id\":\"read\",\"properties\":{\"server\":\"docs\"}},"
                        + "\"evaluations\":[{\"resource\":{\"id\":\"read\"}},{}]}"));
    }

    @Test
    void replacesDefaultsWhole() throws Exception {
        // An item's subject has a type and no id: the default's id is not taken over.
        Answer answer = enforcer.evaluations(
                "{" + ALICE + "," + READ
                        + ",\"evaluations\":[{\"subject\":{\"type\":\"user\"},\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}}]}");
        assertFalse(answer.json().at("/evaluations/0/decision").booleanValue(), answer::toString);
        assertTrue(answer.text().contains("'subject.id'"), answer::toString);
    }

    @Test
    void answersABatchWithoutItemsAsASingleQuestion() throws Exception {
        for (String evaluations : List.of("", ",\"evaluations\":[]", ",\"evaluations\":null")) {
            Answer answer = enforcer.evaluations("{" + ALICE + "," + READ
                    + ",\"resource\":{\"type\":\"record\",\"id\":\"record-1\"}" + evaluations + "}");
            assertEquals(200, answer.status(), answer::toString);
            assertTrue(answer.decision(), answer::toString);
            assertFalse(answer.json().has("evaluations"), answer::toString);
        }
    }

    @Test
    void refusesAnUnknownSemantic() throws Exception {
        Answer answer = enforcer.evaluations(batch("first_come_first_served", ALLOWED));
        assertEquals(400, answer.status(), answer::toString);
    }

    @Test
    void explainsItemsOnlyWhenAsked() throws Exception {
        Answer answer = enforcer.evaluations("{" + ALICE + "," + READ
                + ",\"context\":{\"explain\":\"full\"},\"evaluations\":[" + ALLOWED + "," + DENIED + "]}");
        JsonNode denied = answer.json().at("/evaluations/1/context");
        assertEquals("deny", denied.get("effect").asText(), answer::toString);
        assertEquals("no_matching_policy", denied.at("/reason/code").asText());
        assertEquals(
                answer.decisionId().orElseThrow() + ".1",
                denied.get("decision_id").asText());
        assertTrue(answer.json().at("/evaluations/0/context/trace").isArray(), answer::toString);
    }

    @Test
    void ignoresMembersItDoesNotKnow() throws Exception {
        Answer answer = enforcer.evaluation("{\"later\":[1],\"subject\":{\"type\":\"user\",\"id\":\"alice\",\"x\":1},"
                + "\"action\":{\"name\":\"read\",\"y\":{}},\"resource\":{\"type\":\"record\",\"id\":\"record-1\",\"z\":null},"
                + "\"context\":null}");
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.decision());
    }

    @Test
    void namesItselfInItsMetadata() throws Exception {
        Answer answer = stage.anonymous().get("/.well-known/authzen-configuration");
        assertEquals(200, answer.status());
        assertEquals("application/json", answer.header("Content-Type").orElse(""));
        JsonNode metadata = answer.json();
        assertEquals(
                stage.url().toString(), metadata.get("policy_decision_point").asText());
        assertEquals(
                stage.url() + "/access/v1/evaluation",
                metadata.get("access_evaluation_endpoint").asText());
        assertEquals(
                stage.url() + "/access/v1/evaluations",
                metadata.get("access_evaluations_endpoint").asText());
        metadata.forEach(value -> assertFalse(value.isNull() || value.asText().isEmpty(), answer::toString));
        assertFalse(metadata.has("search_subject_endpoint"), "what is not offered is left out");
    }

    @Test
    void putsTheTenantBehindTheWellKnownSegment() throws Exception {
        JsonNode metadata =
                stage.anonymous().get("/.well-known/authzen-configuration/acme").json();
        assertEquals(
                stage.url() + "/acme", metadata.get("policy_decision_point").asText());
        assertEquals(
                stage.url() + "/access/v1/evaluation",
                metadata.get("access_evaluation_endpoint").asText());
    }

    @Test
    void givesTheRequestIdBack() throws Exception {
        for (String id : List.of("bfe9eb29-ab87-4ca3-be83-a1d5d8305716", "a b", "%0d%0aSet-Cookie:%20a=b")) {
            Answer answer = enforcer.post(
                    "/access/v1/evaluation", Question.record("alice", "read", "record-1"), "X-Request-ID", id);
            assertEquals(id, answer.header("X-Request-ID").orElse(""));
            assertTrue(answer.header("Set-Cookie").isEmpty());
        }
    }

    private static String batch(String semantic, String... items) {
        String options = semantic.isEmpty() ? "" : ",\"options\":{\"evaluations_semantic\":\"" + semantic + "\"}";
        return "{" + ALICE + "," + READ + options + ",\"evaluations\":[" + String.join(",", items) + "]}";
    }

    private List<Boolean> decisions(String batch) throws Exception {
        Answer answer = enforcer.evaluations(batch);
        assertEquals(200, answer.status(), answer::toString);
        var decisions = new ArrayList<Boolean>();
        answer.json()
                .get("evaluations")
                .forEach(item -> decisions.add(item.get("decision").booleanValue()));
        return decisions;
    }
}
