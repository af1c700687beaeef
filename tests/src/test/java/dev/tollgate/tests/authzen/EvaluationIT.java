package dev.tollgate.tests.authzen;

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
import static dev.tollgate.tests.authzen.Scenario.WRITE;
import static dev.tollgate.tests.authzen.Scenario.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, section 6. */
@OnStage(bundle = Scenario.BUNDLE)
class EvaluationIT {
    private final Http enforcer;

    EvaluationIT(Stage stage) {
        this.enforcer = stage.enforcer();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§6.1 a request without subject, action or resource is refused")
    @ValueSource(strings = {"subject", "action", "resource"})
    void refusesARequestWithoutAnEntity(String missing) throws Exception {
        var members = new ArrayList<>(List.of(ALICE, READ, RECORD_1));
        members.removeIf(member -> member.startsWith("\"" + missing + "\""));
        assertEquals(2, members.size());
        Answer answer = enforcer.evaluation(body(members.toArray(String[]::new)));
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.json().at("/error/message").asText().contains("'" + missing + "'"), answer::toString);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§6.1 an entity that is no object is refused")
    @ValueSource(strings = {"\"alice\"", "7", "[]", "null"})
    void refusesAnEntityThatIsNoObject(String value) throws Exception {
        for (String request : List.of(
                body("\"subject\":" + value, READ, RECORD_1),
                body(ALICE, "\"action\":" + value, RECORD_1),
                body(ALICE, READ, "\"resource\":" + value))) {
            assertEquals(400, enforcer.evaluation(request).status(), request);
        }
    }

    @Test
    @DisplayName("§6.1 a context may be there, and may not")
    void answersWithAndWithoutContext() throws Exception {
        String context = "\"context\":{\"time\":\"2025-06-27T18:03-07:00\",\"ip\":\"192.168.1.1\"}";
        assertTrue(enforcer.evaluation(body(ALICE, READ, RECORD_1)).decision());
        assertTrue(enforcer.evaluation(body(ALICE, READ, RECORD_1, context)).decision());
        assertFalse(enforcer.evaluation(body(BOB, WRITE, RECORD_1, context)).decision());
    }

    @Test
    @DisplayName("§6.2 the answer is one Decision, whether it is yes or no")
    void answersWithOneDecision() throws Exception {
        Answer yes = enforcer.evaluation(body(ALICE, READ, RECORD_1));
        Answer no = enforcer.evaluation(body(BOB, WRITE, RECORD_1));
        for (Answer answer : List.of(yes, no)) {
            assertEquals(200, answer.status(), answer::toString);
            assertEquals(
                    List.of("decision", "context"),
                    answer.json()
                            .propertyStream()
                            .map(java.util.Map.Entry::getKey)
                            .toList());
        }
        assertTrue(yes.decision());
        assertFalse(no.decision());
    }
}
