package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.json.Json;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an auditor can ask of the records, over HTTP and by command. */
@OnStage
class QueryIT {
    private static final String RECORDS = "/v1/audit/records";

    private final LocalStage stage;

    QueryIT(Stage stage) {
        this.stage = stage.local();
    }

    @Test
    void givesAnAgentsRecordsNewestFirstOverPages() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        List<String> written = decisions(agent, 7);
        Http auditor = stage.auditor();

        var found = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = read(auditor, "?agent=" + agent.id() + "&limit=3&cursor=" + cursor);
            page.get("records").forEach(record -> found.add(record.get("id").asText()));
            cursor = page.get("next_cursor").asText();
        } while (!cursor.isEmpty());

        Collections.reverse(written);
        assertEquals(written, found);
    }

    @Test
    void findsWhatWasDeniedAndShowsItsRecordWhole() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        decisions(agent, 2);
        Http asAgent = stage.anonymous().withKey(agent.key());
        Answer denied = asAgent.evaluation(Question.call(agent.id(), "docs", "erase"));
        Http auditor = stage.auditor();

        for (String query : List.of(
                "?effect=deny&agent=" + agent.id(),
                "?effect=deny&tool=erase&reason=denied_by_policy&agent=" + agent.id(),
                "?tool=erase&server=docs&agent=" + agent.id())) {
            assertEquals(List.of(denied.decisionId().orElseThrow()), ids(read(auditor, query)), query);
        }
        assertTrue(
                ids(read(auditor, "?effect=deny")).contains(denied.decisionId().orElseThrow()));
        assertTrue(
                ids(read(auditor, "?tool=erase")).contains(denied.decisionId().orElseThrow()));

        Answer one = auditor.get(RECORDS + "/" + denied.decisionId().orElseThrow());
        assertEquals(200, one.status(), one::toString);
        assertEquals("erase", one.json().get("tool").asText());
        assertEquals(64, one.json().get("hash").asText().length());
        assertFalse(one.json().has("g1p"), "keys of indexes are no part of a record");
        assertEquals(404, auditor.get(RECORDS + "/nobody-7").status());
    }

    @Test
    void findsASessionByTheIdThatTheHookKnows() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        Http asAgent = stage.anonymous().withKey(agent.key());
        asAgent.evaluation(Question.call(agent.id(), "docs", "read", "{\"session_id\":\"s-1\"}"));
        Answer second = asAgent.evaluation(Question.call(agent.id(), "docs", "read", "{\"session_id\":\"s-2\"}"));

        assertEquals(
                List.of(second.decisionId().orElseThrow()),
                ids(read(stage.auditor(), "?agent=" + agent.id() + "&session=s-2")));
    }

    @Test
    void findsASessionAndATraceWithoutTheirAgent() throws Exception {
        String session = "s-" + System.nanoTime();
        var written = new ArrayList<String>();
        for (NewAgent agent : List.of(stage.newAgent("reader"), stage.newAgent("reader"))) {
            Http asAgent = stage.anonymous().withKey(agent.key());
            for (int i = 0; i < 3; i++) {
                String context = "{\"session_id\":\"%s\",\"trace_id\":\"%s\"}".formatted(session, session);
                Answer answer = asAgent.evaluation(Question.call(agent.id(), "docs", "read", context));
                written.addFirst(answer.decisionId().orElseThrow());
            }
        }

        Http auditor = stage.auditor();
        assertEquals(written, ids(read(auditor, "?session=" + session)));
        assertEquals(written, ids(read(auditor, "?trace=" + session)));
        assertEquals(List.of(), ids(read(auditor, "?session=other-" + session)));
    }

    @Test
    void givesLinesAndTablesToWhoeverWantsThem() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        List<String> written = decisions(agent, 3);
        String key = stage.newKey(AccessKey.Role.AUDITOR, List.of("*"), List.of("*"));
        String path = RECORDS + "?limit=2&agent=" + agent.id();

        Answer csv = asking(key, path, "text/csv");
        assertEquals(200, csv.status(), csv::toString);
        assertTrue(csv.header("Content-Type").orElse("").startsWith("text/csv"), csv::toString);
        assertEquals("accept", csv.header("Vary").orElse("").toLowerCase(Locale.ROOT));
        assertTrue(csv.text().lines().skip(1).findFirst().orElse("").startsWith(written.getLast()), csv::text);
        String next = csv.header("Tollgate-Next-Cursor").orElseThrow();
        Answer lines = asking(key, path + "&cursor=" + next, "application/jsonl;q=0.9, text/html");
        assertEquals(1, lines.text().lines().count());
        assertTrue(lines.text().contains("\"record\":{"), lines::text);
        assertTrue(lines.text().contains(written.getFirst()), lines::text);

        Answer refused = asking(key, path, "text/html");
        assertEquals(406, refused.status());
        assertTrue(refused.text().contains("text/csv"), refused::text);
    }

    /** Each record of the period once, whatever is written meanwhile. */
    @Test
    void pagesStayWhatTheyAreWhileRecordsArrive() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        List<String> written = decisions(agent, 25);
        Http auditor = stage.auditor();
        String to = Instant.now().toString();
        var isOver = new AtomicBoolean();
        var found = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                threads.submit(() -> {
                    while (!isOver.get()) {
                        decisions(agent, 1);
                    }
                    return null;
                });
            }
            String cursor = "";
            do {
                JsonNode page = read(auditor, "?agent=" + agent.id() + "&limit=2&to=" + to + "&cursor=" + cursor);
                found.addAll(ids(page));
                cursor = page.get("next_cursor").asText();
            } while (!cursor.isEmpty());
            isOver.set(true);
        }

        Collections.reverse(written);
        assertEquals(written, found);
    }

    @Test
    void whoAsksForARecordThatIsNotThereIsRecordedToo() throws Exception {
        Http auditor = stage.auditor();
        assertEquals(404, auditor.get(RECORDS + "/nobody-7").status());

        JsonNode reads = read(auditor, "?kind=read");
        boolean isThere = false;
        for (JsonNode record : reads.get("records")) {
            isThere |= record.path("act").asText().equals("audit.show")
                    && record.path("results").asInt() == 0
                    && record.path("record").asText().startsWith("p.");
        }
        assertTrue(isThere, reads::toString);
    }

    @Test
    void refusesEveryOtherRoleAndRecordsThat() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        Http asAgent = stage.anonymous().withKey(agent.key());
        for (Http other : List.of(stage.enforcer(), asAgent)) {
            assertEquals(403, other.get(RECORDS + "?agent=" + agent.id()).status());
        }
        assertEquals(
                401, stage.anonymous().get(RECORDS + "?agent=" + agent.id()).status());

        JsonNode refusals = read(stage.auditor(), "?kind=security");
        String key = IdentityIT.keyIdOf(agent.key());
        var events = new ArrayList<String>();
        refusals.get("records").forEach(record -> {
            if (record.at("/caller/key").asText().equals(key)) {
                events.add(record.get("event").asText());
            }
        });
        assertEquals(List.of("audit_refused"), events);
    }

    @Test
    void refusesACursorThatWasAlteredOrIsOfAnotherSearch() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        decisions(agent, 3);
        Http auditor = stage.auditor();
        String asked = "?agent=" + agent.id() + "&limit=1";
        String cursor = read(auditor, asked).get("next_cursor").asText();

        assertEquals(200, auditor.get(RECORDS + asked + "&cursor=" + cursor).status());
        char changed = cursor.charAt(70) == 'A' ? 'B' : 'A';
        for (String wrong : List.of(
                asked + "&cursor=" + cursor.substring(0, 70) + changed + cursor.substring(71),
                asked + "&effect=allow&cursor=" + cursor,
                "?agent=e2e-bot&cursor=" + cursor)) {
            Answer refused = auditor.get(RECORDS + wrong);
            assertEquals(400, refused.status(), refused::toString);
            assertTrue(refused.text().contains("'cursor'"), refused::toString);
        }
    }

    @Test
    void saysWhatToGiveInsteadOfSearchingEverything() throws Exception {
        Answer refused = stage.auditor().get(RECORDS + "?server=docs");

        assertEquals(400, refused.status());
        assertTrue(refused.text().contains("Give at least one of: 'agent'; 'tool'"), refused::toString);
    }

    @Test
    void everyReadIsARecordThatNamesNoSecret() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        decisions(agent, 2);
        Http auditor = stage.auditor();
        Answer answer = auditor.get(RECORDS + "?agent=" + agent.id() + "&session=secret-session");
        Json.Obj record = record(answer);

        assertEquals("read", record.text("kind").orElse(""));
        assertEquals("audit.search", record.text("act").orElse(""));
        assertEquals(0L, record.integer("results").orElse(-1L));
        assertEquals(
                agent.id(), record.object("filters").orElseThrow().text("agent").orElse(""));
        assertFalse(record.toString().contains("secret-session"), record::toString);
        assertTrue(ids(read(auditor, "?kind=read"))
                .contains(answer.header("Tollgate-Record-Id").orElseThrow()));
        Await.until(
                "chains that verify",
                Duration.ofSeconds(10),
                () -> stage.audit().findings().isEmpty());
    }

    @Test
    void anAuditorOfOneAgentSeesNoOther() throws Exception {
        NewAgent mine = stage.newAgent("reader");
        NewAgent other = stage.newAgent("reader");
        List<String> ofMine = decisions(mine, 1);
        List<String> ofOther = decisions(other, 1);
        Http auditor =
                stage.anonymous().withKey(stage.newKey(AccessKey.Role.AUDITOR, List.of(mine.id()), List.of("*")));

        assertEquals(ofMine, ids(read(auditor, "?agent=" + mine.id())));
        assertEquals(List.of(), ids(read(auditor, "?agent=" + other.id())));
        assertEquals(403, auditor.get(RECORDS + "/" + ofOther.getFirst()).status());
    }

    @Test
    void theCommandFindsTheSame() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        List<String> written = decisions(agent, 3);
        TollgateProgram tollgate = new TollgateProgram(stage)
                .with(Map.of("TOLLGATE_AUDITOR_KEY", stage.newKey(AccessKey.Role.AUDITOR, List.of("*"), List.of("*"))));

        Result json = tollgate.run("audit", "query", "--agent", agent.id(), "--output", "json");
        assertEquals(0, json.exitCode(), json::toString);
        written.forEach(id -> assertTrue(json.out().contains(id), json::out));
        Result table = tollgate.run("audit", "query", "--agent", agent.id(), "--limit", "2");
        assertTrue(table.out().startsWith("AT"), table::toString);
        assertTrue(table.out().contains("There are others"), table::toString);
        Result csv = tollgate.run("audit", "query", "--agent", agent.id(), "--format", "csv");
        assertEquals(1 + written.size(), csv.out().lines().count(), csv::toString);
        Result lines = tollgate.run("audit", "query", "--agent", agent.id(), "--format", "jsonl", "--limit", "2");
        assertTrue(lines.out().lines().allMatch(line -> line.startsWith("{\"hash\":")), lines::out);
        assertTrue(lines.err().contains("There are others"), lines::toString);
        Result wrong = tollgate.run("audit", "query", "--server", "docs");
        assertEquals(1, wrong.exitCode(), wrong::toString);
        assertTrue(wrong.err().contains("Give at least one of"), wrong::toString);
    }

    private Answer asking(String key, String path, String accept) throws Exception {
        return stage.anonymous()
                .send("GET", path, List.of("Authorization", "Bearer " + key, "Accept", accept), new byte[0]);
    }

    /** @return the ids of the records of so many allowed calls, oldest first */
    private List<String> decisions(NewAgent agent, int count) throws Exception {
        Http http = stage.anonymous().withKey(agent.key());
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            Answer answer = http.evaluation(Question.call(agent.id(), "docs", "read"));
            ids.add(answer.decisionId().orElseThrow(() -> new AssertionError(answer.toString())));
        }
        return ids;
    }

    private static JsonNode read(Http auditor, String query) throws Exception {
        Answer answer = auditor.get(RECORDS + query);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }

    private static List<String> ids(JsonNode page) {
        var ids = new ArrayList<String>();
        page.get("records").forEach(record -> ids.add(record.get("id").asText()));
        return ids;
    }

    private Json.Obj record(Answer answer) {
        return stage.audit()
                .record(answer.header("Tollgate-Record-Id").orElseThrow())
                .orElseThrow();
    }
}
