package dev.tollgate.tests.authzen;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.tests.authzen.Scenario.ARCHIVED_RECORD_2;
import static dev.tollgate.tests.authzen.Scenario.READ;
import static dev.tollgate.tests.authzen.Scenario.RECORD_1;
import static dev.tollgate.tests.authzen.Scenario.USERS;
import static dev.tollgate.tests.authzen.Scenario.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, section 8.4. */
@OnStage(bundle = Scenario.BUNDLE)
class SubjectSearchIT {
    private final Stage stage;
    private final Search search;

    SubjectSearchIT(Stage stage) {
        this.stage = stage;
        this.search = new Search(stage.enforcer(), "subject");
    }

    /** Asked one by one, they would be 403. */
    @Test
    @DisplayName("§8.1 whom the caller may not ask about is not found")
    void findsNobodyOutsideOfTheCallersScope() throws Exception {
        var agents = new Search(stage.agent(), "subject");
        assertEquals(List.of(), agents.find(USERS, READ, RECORD_1));

        String key = stage.administered().newKey(AccessKey.Role.ENFORCER, List.of("user:al*"), List.of("*"));
        var narrow = new Search(stage.anonymous().withKey(key), "subject");
        assertEquals(List.of("alice"), narrow.find(USERS, READ, RECORD_1));
    }

    @Test
    @DisplayName("§8.4.1 a request without subject, action or resource is refused")
    void refusesARequestWithoutAnEntity() throws Exception {
        assertRefused("'subject'", READ, RECORD_1);
        assertRefused("'action'", USERS, RECORD_1);
        assertRefused("'resource'", USERS, READ);
    }

    @Test
    @DisplayName("§8.4.1 the subject has a type; action and resource are whole")
    void refusesARequestWithHalfAnEntity() throws Exception {
        assertRefused("'subject.type'", "\"subject\":{}", READ, RECORD_1);
        assertRefused("'subject.type'", "\"subject\":{\"id\":\"alice\"}", READ, RECORD_1);
        assertRefused("'action.name'", USERS, "\"action\":{}", RECORD_1);
        assertRefused("'resource.id'", USERS, READ, "\"resource\":{\"type\":\"record\"}");
        assertRefused("'resource.type'", USERS, READ, "\"resource\":{\"id\":\"record-1\"}");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§8.4.1 the subject's id is ignored when it is there")
    @ValueSource(strings = {"\"alice\"", "\"nobody\"", "\"\"", "7", "null", "{}"})
    void ignoresTheIdOfTheSubject(String id) throws Exception {
        assertEquals(
                List.of("alice", "bob"),
                search.find("\"subject\":{\"type\":\"user\",\"id\":" + id + "}", READ, RECORD_1));
    }

    @Test
    @DisplayName("§8.4.1 context and properties may be there, and count")
    void seesContextAndProperties() throws Exception {
        assertEquals(
                List.of("alice", "bob"),
                search.find(USERS, READ, RECORD_1, "\"context\":{\"time\":\"2024-10-26T01:22-07:00\"}"));
        assertEquals(List.of("bob"), search.find(USERS, WRITE, ARCHIVED_RECORD_2));
        assertEquals(
                List.of("alice", "bob", "zoe"),
                search.find(
                        "\"subject\":{\"type\":\"user\",\"properties\":{\"role\":\"admin\"}}",
                        WRITE,
                        ARCHIVED_RECORD_2));
    }

    private void assertRefused(String field, String... members) throws Exception {
        Answer answer = search.ask(members);
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.json().at("/error/message").asText().contains(field), answer::toString);
    }
}
