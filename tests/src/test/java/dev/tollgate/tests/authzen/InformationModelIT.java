package dev.tollgate.tests.authzen;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.tests.authzen.Scenario.ALICE;
import static dev.tollgate.tests.authzen.Scenario.ARCHIVED_RECORD_2;
import static dev.tollgate.tests.authzen.Scenario.BOB;
import static dev.tollgate.tests.authzen.Scenario.BOB_THE_ADMIN;
import static dev.tollgate.tests.authzen.Scenario.DELETE_FOR_GOOD;
import static dev.tollgate.tests.authzen.Scenario.DELETE_SOFTLY;
import static dev.tollgate.tests.authzen.Scenario.READ;
import static dev.tollgate.tests.authzen.Scenario.RECORD_1;
import static dev.tollgate.tests.authzen.Scenario.WRITE;
import static dev.tollgate.tests.authzen.Scenario.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, section 5. */
@OnStage(bundle = Scenario.BUNDLE)
class InformationModelIT {
    private final Http enforcer;

    InformationModelIT(Stage stage) {
        this.enforcer = stage.enforcer();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§5.1 a subject without type or id is refused")
    @ValueSource(strings = {"{}", "{\"id\":\"alice\"}", "{\"type\":\"user\"}"})
    void refusesASubjectWithoutTypeOrId(String subject) throws Exception {
        assertRefused(subject.contains("type") ? "'subject.id'" : "'subject.type'", subject(subject), READ, RECORD_1);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§5.1 type and id of a subject are strings")
    @ValueSource(strings = {"7", "true", "[\"alice\"]", "{}"})
    void takesOnlyStringsAsTypeAndIdOfASubject(String value) throws Exception {
        assertRefused("'subject.type'", subject("{\"type\":" + value + ",\"id\":\"alice\"}"), READ, RECORD_1);
        assertRefused("'subject.id'", subject("{\"type\":\"user\",\"id\":" + value + "}"), READ, RECORD_1);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§5.1 properties of a subject are an object, or left out")
    @ValueSource(
            strings = {"", ",\"properties\":{}", ",\"properties\":{\"department\":\"Sales\",\"role\":\"manager\"}"})
    void takesASubjectWithAndWithoutProperties(String properties) throws Exception {
        assertTrue(decision(subject("{\"type\":\"user\",\"id\":\"alice\"" + properties + "}"), READ, RECORD_1));
        assertRefused(
                "'subject.properties'",
                subject("{\"type\":\"user\",\"id\":\"alice\",\"properties\":[]}"),
                READ,
                RECORD_1);
    }

    @Test
    @DisplayName("§5.1 an id is of its type: the same id of another type is somebody else")
    void tellsTheSameIdOfTwoTypesApart() throws Exception {
        assertTrue(decision(ALICE, READ, RECORD_1));
        assertFalse(decision(subject("{\"type\":\"customer\",\"id\":\"alice\"}"), READ, RECORD_1));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§5.1.1 a property has any JSON value")
    @ValueSource(strings = {"\"a\"", "1.5", "true", "null", "[1,\"a\"]", "{\"b\":{\"c\":[]}}"})
    void takesAnyJsonAsAProperty(String value) throws Exception {
        assertTrue(decision(
                subject("{\"type\":\"user\",\"id\":\"alice\",\"properties\":{\"x\":" + value + "}}"), READ, RECORD_1));
    }

    @Test
    @DisplayName("§5.1.1 a policy can go by a subject's properties")
    void decidesByThePropertiesOfASubject() throws Exception {
        String claimed = subject("{\"type\":\"user\",\"id\":\"zoe\",\"properties\":{\"role\":\"admin\"}}");
        assertTrue(decision(claimed, WRITE, ARCHIVED_RECORD_2));
        assertFalse(decision(claimed.replace("admin", "guest"), WRITE, ARCHIVED_RECORD_2));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§5.2 a resource without type or id is refused")
    @ValueSource(strings = {"{}", "{\"id\":\"record-1\"}", "{\"type\":\"record\"}"})
    void refusesAResourceWithoutTypeOrId(String resource) throws Exception {
        assertRefused(resource.contains("type") ? "'resource.id'" : "'resource.type'", ALICE, READ, resource(resource));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§5.2 type and id of a resource are strings")
    @ValueSource(strings = {"101", "false", "[]", "{\"id\":\"record-1\"}"})
    void takesOnlyStringsAsTypeAndIdOfAResource(String value) throws Exception {
        assertRefused("'resource.type'", ALICE, READ, resource("{\"type\":" + value + ",\"id\":\"record-1\"}"));
        assertRefused("'resource.id'", ALICE, READ, resource("{\"type\":\"record\",\"id\":" + value + "}"));
    }

    @Test
    @DisplayName("§5.2.1 a policy can go by a resource's properties")
    void decidesByThePropertiesOfAResource() throws Exception {
        String active = resource("{\"type\":\"record\",\"id\":\"new\",\"properties\":{\"status\":\"active\"}}");
        assertTrue(decision(ALICE, WRITE, active));
        assertFalse(decision(ALICE, WRITE, active.replace("active", "archived")));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§5.3 an action without a name, or with one that is no string, is refused")
    @ValueSource(strings = {"{}", "{\"properties\":{}}", "{\"name\":123}", "{\"name\":[\"read\"]}", "{\"name\":null}"})
    void refusesAnActionWithoutAName(String action) throws Exception {
        assertRefused("'action.name'", ALICE, "\"action\":" + action, RECORD_1);
    }

    @Test
    @DisplayName("§5.3.1 a policy can go by an action's properties")
    void decidesByThePropertiesOfAnAction() throws Exception {
        assertTrue(decision(ALICE, DELETE_SOFTLY, RECORD_1));
        assertFalse(decision(ALICE, DELETE_FOR_GOOD, RECORD_1));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§5.4 a context is any object, or left out")
    @ValueSource(
            strings = {"{}", "{\"time\":\"1985-10-26T01:22-07:00\",\"schema\":\"https://x.example\"}", "{\"a\":[{}]}"})
    void takesAnyObjectAsContext(String context) throws Exception {
        assertTrue(decision(ALICE, READ, RECORD_1));
        assertTrue(decision(ALICE, READ, RECORD_1, "\"context\":" + context));
        assertRefused("'context'", ALICE, READ, RECORD_1, "\"context\":[" + context + "]");
    }

    @Test
    @DisplayName("§5.5 a decision has the boolean 'decision'; 'context' is an object, or left out")
    void sendsABooleanAndAnObject() throws Exception {
        for (Answer answer :
                new Answer[] {ask(ALICE, READ, RECORD_1), ask(BOB, WRITE, RECORD_1), ask(BOB_THE_ADMIN, READ, RECORD_1)
                }) {
            assertEquals(200, answer.status(), answer::toString);
            assertTrue(answer.json().path("decision").isBoolean(), answer::toString);
            assertTrue(
                    !answer.json().has("context")
                            || answer.json().get("context").isObject(),
                    answer::toString);
        }
    }

    /** Who looks at the boolean alone must not go on when told to wait. */
    @Test
    @DisplayName("§5.5 whatever may not go forward is false: a throttle too")
    void sendsFalseForAThrottle() throws Exception {
        String print = Scenario.action("print");
        String printer = Scenario.resource("printer", "hall");
        ask(BOB, print, printer);
        Answer second = ask(BOB, print, printer);
        assertEquals("throttle", second.effect(), second::toString);
        assertFalse(second.decision(), second::toString);
    }

    private static String subject(String object) {
        return "\"subject\":" + object;
    }

    private static String resource(String object) {
        return "\"resource\":" + object;
    }

    private Answer ask(String... members) throws Exception {
        return enforcer.evaluation(body(members));
    }

    private boolean decision(String... members) throws Exception {
        Answer answer = ask(members);
        assertEquals(200, answer.status(), answer::toString);
        return answer.decision();
    }

    private void assertRefused(String field, String... members) throws Exception {
        Answer answer = ask(members);
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.json().at("/error/message").asText().contains(field), answer::toString);
    }
}
