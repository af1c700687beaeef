package dev.tollgate.tests.authzen;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.tests.authzen.Scenario.ALICE;
import static dev.tollgate.tests.authzen.Scenario.READ;
import static dev.tollgate.tests.authzen.Scenario.RECORD_1;
import static dev.tollgate.tests.authzen.Scenario.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, section 10.1.3. */
@OnStage(bundle = Scenario.BUNDLE)
class RequestIdIT {
    private static final String ID = "bfe9eb29-ab87-4ca3-be83-a1d5d8305716";

    private final Stage stage;

    RequestIdIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    @DisplayName("§10.1.3 every endpoint gives the request's X-Request-ID back")
    void givesTheIdBackAtEveryEndpoint() throws Exception {
        for (var each : TransportIT.GOOD.entrySet()) {
            assertSameId(ID, stage.enforcer().post(each.getKey(), each.getValue(), "X-Request-ID", ID));
        }
    }

    @Test
    @DisplayName("§10.1.3 and so does every refusal")
    void givesTheIdBackWithEveryRefusal() throws Exception {
        String good = body(ALICE, READ, RECORD_1);
        assertSameId(400, stage.enforcer().post("/access/v1/evaluation", "{}", "X-Request-ID", ID));
        assertSameId(400, stage.enforcer().post("/access/v1/evaluation", "[", "X-Request-ID", ID));
        assertSameId(401, stage.anonymous().post("/access/v1/evaluation", good, "X-Request-ID", ID));
        assertSameId(403, stage.agent().post("/access/v1/evaluation", good, "X-Request-ID", ID));
        assertSameId(404, stage.enforcer().post("/access/v1/other", good, "X-Request-ID", ID));
        assertSameId(405, stage.enforcer().post("/v1/health", good, "X-Request-ID", ID));
        assertSameId(413, stage.enforcer().post("/access/v1/evaluation", "x".repeat(262_145), "X-Request-ID", ID));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§10.1.3 an id is an arbitrary string, here up to 1,024 printable characters of ASCII")
    @ValueSource(strings = {"7", "a b", "%0d%0aSet-Cookie:%20a=b", "{\"a\":1}", "\\\"<>;,=", "1024"})
    void takesAnArbitraryStringAsId(String id) throws Exception {
        String sent = id.equals("1024") ? "x".repeat(1024) : id;
        Answer answer =
                stage.enforcer().post("/access/v1/evaluation", body(ALICE, READ, RECORD_1), "X-Request-ID", sent);
        assertSameId(sent, answer);
        assertTrue(answer.header("Set-Cookie").isEmpty(), answer::toString);
        assertTrue(answer.decision(), answer::toString);
    }

    @Test
    @DisplayName("§10.1.3 a request without an id is answered too; names of headers have any case")
    void needsNoId() throws Exception {
        String good = body(ALICE, READ, RECORD_1);
        assertTrue(stage.enforcer().evaluation(good).decision());
        Answer answer = stage.anonymous()
                .send(
                        "POST",
                        "/access/v1/evaluation",
                        List.of(
                                "authorization",
                                "Bearer " + stage.enforcerKey(),
                                "content-type",
                                "application/json",
                                "x-request-id",
                                ID),
                        good.getBytes(StandardCharsets.UTF_8));
        assertSameId(200, answer);
    }

    private static void assertSameId(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertSameId(ID, answer);
    }

    private static void assertSameId(String id, Answer answer) {
        assertEquals(List.of(id), answer.headers().allValues("X-Request-ID"), answer::toString);
    }
}
