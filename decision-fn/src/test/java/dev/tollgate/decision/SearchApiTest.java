package dev.tollgate.decision;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.decision.TestBed.AGENT;
import static dev.tollgate.decision.TestBed.AUDITOR;
import static dev.tollgate.decision.TestBed.ENFORCER;
import static dev.tollgate.decision.TestBed.STRANGER;
import static dev.tollgate.decision.TestBed.answer;
import static dev.tollgate.decision.TestBed.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SearchApiTest {
    private static final String TOOLS_OF_BOT = """
            {"subject":{"type":"agent","id":"bot"},"action":{"name":"tools/call"},"resource":{"type":"tool"}%s}""";

    private static final String RESOURCES_AMONG = """
            {"subject":{"type":"agent","id":"bot"},"action":{"name":"resources/read"},"resource":{"type":"resource",
            "properties":{"server":"crm"}},"options":{"tollgate":{"among":%s}}%s}""";

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @Test
    void listsTheToolsThatAnAgentMayCall() {
        assertEquals(
                "{\"page\":{\"next_token\":\"\"},\"results\":["
                        + "{\"type\":\"tool\",\"id\":\"ping\",\"properties\":{\"server\":\"crm\"}},"
                        + "{\"type\":\"tool\",\"id\":\"query\",\"properties\":{\"server\":\"crm\"}}]}",
                search("resource", AGENT, TOOLS_OF_BOT.formatted("")).body());
    }

    @Test
    void saysWhichOfTheResourcesThatAreNamedMayBeUsed() {
        readingOf("resources/read", "file:///open/*");
        String among = "[\"file:///open/b\",\"file:///shut/a\",\"file:///open/a\",\"file:///open/b\"]";

        assertEquals(
                "{\"page\":{\"next_token\":\"\"},\"results\":[{\"type\":\"resource\",\"id\":\"file:///open/a\"},"
                        + "{\"type\":\"resource\",\"id\":\"file:///open/b\"}]}",
                search("resource", ENFORCER, RESOURCES_AMONG.formatted(among, ""))
                        .body());
        assertEquals(1, bed.records.records().size());
        HttpResponse first = search("resource", ENFORCER, RESOURCES_AMONG.formatted(among, ",\"page\":{\"limit\":1}"));
        String token = TestBed.json(first.body())
                .object("page")
                .flatMap(page -> page.text("next_token"))
                .orElseThrow();
        String next = ",\"page\":{\"token\":\"" + token + "\"}";
        assertEquals(
                1,
                results(search("resource", ENFORCER, RESOURCES_AMONG.formatted(among, next)))
                        .size());
        assertEquals(
                400,
                search("resource", ENFORCER, RESOURCES_AMONG.formatted("[\"file:///open/a\"]", next))
                        .status());
    }

    @Test
    void aPolicyWithAPatternOfActionsLetsWhatMcpDoesBeFound() {
        readingOf("resources/*", "file:///open/*");
        String actions = """
                {"subject":{"type":"agent","id":"bot"},"resource":{"type":"resource","id":"file:///open/a"}}""";

        assertEquals(
                List.of(Optional.of("resources/read")),
                results(search("action", ENFORCER, actions)).stream()
                        .map(action -> action.text("name"))
                        .toList());
        assertEquals(List.of(), results(search("action", ENFORCER, actions.replace("open", "shut"))));
    }

    private void readingOf(String actions, String ids) {
        var target = new Target(
                List.of(),
                List.of(new Glob(actions)),
                List.of(),
                List.of(new Target.ResourceMatch(new Glob("resource"), new Glob(ids))));
        bed.bundle = Optional.of(Bundles.of(
                TestBed.bundle().servers(),
                List.of(Bundles.policy("reading", target, List.of(Bundles.allow("yes")), List.of()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[]", "[7]", "[\"\"]"})
    void refusesListsOfIdsThatAreNone(String among) {
        HttpResponse response = search("resource", ENFORCER, RESOURCES_AMONG.formatted(among, ""));

        assertEquals(400, response.status());
        assertTrue(response.body().contains("'options.tollgate.among"), response.body());
    }

    @Test
    void toolsAreNotNamedSinceTheCatalogueHasThem() {
        String tools = RESOURCES_AMONG.formatted("[\"query\"]", "").replace("\"resource\",", "\"tool\",");

        assertEquals(400, search("resource", ENFORCER, tools).status());
    }

    @Test
    void anIdOfTheSearchedKindIsIgnored() {
        String with = "{\"subject\":{\"type\":\"agent\",\"id\":\"bot\"},\"action\":{\"name\":\"tools/call\"},"
                + "\"resource\":{\"type\":\"tool\",\"id\":\"ping\"}}";

        assertEquals(2, results(search("resource", AGENT, with)).size());
    }

    @Test
    void listsToolsOfTheNamedServerAndOfTheKeysScopeOnly() {
        manyTools(3);

        assertEquals(
                5,
                results(search("resource", ENFORCER, TOOLS_OF_BOT.formatted("")))
                        .size());
        String named = TOOLS_OF_BOT.replace("\"tool\"}", "\"tool\",\"properties\":{\"server\":\"files\"}}");
        assertEquals(
                3, results(search("resource", ENFORCER, named.formatted(""))).size());
        assertEquals(
                403,
                search("resource", ENFORCER, named.replace("files", "hidden").formatted(""))
                        .status());
    }

    @Test
    void listsTheSubjectsThatMayAndAnAgentSeesOnlyItself() {
        bed.directory.with(new Agent("another", "", "o", List.of(), Agent.Status.ACTIVE, List.of()));
        String who = """
                {"subject":{"type":"agent"},"action":{"name":"tools/call"},
                 "resource":{"type":"tool","id":"query","properties":{"server":"crm"}}}""";

        assertEquals(
                List.of("another", "bot"),
                results(search("subject", ENFORCER, who)).stream()
                        .map(result -> result.text("id").orElseThrow())
                        .toList());
        assertEquals(
                List.of("bot"),
                results(search("subject", AGENT, who)).stream()
                        .map(result -> result.text("id").orElseThrow())
                        .toList());
    }

    @Test
    void listsTheActionsThatAreAllowed() {
        String what = """
                {"subject":{"type":"agent","id":"bot"},"resource":{"type":"todo","id":"1"}}""";

        assertEquals(
                "{\"page\":{\"next_token\":\"\"},\"results\":[{\"name\":\"can_read\"}]}",
                search("action", AGENT, what).body());
    }

    @Test
    void unknownTypesAndSubjectsGiveNoResults() {
        for (String request : List.of(
                TOOLS_OF_BOT.formatted("").replace("\"tool\"", "\"spaceship\""),
                TOOLS_OF_BOT.formatted("").replace("bot", "nobody"),
                TOOLS_OF_BOT.formatted("").replace("bot", "sleeper"))) {
            assertEquals(
                    "{\"page\":{\"next_token\":\"\"},\"results\":[]}",
                    search("resource", ENFORCER, request).body());
        }
    }

    @Test
    void pagesAreTogetherTheWhole() {
        manyTools(25);
        var seen = new ArrayList<Json.Obj>();
        String token = "";
        int pages = 0;
        do {
            HttpResponse page = search(
                    "resource",
                    ENFORCER,
                    TOOLS_OF_BOT.formatted(",\"page\":{\"limit\":10,\"token\":\"" + token + "\"}"));
            assertTrue(results(page).size() <= 10);
            seen.addAll(results(page));
            token = TestBed.json(page.body())
                    .object("page")
                    .orElseThrow()
                    .text("next_token")
                    .orElseThrow();
            pages++;
        } while (!token.isEmpty() && pages < 10);

        assertEquals(results(search("resource", ENFORCER, TOOLS_OF_BOT.formatted(""))), seen);
        assertEquals(27, new HashSet<>(seen).size());
    }

    /** AuthZEN 8.2.2: when there are no more results after this page, the token is empty. */
    @Test
    void aFullPageIsTheLastWhenOnlyForbiddenToolsFollow() {
        Bundle old = TestBed.bundle();
        var servers = new HashMap<>(old.servers());
        var read = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);
        servers.put("files", new Server("files", false, Map.of("forbidden", read), Optional.empty()));
        bed.bundle = Optional.of(with(old, servers, old.data()));

        String two = search("resource", ENFORCER, TOOLS_OF_BOT.formatted(",\"page\":{\"limit\":2}"))
                .body();

        assertTrue(two.startsWith("{\"page\":{\"next_token\":\"\"}"), two);
        assertTrue(two.contains("\"ping\"") && two.contains("\"query\""), two);
        assertEquals(
                List.of(), results(search("resource", ENFORCER, TOOLS_OF_BOT.formatted(",\"page\":{\"limit\":0}"))));
    }

    @Test
    void nobodyIsFoundWhomTheCallerMayNotAskAbout() {
        Bundle old = TestBed.bundle();
        bed.bundle = Optional.of(with(
                old,
                old.servers(),
                TestBed.json("{\"people\":{\"entities\":{\"user\":{\"ann\":{}},\"identity\":{\"ann\":{}}}}}")));
        String users = """
                {"subject":{"type":"user"},"action":{"name":"can_read"},"resource":{"type":"todo","id":"1"}}""";

        assertEquals(1, results(search("subject", ENFORCER, users)).size());
        assertEquals(List.of(), results(search("subject", AGENT, users)));
        // Nor by naming another agent as the one who acts for somebody.
        String onBehalf = users.replace("\"user\"}", "\"identity\"},\"context\":{\"agent\":\"%s\"}");
        assertEquals(
                1, results(search("subject", AGENT, onBehalf.formatted("bot"))).size());
        bed.directory.with(new Agent("another", "", "o", List.of(), Agent.Status.ACTIVE, List.of()));
        assertEquals(List.of(), results(search("subject", AGENT, onBehalf.formatted("another"))));
    }

    @Test
    void aTokenIsForTheSameSearchOnly() {
        manyTools(5);
        String token = TestBed.json(search("resource", ENFORCER, TOOLS_OF_BOT.formatted(",\"page\":{\"limit\":2}"))
                        .body())
                .object("page")
                .orElseThrow()
                .text("next_token")
                .orElseThrow();
        String page = ",\"page\":{\"token\":\"" + token + "\"}";

        assertEquals(
                200, search("resource", ENFORCER, TOOLS_OF_BOT.formatted(page)).status());
        HttpResponse other = search("resource", ENFORCER, TOOLS_OF_BOT.formatted(page + ",\"context\":{\"x\":1}"));
        assertEquals(400, other.status());
        assertTrue(other.body().contains("'page.token': expected the next_token of the same search"), other.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"page\":7 | 'page': expected an object",
                "\"page\":{\"limit\":-1} | 'page.limit': expected a whole number, 0 or more",
                "\"page\":{\"limit\":1.5} | 'page.limit': expected a whole number, 0 or more",
                "\"page\":{\"token\":7} | 'page.token': expected a string",
                "\"page\":{\"token\":\"%%\"} | 'page.token': expected the next_token",
            })
    void refusesPagesThatAreNone(String page, String message) {
        HttpResponse response = search("resource", ENFORCER, TOOLS_OF_BOT.formatted("," + page));

        assertEquals(400, response.status());
        assertTrue(response.body().contains(message), response.body());
    }

    @Test
    void aSearchIsOneRecordAndTakesNoLimits() {
        for (int i = 0; i < 20; i++) {
            assertEquals(
                    2,
                    results(search("resource", AGENT, TOOLS_OF_BOT.formatted("")))
                            .size());
        }
        HttpResponse response = search("resource", AGENT, TOOLS_OF_BOT.formatted(""));

        assertEquals("w1-21", response.headers().get("tollgate-decision-id"));
        var record = bed.records.records().getLast().content();
        assertEquals(Optional.of("search"), record.text("kind"));
        assertEquals(Optional.of("resource"), record.text("search"));
        assertEquals(Optional.of(2L), record.integer("results"));
    }

    @Test
    void whoeverMayNotAskGetsNoList() {
        assertEquals(
                401, search("resource", STRANGER, TOOLS_OF_BOT.formatted("")).status());
        assertEquals(
                403, search("resource", AUDITOR, TOOLS_OF_BOT.formatted("")).status());
        assertEquals(
                403,
                search(
                                "subject",
                                AUDITOR,
                                TOOLS_OF_BOT
                                        .replace("\"tool\"", "\"tool\",\"id\":\"x\"")
                                        .formatted(""))
                        .status());
        HttpResponse other =
                search("resource", AGENT, TOOLS_OF_BOT.formatted("").replace("bot", "sleeper"));
        assertEquals(403, other.status());
        assertFalse(other.body().contains("results"));
        bed.directory.goDown();
        assertEquals(503, search("resource", AGENT, TOOLS_OF_BOT.formatted("")).status());
    }

    private static Bundle with(Bundle old, Map<String, Server> servers, Json.Obj data) {
        return new Bundle(
                old.name(),
                old.settings(),
                servers,
                old.policies(),
                old.limits(),
                old.schedules(),
                old.redactions(),
                data);
    }

    private void manyTools(int count) {
        var read = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);
        Bundle old = TestBed.bundle();
        var tools = new HashMap<String, ToolEntry>();
        for (int i = 0; i < count; i++) {
            tools.put("tool-" + i, read);
        }
        var servers = new HashMap<>(old.servers());
        servers.put("files", new Server("files", false, tools, Optional.empty()));
        servers.put("hidden", new Server("hidden", false, Map.of("secret", read), Optional.empty()));
        bed.bundle = Optional.of(Bundles.of(servers, List.of(Bundles.policy("all", Bundles.allow("yes")))));
    }

    private HttpResponse search(String kind, KeyToken key, String body) {
        return answer(api, post("/access/v1/search/" + kind, key, body));
    }

    private static List<Json.Obj> results(HttpResponse response) {
        assertEquals(200, response.status(), response.body());
        return TestBed.json(response.body()).items("results").stream()
                .map(Json.Obj.class::cast)
                .toList();
    }
}
