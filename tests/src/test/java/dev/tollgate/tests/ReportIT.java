package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Redaction;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Reports of what really happened, over HTTP and by command, and their figures against a script that shares no code. */
@OnStage(bundle = "reports")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportIT {
    private static final List<String> REPORTS =
            List.of("access", "violations", "trail", "agents", "data", "changes", "coverage");
    private static final String CONTEXT =
            "{\"supported_obligations\":[\"redact\"],\"session_id\":\"s-1\",\"trace_id\":\"t-1\"}";
    private static final String LETTER = "{\"to\":\"alice@example.com\",\"iban\":\"DE89 3704 0044 0532 0130 00\"}";

    private final LocalStage stage;
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private NewAgent clerk;
    private NewAgent crawler;
    private String auditorKey;

    ReportIT(Stage stage) {
        this.stage = stage.local();
    }

    @BeforeAll
    void makesTraffic() throws Exception {
        stage.warmUp();
        Await.until(
                "an answer of a new redaction function",
                Duration.ofSeconds(30),
                () -> unmatched().equals("redacted"));
        clerk = stage.newAgentOf("alice", "reader");
        crawler = stage.newAgent("reader");
        auditorKey = stage.newKey(AccessKey.Role.AUDITOR, List.of("*"), List.of("*"));
        for (int i = 0; i < 6; i++) {
            String decision = allowed(clerk, "read");
            if (i < 4) {
                answer(clerk, decision, i % 2 == 0 ? LETTER : "{\"page\":" + i + "}");
            }
        }
        for (int i = 0; i < 5; i++) {
            ask(crawler, "write");
            ask(crawler, "erase");
        }
        for (int i = 0; i < 3; i++) {
            answer(crawler, allowed(crawler, "list"), "[1,2,3]");
        }
        ask(clerk, "nothing-known");
        Http.to(stage.url()).withKey(clerk.key()).get("/v1/audit/records?agent=" + clerk.id());
        observes(allowed(clerk, "read"));
        run("agent", "suspend", crawler.id());
        run("posture", "set", "read_only", "--server", "docs", "--reason", "test");
        seal();
    }

    /** The server's own log: a call that was allowed, and two that were not. */
    private void observes(String decision) throws Exception {
        String at = Instant.now().toString();
        String call = "{\"server\":\"docs\",\"tool\":\"read\",\"at\":\"" + at + "\",\"decision_id\":\"%s\"}%n";
        String past = "{\"server\":\"docs\",\"tool\":\"erase\",\"at\":\"" + at + "\",\"session\":\"secret-session\"}%n";
        Path log = Repository.scratch("observed").resolve("docs.jsonl");
        Files.writeString(log, (call + call + past).formatted(decision, "nobody-1"));
        for (int i = 0; i < 2; i++) {
            Result done = tollgate().run("audit", "observe", log.toString(), "--source", "docs-log");
            assertEquals(0, done.exitCode(), done::toString);
            assertTrue(done.toString().contains("3 calls of docs-log are recorded"), done::toString);
        }
    }

    /** An answer of a call that nobody asked about. */
    private String unmatched() throws Exception {
        Answer answer = Redaction.send(stage.enforcer(), "{\"outcome\":{\"status\":\"ok\"},\"result\":" + LETTER + "}");
        return answer.status() == 200 ? answer.json().get("action").asText() : "";
    }

    private void run(String... arguments) throws Exception {
        Result done = tollgate().run(arguments);
        assertEquals(0, done.exitCode(), done::toString);
    }

    private void seal() throws Exception {
        Instant end = Instant.now();
        Await.until("a checkpoint of all that was done", Duration.ofSeconds(60), () -> {
            stage.runSchedule();
            String sealed = report("access", "").at("/checkpoints/sealed_until").asText();
            return !sealed.isEmpty() && Instant.parse(sealed).isAfter(end);
        });
    }

    @Test
    void everyFigureIsWhatAScriptWithoutOurCodeFindsInTheExport() throws Exception {
        Path folder = Repository.scratch("reports");
        var command = new ArrayList<>(List.of(
                "python3",
                Repository.root().resolve("tests/reports/recompute.py").toString(),
                folder.resolve("records.jsonl").toString()));
        for (String report : REPORTS) {
            Path file = folder.resolve(report + ".json");
            var arguments = new ArrayList<>(
                    List.of("report", report, "--from", begin.toString(), "--to", end(), "--tz", "Asia/Kathmandu"));
            if (report.equals("trail")) {
                arguments.addAll(List.of("--agent", clerk.id()));
            }
            arguments.addAll(List.of("--out", file.toString()));
            Result made = tollgate().run(arguments.toArray(String[]::new));
            assertEquals(0, made.exitCode(), made::toString);
            command.add(file.toString());
        }
        Result exported = tollgate()
                .run(
                        "audit",
                        "export",
                        "--from",
                        begin.toString(),
                        "--format",
                        "jsonl",
                        "--out",
                        folder.resolve("records.jsonl").toString());
        assertEquals(0, exported.exitCode(), exported::toString);

        Process script = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, script.waitFor(), said);
        for (String report : REPORTS) {
            assertTrue(said.contains(report + ": "), said);
        }
    }

    @Test
    void saysWhatWasSealedAndWhichQueryHasTheRecordsOfAFigure() throws Exception {
        JsonNode report = report("violations", "");
        long last = report.at("/checkpoints/last").asLong(-1);
        assertTrue(report.at("/checkpoints/first").asLong(-1) >= 0, report::toString);
        assertTrue(last >= report.at("/checkpoints/first").asLong());
        assertTrue(last <= report.at("/checkpoints/counted_through").asLong(-1));
        assertTrue(report.at("/checkpoints/not_sealed/from").asText().startsWith("20"), report::toString);
        JsonNode erased = row(report, "refusals", "tool", "erase");
        assertEquals(5, erased.get("count").asInt(), erased::toString);

        String query = erased.at("/source/queries/0").asText();
        assertFalse(erased.get("source").has("note"), "the query gives exactly these records");
        Answer records = auditor().get(query);
        assertEquals(5, records.json().get("records").size(), records::toString);
        assertTrue(report.get("controls").size() >= 2);
    }

    @Test
    void showsWhoReceivedWhatAndWhatDidNotComeBack() throws Exception {
        JsonNode data = report("data", "");
        JsonNode received = row(data, "received", "agent", clerk.id());
        assertEquals("personal_data", received.get("label").asText());
        assertEquals(2, received.get("answers").asInt(), received::toString);
        assertEquals(7, row(data, "declared", "label", "sensitive").get("allow").asInt());

        JsonNode coverage = report("coverage", "");
        var listed = new TreeSet<String>();
        section(coverage, "without_outcome")
                .get("rows")
                .forEach(row -> listed.add(row.get("tool").asText()));
        assertEquals(new TreeSet<>(List.of("read", "write")), listed);
        assertTrue(coverage.get("notes").get(0).asText().contains("cannot be seen"), coverage::toString);
    }

    @Test
    void aCallThatWentPastIsSeenWhereTheServersOwnLogWasHandedIn() throws Exception {
        JsonNode coverage = report("coverage", "");
        assertEquals(3, figure(coverage, "observed"), "handed in twice, recorded once");
        assertEquals(2, figure(coverage, "observed_named"));
        assertEquals(1, figure(coverage, "observed_beyond"));
        assertEquals(1, row(coverage, "observed", "tool", "erase").get("beyond").asInt());
        JsonNode unmatched = section(coverage, "observed_unmatched").get("rows");
        assertEquals(1, unmatched.size(), coverage::toString);
        assertEquals("nobody-1", unmatched.get(0).get("decision").asText());

        Answer records = auditor().get("/v1/audit/records?kind=observed&tool=erase");
        assertEquals(1, records.json().get("records").size(), records::toString);
        assertFalse(records.text().contains("secret-session"), records::text);
        Result asked = tollgate().run("audit", "query", "--kind", "observed", "--tool", "erase");
        assertTrue(asked.toString().contains("docs/erase"), asked::toString);
    }

    @Test
    void aBatchOverHttpIsRecordedOnceAndOnlyFromAnEnforcer() throws Exception {
        // Of another hour than the period of the reports, so that their figures stay.
        String call = "{\"server\":\"docs\",\"tool\":\"read\",\"at\":\"" + begin.minus(2, ChronoUnit.HOURS) + "\"}";
        String batch = "{\"source\":\"gateway\",\"batch\":\"b-1\",\"calls\":[" + call + "]}";
        Answer first = stage.enforcer().post("/v1/audit/observed", batch);
        assertEquals(1, json(first).get("received").asInt());
        assertEquals(
                first.text(), stage.enforcer().post("/v1/audit/observed", batch).text());
        String other = batch.replace(call, call + "," + call);
        assertEquals(409, stage.enforcer().post("/v1/audit/observed", other).status());
        assertEquals(
                403,
                stage.anonymous()
                        .withKey(clerk.key())
                        .post("/v1/audit/observed", batch)
                        .status());
        assertEquals(403, auditor().post("/v1/audit/observed", batch).status());
        assertEquals(
                400,
                stage.enforcer()
                        .post("/v1/audit/observed", "{\"source\":\"A b\"}")
                        .status());
    }

    @Test
    void aTrailIsOfASessionToo() throws Exception {
        JsonNode trail = report("trail", "&session=s-1");
        JsonNode steps = section(trail, "steps").get("rows");
        assertEquals("read", steps.get(0).get("tool").asText());
        var times = new ArrayList<String>();
        steps.forEach(step -> times.add(step.get("at").asText()));
        assertEquals(times.stream().sorted().toList(), times);
        assertTrue(steps.size() >= 10, trail::toString);
        Answer without = auditor().get("/v1/reports/trail");
        assertEquals(400, without.status());
        assertTrue(without.text().contains("'agent': expected an agent's id"), without::toString);
    }

    @Test
    void aKeyOfOneAgentGetsFiguresOfThatOneAndIsToldSo() throws Exception {
        String key = stage.newKey(AccessKey.Role.AUDITOR, List.of(crawler.id()), List.of("*"));
        JsonNode report = json(stage.anonymous().withKey(key).get(path("access", "")));
        assertTrue(report.at("/scope/limited").asBoolean());
        assertEquals(1, figure(report, "agents"));
        assertEquals(13, figure(report, "decisions"));
        JsonNode agents = json(stage.anonymous().withKey(key).get(path("agents", "")));
        assertEquals(1, section(agents, "agents").get("rows").size());
        JsonNode trail = json(stage.anonymous().withKey(key).get(path("trail", "&agent=" + clerk.id())));
        assertEquals(0, section(trail, "steps").get("rows").size());
        Answer html = stage.anonymous().withKey(key).get(path("access", "&format=html"));
        assertTrue(html.text().contains("This report is not about everything."), html::text);
    }

    @Test
    void thePageNeedsNothingElseAndNoBrowserTakesItForMore() throws Exception {
        for (String report : REPORTS) {
            Answer page = auditor()
                    .get(path(report, "&format=html" + (report.equals("trail") ? "&agent=" + clerk.id() : "")));
            assertEquals(200, page.status(), page::toString);
            assertEquals("text/html; charset=utf-8", page.header("Content-Type").orElse(""));
            assertEquals("nosniff", page.header("X-Content-Type-Options").orElse(""));
            String policy = page.header("Content-Security-Policy").orElse("");
            assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
            String html = page.text();
            assertTrue(html.startsWith("<!doctype html>\n<html lang=\"en\">"), html);
            for (String other : List.of("<script", "http://", "https://", " on", "<img", "url(http")) {
                assertFalse(
                        html.replace(" on ", " ")
                                .replace(" once", " ")
                                .replace(" only", " ")
                                .replace(" one", " ")
                                .contains(other),
                        report + " has " + other);
            }
        }
        Answer csv = auditor().get(path("access", "&format=csv"));
        assertTrue(csv.text().contains("\r\nuses,agent,server,tool,allow,throttle,deny,source\r\n"), csv::text);
    }

    @Test
    void isForAuditorsOnlyAndEachReportIsARecord() throws Exception {
        assertEquals(403, stage.enforcer().get("/v1/reports/access").status());
        assertEquals(401, stage.anonymous().get("/v1/reports/access").status());
        assertEquals(404, auditor().get("/v1/reports/everything").status());
        for (String wrong :
                List.of("?from=yesterday", "?tz=Mars", "?format=pdf", "?agent=x", "?from=2026-01-01&to=2026-03-01")) {
            Answer refused = auditor().get("/v1/reports/access" + wrong);
            assertEquals(400, refused.status(), refused::toString);
        }
        Answer made = auditor().get(path("trail", "&session=secret-session"));
        var record = stage.audit()
                .record(made.header("Tollgate-Record-Id").orElseThrow())
                .orElseThrow();
        assertEquals("report.trail", record.text("act").orElse(""));
        assertFalse(record.toString().contains("secret-session"), record::toString);
    }

    private String allowed(NewAgent agent, String tool) throws Exception {
        Answer answer = ask(agent, tool);
        assertTrue(answer.decision(), answer::toString);
        return answer.decisionId().orElseThrow();
    }

    private Answer ask(NewAgent agent, String tool) throws Exception {
        return stage.anonymous().withKey(agent.key()).evaluation(Question.call(agent.id(), "docs", tool, CONTEXT));
    }

    private void answer(NewAgent agent, String decision, String result) throws Exception {
        Answer answer = Redaction.send(stage.anonymous().withKey(agent.key()), Redaction.of(decision, result));
        assertEquals(200, answer.status(), answer::toString);
    }

    private TollgateProgram tollgate() {
        return new TollgateProgram(stage).with(Map.of("TOLLGATE_AUDITOR_KEY", auditorKey));
    }

    private Http auditor() {
        return stage.anonymous().withKey(auditorKey);
    }

    private JsonNode report(String name, String more) throws Exception {
        return json(auditor().get(path(name, more)));
    }

    private String path(String name, String more) {
        return "/v1/reports/" + name + "?from=" + begin + "&to=" + end() + more;
    }

    private String end() {
        return begin.plus(1, ChronoUnit.HOURS).toString();
    }

    private static JsonNode json(Answer answer) throws Exception {
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }

    private static JsonNode section(JsonNode report, String id) {
        for (JsonNode section : report.get("sections")) {
            if (section.get("id").asText().equals(id)) {
                return section;
            }
        }
        throw new AssertionError("there is no section " + id + " in " + report);
    }

    private static JsonNode row(JsonNode report, String section, String column, String text) {
        for (JsonNode row : section(report, section).get("rows")) {
            if (row.get(column).asText().equals(text)) {
                return row;
            }
        }
        throw new AssertionError("there is no row with " + column + " " + text + " in " + report);
    }

    private static long figure(JsonNode report, String id) {
        for (JsonNode figure : section(report, "totals").get("figures")) {
            if (figure.get("id").asText().equals(id)) {
                return figure.get("value").asLong();
            }
        }
        throw new AssertionError("there is no figure " + id + " in " + report);
    }
}
