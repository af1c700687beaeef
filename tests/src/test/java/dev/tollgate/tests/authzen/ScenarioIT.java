package dev.tollgate.tests.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.tollgate.tests.authzen.Scenario.ACTIVE_RECORD_1;
import static dev.tollgate.tests.authzen.Scenario.ALICE;
import static dev.tollgate.tests.authzen.Scenario.ARCHIVED_RECORD_2;
import static dev.tollgate.tests.authzen.Scenario.BOB;
import static dev.tollgate.tests.authzen.Scenario.BOB_THE_ADMIN;
import static dev.tollgate.tests.authzen.Scenario.DELETE_FOR_GOOD;
import static dev.tollgate.tests.authzen.Scenario.DELETE_SOFTLY;
import static dev.tollgate.tests.authzen.Scenario.READ;
import static dev.tollgate.tests.authzen.Scenario.RECORDS;
import static dev.tollgate.tests.authzen.Scenario.RECORD_1;
import static dev.tollgate.tests.authzen.Scenario.RECORD_2;
import static dev.tollgate.tests.authzen.Scenario.USERS;
import static dev.tollgate.tests.authzen.Scenario.WRITE;
import static dev.tollgate.tests.authzen.Scenario.body;
import static dev.tollgate.tests.authzen.Scenario.evaluations;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * AuthZEN's certification scenario: its eight decisions, its batches and its searches, with the numbers of its own
 * sections. What it says of errors, headers and metadata is the specification's, and tested there.
 */
@OnStage(bundle = Scenario.BUNDLE)
class ScenarioIT {
    private static final int ASKED_AGAIN = 3;

    private final Http enforcer;

    ScenarioIT(Stage stage) {
        this.enforcer = stage.enforcer();
    }

    static Stream<Arguments> decisions() {
        return Stream.of(
                Arguments.of(1, ALICE, READ, RECORD_1, true),
                Arguments.of(2, ALICE, WRITE, RECORD_1, true),
                Arguments.of(3, BOB, READ, RECORD_1, true),
                Arguments.of(4, BOB, WRITE, RECORD_1, false),
                Arguments.of(5, ALICE, WRITE, ARCHIVED_RECORD_2, false),
                Arguments.of(6, BOB_THE_ADMIN, WRITE, ARCHIVED_RECORD_2, true),
                Arguments.of(7, ALICE, DELETE_SOFTLY, RECORD_1, true),
                Arguments.of(8, ALICE, DELETE_FOR_GOOD, RECORD_1, false));
    }

    @ParameterizedTest(name = "rule {0}")
    @DisplayName("Scenario 1.4 the eight decisions, each time, with and without a context")
    @MethodSource("decisions")
    void decidesEachTimeAsTheScenarioSays(int rule, String who, String what, String which, boolean expected)
            throws Exception {
        for (int i = 0; i < ASKED_AGAIN; i++) {
            Answer answer = enforcer.evaluation(body(who, what, which));
            assertEquals(200, answer.status(), answer::toString);
            assertEquals(expected, answer.decision(), answer::toString);
        }
        String context = "\"context\":{\"time\":\"2025-06-27T18:03-07:00\",\"ip\":\"192.168.1.1\"}";
        assertEquals(
                expected, enforcer.evaluation(body(who, what, which, context)).decision());
    }

    @Test
    @DisplayName("Scenario 2.2.8 properties beyond those of the fixture change nothing")
    void decidesTheSameWithMoreProperties() throws Exception {
        Answer answer = enforcer.evaluation("""
                {"subject":{"type":"user","id":"alice","properties":{"department":"Sales","role":"manager"}},
                 "action":{"name":"read","properties":{"method":"GET"}},
                 "resource":{"type":"record","id":"record-1","properties":{"status":"active","owner":"bob"}}}""");
        assertTrue(answer.decision(), answer::toString);
    }

    /** The suite expects the second to be allowed, too, though the scenario leaves it open. */
    @Test
    @DisplayName("Scenario 3.2.1 a batch of two records")
    void answersABatchOfTwoRecords() throws Exception {
        assertBatch("true true", ALICE, READ, evaluations(body(RECORD_1), body(RECORD_2)));
    }

    @Test
    @DisplayName("Scenario 3.2.2 a batch with rules 3 and 4, in their order")
    void answersRulesThreeAndFour() throws Exception {
        assertBatch("true false", BOB, RECORD_1, evaluations(body(READ), body(WRITE)));
    }

    @Test
    @DisplayName("Scenario 3.2.3 a batch with properties of its resources")
    void answersABatchByPropertiesOfResources() throws Exception {
        assertBatch("true false", ALICE, WRITE, evaluations(body(ACTIVE_RECORD_1), body(ARCHIVED_RECORD_2)));
    }

    @Test
    @DisplayName("Scenario 3.2.4 a batch with properties of its subjects")
    void answersABatchByPropertiesOfSubjects() throws Exception {
        assertBatch("false true", WRITE, ARCHIVED_RECORD_2, evaluations(body(ALICE), body(BOB_THE_ADMIN)));
    }

    @Test
    @DisplayName("Scenario 3.2.5 a batch without defaults")
    void answersABatchWithoutDefaults() throws Exception {
        assertBatch("true false", evaluations(body(ALICE, READ, RECORD_1), body(BOB, WRITE, RECORD_1)));
    }

    @Test
    @DisplayName("Scenario 3.2.6 a batch with a context, and an item with its own")
    void answersABatchWithAContext() throws Exception {
        assertBatch(
                "true true",
                ALICE,
                READ,
                "\"context\":{\"time\":\"2025-06-27T18:03-07:00\"}",
                evaluations(
                        body(RECORD_1),
                        body(
                                RECORD_2,
                                "\"context\":{\"time\":\"2025-06-27T19:00-07:00\",\"source\":\"batch-override\"}")));
    }

    @Test
    @DisplayName("Scenario 3.2.7 a batch whose default has nothing but the type")
    void answersABatchWithADefaultType() throws Exception {
        assertBatch(
                "true false",
                ALICE,
                WRITE,
                RECORDS,
                evaluations(
                        "{\"resource\":{\"id\":\"record-1\",\"properties\":{\"status\":\"active\"}}}",
                        body(ARCHIVED_RECORD_2)));
    }

    @Test
    @DisplayName("Scenario 3.4.1 an item without a resource is a no, the one before it is answered")
    void answersANoForAnItemWithoutResource() throws Exception {
        assertBatch("true false", ALICE, READ, evaluations(body(RECORD_1), "{}"));
    }

    static Stream<Arguments> searches() {
        return Stream.of(
                Arguments.of("S1", "subject", List.of(USERS, READ, RECORD_1), List.of("alice", "bob")),
                Arguments.of("S2", "resource", List.of(ALICE, READ, RECORDS), List.of("record-1")),
                Arguments.of("S3", "action", List.of(ALICE, RECORD_1), List.of("read", "write")),
                Arguments.of("S4", "subject", List.of(USERS, WRITE, ARCHIVED_RECORD_2), List.of("bob")),
                Arguments.of("S5", "resource", List.of(BOB_THE_ADMIN, WRITE, RECORDS), List.of("record-2")),
                Arguments.of("S6", "action", List.of(BOB_THE_ADMIN, ARCHIVED_RECORD_2), List.of("write")));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("Scenario 1.5 the six searches, with and without a context")
    @MethodSource("searches")
    void findsWhatTheScenarioSays(String name, String kind, List<String> members, List<String> least) throws Exception {
        var search = new Search(enforcer, kind);
        List<String> found = search.find(members.toArray(String[]::new));
        assertTrue(found.containsAll(least), () -> name + " found " + found);

        var more = new ArrayList<>(members);
        more.add("\"context\":{\"time\":\"2025-06-27T18:03-07:00\"}");
        assertEquals(found, search.find(more.toArray(String[]::new)));
    }

    /** The suite asks for the next page without the limit of the first. */
    @Test
    @DisplayName("Scenario 4.5 a page of one, and the next by its token alone")
    void goesOnByTheTokenAlone() throws Exception {
        var search = new Search(enforcer, "subject");
        Answer first = search.ask(USERS, READ, RECORD_1, "\"page\":{\"limit\":1}");
        assertEquals(List.of("alice"), search.found(first));
        Answer next = search.ask(USERS, READ, RECORD_1, Search.page(Search.nextToken(first)));
        assertEquals(List.of("bob"), search.found(next));
        assertEquals("", Search.nextToken(next));
    }

    private void assertBatch(String expected, String... members) throws Exception {
        Answer answer = enforcer.evaluations(body(members));
        assertEquals(200, answer.status(), answer::toString);
        var decisions = new ArrayList<String>();
        for (JsonNode item : answer.json().path("evaluations")) {
            assertTrue(item.path("decision").isBoolean(), answer::toString);
            decisions.add(item.get("decision").asText());
        }
        assertEquals(expected, String.join(" ", decisions), answer::toString);
    }
}
