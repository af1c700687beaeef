package dev.tollgate.tests.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.tests.authzen.Scenario.ALICE;
import static dev.tollgate.tests.authzen.Scenario.ARCHIVED_RECORD_2;
import static dev.tollgate.tests.authzen.Scenario.BOB_THE_ADMIN;
import static dev.tollgate.tests.authzen.Scenario.READ;
import static dev.tollgate.tests.authzen.Scenario.RECORDS;
import static dev.tollgate.tests.authzen.Scenario.RECORD_1;
import static dev.tollgate.tests.authzen.Scenario.RECORD_2;
import static dev.tollgate.tests.authzen.Scenario.USERS;
import static dev.tollgate.tests.authzen.Scenario.WRITE;
import static dev.tollgate.tests.authzen.Scenario.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, sections 8.1 to 8.3: what the three searches have in common. */
@OnStage(bundle = Scenario.BUNDLE)
class SearchIT {
    private static final Set<String> KEYS_OF_PAGE = Set.of("next_token", "count", "total", "properties");

    private final Http enforcer;
    private final Search subjects;
    private final Search resources;
    private final Search actions;

    SearchIT(Stage stage) {
        this.enforcer = stage.enforcer();
        this.subjects = new Search(enforcer, "subject");
        this.resources = new Search(enforcer, "resource");
        this.actions = new Search(enforcer, "action");
    }

    @Test
    @DisplayName("§8.1 what a search finds is allowed when it is asked for, and nothing else is")
    void findsExactlyWhatWouldBeAllowed() throws Exception {
        for (String user : List.of("alice", "bob", "zoe")) {
            for (String action : List.of("read", "write")) {
                for (String record : List.of("record-1", "record-2", "record-3")) {
                    String who = Scenario.subject("user", user);
                    String what = Scenario.action(action);
                    String which = Scenario.resource("record", record);
                    boolean allowed =
                            enforcer.evaluation(body(who, what, which)).decision();
                    String asked = user + " " + action + " " + record;
                    assertEquals(allowed, subjects.find(USERS, what, which).contains(user), asked);
                    assertEquals(allowed, resources.find(who, what, RECORDS).contains(record), asked);
                    assertEquals(allowed, actions.find(who, which).contains(action), asked);
                }
            }
        }
    }

    @Test
    @DisplayName("§8.2 a page that is not the last has a token")
    void givesATokenWhenThereIsMore() throws Exception {
        for (Answer answer : List.of(
                subjects.ask(USERS, READ, RECORD_1, "\"page\":{\"limit\":1}"),
                resources.ask(ALICE, READ, RECORDS, "\"page\":{\"limit\":1}"),
                actions.ask(ALICE, RECORD_1, "\"page\":{\"limit\":1}"))) {
            assertEquals(1, answer.json().path("results").size(), answer::toString);
            assertFalse(Search.nextToken(answer).isEmpty(), answer::toString);
        }
    }

    @Test
    @DisplayName("§8.2 the pages are together the whole, and the last has an empty token")
    void leadsThroughAllPages() throws Exception {
        assertEquals(List.of("alice", "bob"), pageByPage(subjects, USERS, READ, RECORD_1));
        assertEquals(List.of("record-1", "record-2"), pageByPage(resources, ALICE, READ, RECORDS));
        assertEquals(List.of("read", "write"), pageByPage(actions, ALICE, RECORD_1));
    }

    private static List<String> pageByPage(Search search, String... members) throws Exception {
        var seen = new ArrayList<String>();
        String token = "";
        do {
            var request = new ArrayList<>(List.of(members));
            request.add("\"page\":{\"limit\":1" + (token.isEmpty() ? "" : ",\"token\":\"" + token + "\"") + "}");
            Answer answer = search.ask(request.toArray(String[]::new));
            List<String> found = search.found(answer);
            assertEquals(1, found.size(), answer::toString);
            seen.addAll(found);
            token = Search.nextToken(answer);
        } while (!token.isEmpty() && seen.size() < 10);
        return seen;
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§8.2 a token is refused when the entities are not those of the request before")
    @ValueSource(
            strings = {
                "\"action\":{\"name\":\"write\"}",
                "\"resource\":{\"type\":\"record\",\"id\":\"record-2\"}",
                "\"subject\":{\"type\":\"robot\"}",
                "\"context\":{\"time\":\"now\"}"
            })
    void refusesATokenOfAnotherSearch(String change) throws Exception {
        String token = Search.nextToken(subjects.ask(USERS, READ, RECORD_1, "\"page\":{\"limit\":1}"));
        var members = new ArrayList<>(List.of(USERS, READ, RECORD_1));
        String name = change.substring(0, change.indexOf(':'));
        members.removeIf(member -> member.startsWith(name));
        members.add(change);
        members.add(Search.page(token));
        Answer answer = subjects.ask(members.toArray(String[]::new));
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.json().at("/error/message").asText().contains("'page.token'"), answer::toString);
        assertEquals(List.of("bob"), subjects.find(USERS, READ, RECORD_1, Search.page(token)));
    }

    @Test
    @DisplayName("§8.2 a token of one search is none of another kind's")
    void refusesATokenOfAnotherKind() throws Exception {
        String token = Search.nextToken(subjects.ask(ALICE, READ, RECORD_1, "\"page\":{\"limit\":1}"));
        for (Search other : List.of(resources, actions)) {
            assertEquals(
                    400, other.ask(ALICE, READ, RECORD_1, Search.page(token)).status());
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§8.2.1 a token that this API never gave is refused")
    @ValueSource(strings = {"\"a3M9NDU2O3N6PTI=\"", "\"%%\"", "7", "{}"})
    void refusesAForeignToken(String token) throws Exception {
        Answer answer = subjects.ask(USERS, READ, RECORD_1, "\"page\":{\"token\":" + token + "}");
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.json().at("/error/message").asText().contains("'page.token'"), answer::toString);
    }

    @Test
    @DisplayName("§8.2.1 a page has no more results than its limit")
    void keepsTheLimit() throws Exception {
        assertEquals(List.of(), subjects.find(USERS, READ, RECORD_1, "\"page\":{\"limit\":0}"));
        assertEquals(List.of("alice"), subjects.find(USERS, READ, RECORD_1, "\"page\":{\"limit\":1}"));
        assertEquals(List.of("alice", "bob"), subjects.find(USERS, READ, RECORD_1, "\"page\":{\"limit\":2}"));
        assertEquals(List.of("alice", "bob"), subjects.find(USERS, READ, RECORD_1, "\"page\":{\"limit\":1000000}"));
        assertEquals(List.of("alice", "bob"), subjects.find(USERS, READ, RECORD_1, "\"page\":{}"));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§8.2.1 a limit is a whole number, 0 or more")
    @ValueSource(strings = {"-1", "1.5", "\"1\"", "[]"})
    void refusesALimitThatIsNone(String limit) throws Exception {
        Answer answer = subjects.ask(USERS, READ, RECORD_1, "\"page\":{\"limit\":" + limit + "}");
        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.json().at("/error/message").asText().contains("'page.limit'"), answer::toString);
    }

    @Test
    @DisplayName("§8.2.1 members of page that nobody defined here are ignored")
    void ignoresMembersOfPageItDoesNotKnow() throws Exception {
        assertEquals(
                List.of("alice"),
                subjects.find(
                        USERS,
                        READ,
                        RECORD_1,
                        "\"page\":{\"limit\":1,\"properties\":{\"sort\":\"id\"},\"later\":[1]}"));
    }

    @Test
    @DisplayName("§8.2.1 a page of ours has no members of our own, so that no capability needs to be declared")
    void addsNothingOfItsOwnToPages() throws Exception {
        for (Answer answer : List.of(
                subjects.ask(USERS, READ, RECORD_1),
                resources.ask(ALICE, READ, RECORDS, "\"page\":{\"limit\":1}"),
                actions.ask(ALICE, RECORD_1))) {
            for (Map.Entry<String, JsonNode> member : answer.json().get("page").properties()) {
                assertTrue(KEYS_OF_PAGE.contains(member.getKey()), answer::toString);
            }
        }
    }

    /** What comes after the last result is looked at, too: here {@code zoe} and {@code record-3}, allowed nothing. */
    @Test
    @DisplayName("§8.2.2 the token is empty when nothing comes after this page")
    void givesAnEmptyTokenOnceNothingIsLeft() throws Exception {
        for (Answer answer : List.of(
                subjects.ask(USERS, READ, RECORD_1),
                subjects.ask(USERS, READ, RECORD_1, "\"page\":{\"limit\":2}"),
                resources.ask(ALICE, READ, RECORDS, "\"page\":{\"limit\":2}"),
                actions.ask(ALICE, RECORD_2, "\"page\":{\"limit\":1}"),
                subjects.ask(USERS, Scenario.action("burn"), RECORD_1, "\"page\":{\"limit\":0}"))) {
            assertEquals("", Search.nextToken(answer), answer::toString);
        }
    }

    @Test
    @DisplayName("§8.3 results are an array, empty when nothing is found; page comes first")
    void answersWithPageAndResults() throws Exception {
        Answer some = resources.ask(ALICE, READ, RECORDS);
        assertEquals(
                "{\"page\":{\"next_token\":\"\"},\"results\":["
                        + "{\"type\":\"record\",\"id\":\"record-1\"},{\"type\":\"record\",\"id\":\"record-2\"}]}",
                some.text());
        Answer none = resources.ask(Scenario.subject("user", "zoe"), READ, RECORDS);
        assertEquals("{\"page\":{\"next_token\":\"\"},\"results\":[]}", none.text());
    }

    /** A robot may read records too, and Alice may read folders. */
    @Test
    @DisplayName("§8.3 results are of the searched type only, each once")
    void findsOnlyWhatIsSearchedFor() throws Exception {
        assertEquals(List.of("alice", "bob"), subjects.find(USERS, READ, RECORD_1));
        assertEquals(List.of("bob-bot"), subjects.find("\"subject\":{\"type\":\"robot\"}", READ, RECORD_1));
        assertEquals(List.of("folder-1"), resources.find(ALICE, READ, "\"resource\":{\"type\":\"folder\"}"));
        for (JsonNode action : actions.ask(ALICE, RECORD_1).json().get("results")) {
            assertTrue(action.path("name").isTextual(), action::toString);
            assertFalse(action.has("type") || action.has("id"), action::toString);
        }
        List<String> found = actions.find(BOB_THE_ADMIN, ARCHIVED_RECORD_2);
        assertEquals(found.size(), new HashSet<>(found).size());
    }

    @Test
    @DisplayName("§8.3 unknown ids and types are no error: nothing is found")
    void findsNothingForWhatIsUnknown() throws Exception {
        String nobody = Scenario.subject("user", "nonexistent-user");
        String spaceship = Scenario.resource("spaceship", "record-1");
        assertEquals(List.of(), actions.find(nobody, RECORD_1));
        assertEquals(List.of(), resources.find(nobody, READ, RECORDS));
        assertEquals(List.of(), subjects.find("\"subject\":{\"type\":\"spaceship\"}", READ, RECORD_1));
        assertEquals(List.of(), subjects.find(USERS, WRITE, spaceship));
        assertEquals(List.of(), actions.find(ALICE, spaceship));
        assertEquals(List.of(), resources.find(ALICE, READ, spaceship));
        assertEquals(List.of(), subjects.find(USERS, Scenario.action("burn"), RECORD_1));
    }
}
