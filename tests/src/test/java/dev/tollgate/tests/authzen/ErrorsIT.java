package dev.tollgate.tests.authzen;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
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

/** AuthZEN Authorization API 1.0, sections 10.1.2, 11.3 and 11.5. */
@OnStage(bundle = Scenario.BUNDLE)
class ErrorsIT {
    private final Stage stage;

    ErrorsIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    @DisplayName("§10.1.2 a denial is a 200 with false, never an error")
    void answersADenialWith200() throws Exception {
        Answer answer = stage.enforcer().evaluation(body(BOB, WRITE, RECORD_1));
        assertEquals(200, answer.status(), answer::toString);
        assertFalse(answer.decision(), answer::toString);
        assertFalse(answer.json().has("error"), answer::toString);
    }

    @Test
    @DisplayName("§10.1.2 an error has its status and a message, and no decision")
    void saysWhatIsWrong() throws Exception {
        assertError(400, stage.enforcer().evaluation("{}"));
        assertError(401, stage.anonymous().evaluation(body(ALICE, READ, RECORD_1)));
        // An agent's key may ask about that agent only.
        assertError(403, stage.agent().evaluation(body(ALICE, READ, RECORD_1)));
    }

    private static void assertError(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertFalse(answer.json().at("/error/message").asText().isBlank(), answer::toString);
        assertFalse(answer.json().has("decision"), answer::toString);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§11.3 without proper credentials it is 401, with WWW-Authenticate, at every endpoint")
    @ValueSource(
            strings = {
                "none",
                "",
                "Bearer",
                "Basic dGc6c2VjcmV0",
                "Bearer tg_qqqqqqqqqqqqqqqq_rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"
            })
    void asksForCredentials(String authorization) throws Exception {
        for (var each : TransportIT.GOOD.entrySet()) {
            String[] headers =
                    authorization.equals("none") ? new String[0] : new String[] {"Authorization", authorization};
            Answer answer = stage.anonymous().post(each.getKey(), each.getValue(), headers);
            assertEquals(401, answer.status(), answer::toString);
            assertEquals("Bearer", answer.header("WWW-Authenticate").orElse("none"));
            assertFalse(answer.json().has("decision") || answer.json().has("results"), answer::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§11.5 JSON with two readings is refused: members twice, half surrogate pairs")
    @ValueSource(
            strings = {
                "\"context\":{\"a\":1,\"a\":2}",
                "\"context\":{\"ab\":1,\"\\u0061b\":2}",
                "\"context\":{\"a\":\"\\ud800\"}"
            })
    void refusesJsonWithTwoReadings(String context) throws Exception {
        assertEquals(
                400,
                stage.enforcer()
                        .evaluation(body(ALICE, READ, RECORD_1, context))
                        .status());
        assertEquals(
                400,
                stage.enforcer().evaluation(body(BOB, READ, RECORD_1, ALICE)).status());
    }

    @Test
    @DisplayName("§11.5 no answer has a member that is null")
    void sendsNoNulls() throws Exception {
        for (Answer answer : List.of(
                stage.enforcer().evaluation(body(ALICE, READ, RECORD_1)),
                stage.enforcer().evaluation(body(BOB, WRITE, RECORD_1, "\"context\":{\"explain\":\"full\"}")),
                new Search(stage.enforcer(), "action").ask(ALICE, RECORD_1))) {
            assertTrue(answer.status() == 200 && !answer.text().contains("null"), answer::toString);
        }
    }
}
