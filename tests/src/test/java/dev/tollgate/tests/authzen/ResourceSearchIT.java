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
import static dev.tollgate.tests.authzen.Scenario.BOB_THE_ADMIN;
import static dev.tollgate.tests.authzen.Scenario.DELETE_FOR_GOOD;
import static dev.tollgate.tests.authzen.Scenario.DELETE_SOFTLY;
import static dev.tollgate.tests.authzen.Scenario.READ;
import static dev.tollgate.tests.authzen.Scenario.RECORDS;
import static dev.tollgate.tests.authzen.Scenario.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, section 8.5. */
@OnStage(bundle = Scenario.BUNDLE)
class ResourceSearchIT {
    private final Search search;

    ResourceSearchIT(Stage stage) {
        this.search = new Search(stage.enforcer(), "resource");
    }

    @Test
    @DisplayName("§8.5.1 a request without subject, action or resource is refused")
    void refusesARequestWithoutAnEntity() throws Exception {
        assertRefused("'subject'", READ, RECORDS);
        assertRefused("'action'", ALICE, RECORDS);
        assertRefused("'resource'", ALICE, READ);
    }

    @Test
    @DisplayName("§8.5.1 the resource has a type; subject and action are whole")
    void refusesARequestWithHalfAnEntity() throws Exception {
        assertRefused("'resource.type'", ALICE, READ, "\"resource\":{}");
        assertRefused("'resource.type'", ALICE, READ, "\"resource\":{\"id\":\"record-1\"}");
        assertRefused("'action.name'", ALICE, "\"action\":{}", RECORDS);
        assertRefused("'subject.id'", "\"subject\":{\"type\":\"user\"}", READ, RECORDS);
        assertRefused("'subject.type'", "\"subject\":{\"id\":\"alice\"}", READ, RECORDS);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§8.5.1 the resource's id is ignored when it is there")
    @ValueSource(strings = {"\"record-1\"", "\"none\"", "\"\"", "7", "null", "[]"})
    void ignoresTheIdOfTheResource(String id) throws Exception {
        assertEquals(
                List.of("record-1", "record-2"),
                search.find(ALICE, READ, "\"resource\":{\"type\":\"record\",\"id\":" + id + "}"));
    }

    @Test
    @DisplayName("§8.5.1 context and properties may be there, and count")
    void seesContextAndProperties() throws Exception {
        assertEquals(
                List.of("record-1", "record-2"),
                search.find(ALICE, READ, RECORDS, "\"context\":{\"time\":\"2024-10-26T01:22-07:00\"}"));
        assertEquals(List.of("record-2"), search.find(BOB_THE_ADMIN, WRITE, RECORDS));
        assertEquals(List.of("record-1", "record-2", "record-3"), search.find(ALICE, DELETE_SOFTLY, RECORDS));
        assertEquals(List.of(), search.find(ALICE, DELETE_FOR_GOOD, RECORDS));
    }

    private void assertRefused(String field, String... members) throws Exception {
        Answer answer = search.ask(members);
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.json().at("/error/message").asText().contains(field), answer::toString);
    }
}
