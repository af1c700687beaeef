package dev.tollgate.tests.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.tests.authzen.Scenario.ALICE;
import static dev.tollgate.tests.authzen.Scenario.BOB;
import static dev.tollgate.tests.authzen.Scenario.READ;
import static dev.tollgate.tests.authzen.Scenario.RECORD_1;
import static dev.tollgate.tests.authzen.Scenario.RECORD_2;
import static dev.tollgate.tests.authzen.Scenario.WRITE;
import static dev.tollgate.tests.authzen.Scenario.body;
import static dev.tollgate.tests.authzen.Scenario.evaluations;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, section 7. */
@OnStage(bundle = Scenario.BUNDLE)
class EvaluationsIT {
    /** Items for requests whose defaults are Bob and reading. */
    private static final String ALLOWED = body(RECORD_1);

    private static final String DENIED = body(WRITE, RECORD_1);
    private static final String UNANSWERABLE = body("\"resource\":7");

    private final Http enforcer;

    EvaluationsIT(Stage stage) {
        this.enforcer = stage.enforcer();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§7.1 without items it is a single evaluation")
    @ValueSource(strings = {"\"later\":1", "\"evaluations\":[]", "\"evaluations\":null"})
    void answersARequestWithoutItemsAsASingleOne(String evaluations) throws Exception {
        Answer answer = enforcer.evaluations(body(ALICE, READ, RECORD_1, evaluations));
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.decision(), answer::toString);
        assertFalse(answer.json().has("evaluations"), answer::toString);
        assertEquals(400, enforcer.evaluations(body(ALICE, READ, evaluations)).status());
    }

    @Test
    @DisplayName("§7.1 items are independent: each is answered as if it came alone")
    void answersEachItemAsIfItCameAlone() throws Exception {
        assertEquals(
                List.of(true, false, true),
                decisions(evaluations(
                        body(ALICE, READ, RECORD_1), body(BOB, WRITE, RECORD_1), body(BOB, READ, RECORD_2))));
    }

    @Test
    @DisplayName("§7.1.1 what an item leaves out is taken from the top")
    void takesWhatIsMissingFromTheTop() throws Exception {
        assertEquals(List.of(true, true), decisions(BOB, READ, evaluations(body(RECORD_1), body(RECORD_2))));
        assertEquals(List.of(true, false), decisions(BOB, RECORD_1, evaluations(body(READ), body(WRITE))));
        assertEquals(List.of(true, false), decisions(WRITE, RECORD_1, evaluations(body(ALICE), body(BOB))));
        assertEquals(List.of(true), decisions(ALICE, WRITE, RECORD_1, evaluations("{}")));
    }

    @Test
    @DisplayName("§7.1.1 what an item has wins over the top")
    void letsAnItemWinOverTheTop() throws Exception {
        assertEquals(
                List.of(false, true, true),
                decisions(BOB, WRITE, RECORD_1, evaluations("{}", body(READ), body(ALICE, RECORD_1))));
    }

    @Test
    @DisplayName("§7.1.1 context is a default too, and an item's own replaces it whole")
    void takesTheContextFromTheTop() throws Exception {
        Answer answer = enforcer.evaluations(body(
                BOB,
                READ,
                "\"context\":{\"explain\":\"reason\"}",
                evaluations(ALLOWED, body(RECORD_1, "\"context\":{\"source\":\"item\"}"))));
        assertTrue(answer.json().at("/evaluations/0/context/reason").isObject(), answer::toString);
        assertFalse(answer.json().at("/evaluations/1").has("context"), answer::toString);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§7.1.1 an item whose subject, action or resource is nowhere is a no, in a 200")
    @ValueSource(strings = {"subject", "action", "resource"})
    void takesAnItemThatIsNotWholeAsANo(String missing) throws Exception {
        var members = new ArrayList<>(List.of(ALICE, READ, RECORD_1));
        members.removeIf(member -> member.startsWith("\"" + missing + "\""));
        String item = body(members.toArray(String[]::new));
        assertNo(400, "'" + missing + "'", enforcer.evaluations(body(evaluations(item))), 0);
    }

    @Test
    @DisplayName("§7.1.1 an item's entity replaces the default whole: id and properties are not mixed")
    void replacesDefaultsWhole() throws Exception {
        assertNo(
                400,
                "'subject.id'",
                enforcer.evaluations(body(ALICE, READ, RECORD_1, evaluations("{\"subject\":{\"type\":\"user\"}}"))),
                0);
        // With the default's properties the second would be archived as well, and a no.
        assertEquals(
                List.of(false, true),
                decisions(
                        ALICE,
                        WRITE,
                        "\"resource\":{\"type\":\"record\",\"id\":\"record-1\",\"properties\":{\"status\":\"archived\"}}",
                        evaluations("{}", body(RECORD_1))));
    }

    @Test
    @DisplayName("§7.1.1 but an item's entity without a type has the default's")
    void takesOverTheTypeOfTheDefault() throws Exception {
        assertEquals(
                List.of(true, false),
                decisions(
                        ALICE,
                        WRITE,
                        "\"resource\":{\"type\":\"record\",\"properties\":{\"status\":\"archived\"}}",
                        evaluations(
                                "{\"resource\":{\"id\":\"record-1\"}}",
                                "{\"resource\":{\"id\":\"record-1\",\"properties\":{\"status\":\"archived\"}}}")));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§7.1.2 options are an object, or left out; unknown ones are ignored")
    @ValueSource(strings = {"{}", "{\"another_option\":\"value\"}", "{\"another_option\":{\"a\":[1]}}"})
    void ignoresOptionsItDoesNotKnow(String options) throws Exception {
        assertEquals(
                List.of(true, false), decisions(BOB, READ, "\"options\":" + options, evaluations(ALLOWED, DENIED)));
        Answer refused = enforcer.evaluations(body(BOB, READ, "\"options\":[" + options + "]", evaluations(ALLOWED)));
        assertEquals(400, refused.status(), refused::toString);
    }

    @Test
    @DisplayName("§7.1.2.1 execute_all answers every item, and is the default")
    void answersEveryItemByDefault() throws Exception {
        assertEquals(List.of(true, false, true), decisions(BOB, READ, evaluations(ALLOWED, DENIED, ALLOWED)));
        assertEquals(
                List.of(true, false, true),
                decisions(BOB, READ, semantic("execute_all"), evaluations(ALLOWED, DENIED, ALLOWED)));
    }

    @Test
    @DisplayName("§7.1.2.1 deny_on_first_deny ends at the first denial or failure")
    void endsAtTheFirstDeny() throws Exception {
        String semantic = semantic("deny_on_first_deny");
        assertEquals(List.of(true, false), decisions(BOB, READ, semantic, evaluations(ALLOWED, DENIED, ALLOWED)));
        assertEquals(List.of(true, false), decisions(BOB, READ, semantic, evaluations(ALLOWED, UNANSWERABLE, ALLOWED)));
        assertEquals(List.of(true, true), decisions(BOB, READ, semantic, evaluations(ALLOWED, ALLOWED)));
    }

    @Test
    @DisplayName("§7.1.2.1 permit_on_first_permit ends at the first permit, and a failure is none")
    void endsAtTheFirstPermit() throws Exception {
        String semantic = semantic("permit_on_first_permit");
        assertEquals(List.of(false, true), decisions(BOB, READ, semantic, evaluations(DENIED, ALLOWED, DENIED)));
        assertEquals(List.of(false, true), decisions(BOB, READ, semantic, evaluations(UNANSWERABLE, ALLOWED, DENIED)));
        assertEquals(List.of(false, false), decisions(BOB, READ, semantic, evaluations(DENIED, DENIED)));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§7.1.2.1 a semantic is exactly one of the three")
    @ValueSource(strings = {"\"any\"", "\"EXECUTE_ALL\"", "\"\"", "1", "[\"execute_all\"]"})
    void refusesAnUnknownSemantic(String value) throws Exception {
        Answer answer = enforcer.evaluations(
                body(BOB, READ, "\"options\":{\"evaluations_semantic\":" + value + "}", evaluations(ALLOWED)));
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.text().contains("evaluations_semantic"), answer::toString);
    }

    /** The suite compares whole bodies, the interop runner their text. */
    @Test
    @DisplayName("§7.2 decisions come in the order of the request, without one at the top, and the same each time")
    void answersInOrderAndWithTheSameBytesEachTime() throws Exception {
        String request = body(BOB, READ, evaluations(ALLOWED, DENIED, body(RECORD_2)));
        byte[] first = enforcer.evaluations(request).bytes();
        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false},{\"decision\":true}]}", new String(first));
        assertArrayEquals(first, enforcer.evaluations(request).bytes());
        assertArrayEquals(first, enforcer.evaluations(request).bytes());
        assertEquals(List.of(true, true, false), decisions(BOB, READ, evaluations(body(RECORD_2), ALLOWED, DENIED)));
    }

    @Test
    @DisplayName("§7.2 each item is a Decision: more of it is said when its context asks")
    void explainsItemsOnlyWhenAsked() throws Exception {
        Answer answer = enforcer.evaluations(
                body(BOB, READ, "\"context\":{\"explain\":\"full\"}", evaluations(ALLOWED, DENIED)));
        JsonNode denied = answer.json().at("/evaluations/1/context");
        assertEquals("deny", denied.path("effect").asText(), answer::toString);
        assertEquals("no_matching_policy", denied.at("/reason/code").asText());
        assertEquals(
                answer.decisionId().orElseThrow() + ".1",
                denied.path("decision_id").asText());
        assertTrue(answer.json().at("/evaluations/0/context/trace").isArray(), answer::toString);
    }

    @Test
    @DisplayName("§7.2.1 what is wrong with the whole request is an error of the transport")
    void refusesAWholeThatIsWrong() throws Exception {
        assertEquals(
                400, enforcer.evaluations(body(BOB, READ, "\"evaluations\":{}")).status());
        assertEquals(400, enforcer.evaluations("{\"evaluations\":[").status());
        assertEquals(
                400, enforcer.evaluations("[" + body(BOB, READ, RECORD_1) + "]").status());
    }

    @Test
    @DisplayName("§7.2.1 what is wrong with one item is a no in a 200, and the others are answered")
    void answersAnItemThatIsWrongWithANo() throws Exception {
        Answer answer = enforcer.evaluations(body(BOB, READ, evaluations(UNANSWERABLE, ALLOWED, "7", "{}")));
        assertNo(400, "'resource'", answer, 0);
        assertTrue(answer.json().at("/evaluations/1/decision").booleanValue(), answer::toString);
        assertNo(400, "'evaluations[2]'", answer, 2);
        assertNo(400, "'resource'", answer, 3);
        assertEquals(4, answer.json().get("evaluations").size(), answer::toString);
    }

    private static String semantic(String name) {
        return "\"options\":{\"evaluations_semantic\":\"" + name + "\"}";
    }

    private static void assertNo(int status, String field, Answer answer, int place) {
        assertEquals(200, answer.status(), answer::toString);
        JsonNode item = answer.json().at("/evaluations/" + place);
        assertTrue(item.path("decision").isBoolean(), answer::toString);
        assertFalse(item.get("decision").booleanValue(), answer::toString);
        assertEquals(status, item.at("/context/error/status").intValue(), answer::toString);
        assertTrue(item.at("/context/error/message").asText().contains(field), answer::toString);
    }

    private List<Boolean> decisions(String... members) throws Exception {
        Answer answer = enforcer.evaluations(body(members));
        assertEquals(200, answer.status(), answer::toString);
        var decisions = new ArrayList<Boolean>();
        for (JsonNode item : answer.json().path("evaluations")) {
            assertTrue(item.path("decision").isBoolean(), answer::toString);
            decisions.add(item.get("decision").booleanValue());
        }
        return decisions;
    }
}
