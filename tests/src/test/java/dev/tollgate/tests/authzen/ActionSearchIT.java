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
import static dev.tollgate.tests.authzen.Scenario.ARCHIVED_RECORD_2;
import static dev.tollgate.tests.authzen.Scenario.BOB;
import static dev.tollgate.tests.authzen.Scenario.BOB_THE_ADMIN;
import static dev.tollgate.tests.authzen.Scenario.RECORD_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, section 8.6. */
@OnStage(bundle = Scenario.BUNDLE)
class ActionSearchIT {
    private final Search search;

    ActionSearchIT(Stage stage) {
        this.search = new Search(stage.enforcer(), "action");
    }

    @Test
    @DisplayName("§8.6.1 a request without subject or resource is refused")
    void refusesARequestWithoutAnEntity() throws Exception {
        assertRefused("'subject'", RECORD_1);
        assertRefused("'resource'", ALICE);
    }

    @Test
    @DisplayName("§8.6.1 subject and resource are whole")
    void refusesARequestWithHalfAnEntity() throws Exception {
        assertRefused("'subject.id'", "\"subject\":{\"type\":\"user\"}", RECORD_1);
        assertRefused("'subject.type'", "\"subject\":{\"id\":\"alice\"}", RECORD_1);
        assertRefused("'resource.id'", ALICE, "\"resource\":{\"type\":\"record\"}");
        assertRefused("'resource.type'", ALICE, "\"resource\":{\"id\":\"record-1\"}");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§8.6.1 an action is left out, and ignored when it is there")
    @ValueSource(strings = {"{\"name\":\"write\"}", "{\"name\":\"burn\"}", "{}", "7", "null"})
    void ignoresAnAction(String action) throws Exception {
        assertEquals(List.of("read", "write"), search.find(ALICE, RECORD_1, "\"action\":" + action));
        assertEquals(List.of("read"), search.find(BOB, RECORD_1, "\"action\":" + action));
    }

    @Test
    @DisplayName("§8.6.1 context and properties may be there, and count")
    void seesContextAndProperties() throws Exception {
        assertEquals(
                List.of("read", "write"),
                search.find(ALICE, RECORD_1, "\"context\":{\"time\":\"2024-10-26T01:22-07:00\"}"));
        assertEquals(List.of("read", "write"), search.find(BOB_THE_ADMIN, ARCHIVED_RECORD_2));
        assertEquals(List.of("read"), search.find(ALICE, ARCHIVED_RECORD_2));
    }

    private void assertRefused(String field, String... members) throws Exception {
        Answer answer = search.ask(members);
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.json().at("/error/message").asText().contains(field), answer::toString);
    }
}
