package dev.tollgate.tests;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.AuditTable;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What stands in the audit table after a decision, and what does not. */
@OnStage
class RecordIT {
    private final Stage stage;

    RecordIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void holdsNoValueThatIsSecretOrPersonal() throws Exception {
        List<String> secrets = List.of(
                "s3cr3t-argument",
                "dora@example.org",
                "secret-session",
                "secret-trace",
                "secret-hook",
                "secret-claim",
                "secret-record",
                "secret-action",
                "secret-type",
                "203.0.113.77");
        String toolCall = Question.call(Stage.AGENT, "docs", "read", """
                {"arguments":{"password":"s3cr3t-argument","s3cr3t-argument":1},"session_id":"secret-session",\
                "trace_id":"secret-trace","hook":"secret-hook\\u0000"}""");
        String other = """
                {"subject":{"type":"user","id":"dora@example.org","properties":{"x":"secret-claim"}},\
                "action":{"name":"secret-action"},"resource":{"type":"secret-type","id":"secret-record"}}""";
        String onBehalf = """
                {"subject":{"type":"identity","id":"dora@example.org"},"action":{"name":"tools/call"},\
                "resource":{"type":"tool","id":"secret-record","properties":{"server":"docs"}},\
                "context":{"agent":"%s"}}""".formatted(Stage.AGENT);
        for (String question : List.of(toolCall, other, onBehalf)) {
            Answer answer = stage.enforcer().post("/access/v1/evaluation", question, "X-Forwarded-For", "203.0.113.77");
            assertEquals(200, answer.status(), answer::toString);
            String record = text(answer);
            secrets.forEach(secret -> assertFalse(record.contains(secret), () -> secret + " in " + record));
            assertFalse(record.contains(stage.enforcerKey().substring(20)), "no key");
            assertFalse(record.contains("127.0.0.1"), "no address");
            assertFalse(record.contains("\"dora\""), "the owner is a pseudonym");
            assertTrue(record.length() < 1_200, () -> record.length() + " signs: " + record);
        }
    }

    @Test
    void oneLineOfTheLogLeadsFromTheAnswerToTheRecordAndItsTrace() throws Exception {
        String called = "5f0c1e8e-51f7-4f9e-8d4d-0a3f0c5f7f11";
        Answer answer = stage.enforcer()
                .post(
                        "/access/v1/evaluation",
                        Question.call(Stage.AGENT, "docs", "read"),
                        "X-Request-ID",
                        called,
                        "traceparent",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        String request = answer.header("Apigw-Requestid").orElseThrow();
        String ids = "\"request\":\"%s\",\"called\":\"%s\",\"decision\":\"%s\",\"trace\":\"%s\"}"
                .formatted(
                        request,
                        called,
                        answer.header("Tollgate-Decision-Id").orElseThrow(),
                        "4bf92f3577b34da6a3ce929d0e0e4736");
        Await.until(
                "the line of the log",
                Duration.ofSeconds(5),
                () -> stage.local()
                        .log()
                        .lines()
                        .anyMatch(line ->
                                line.contains("\"message\":\"answered with status 200\"") && line.endsWith(ids)));
    }

    @Test
    void saysWhoAskedWhatAndWhatCameOut() throws Exception {
        Answer answer = stage.agent().evaluation(Question.call(Stage.AGENT, "docs", "erase"));
        Json.Obj record = record(answer);
        assertEquals("decision", record.text("kind").orElse(""));
        assertEquals(Stage.AGENT, record.text("agent").orElse(""));
        assertEquals("docs", record.text("server").orElse(""));
        assertEquals("erase", record.text("tool").orElse(""));
        assertEquals("tools/call", record.text("action").orElse(""));
        assertEquals("deny", record.text("effect").orElse(""));
        assertEquals("denied_by_policy", record.text("reason").orElse(""));
        assertEquals("no-erasing", record.text("policy").orElse(""));
        assertEquals("never", record.text("rule").orElse(""));
        assertEquals(
                answer.json().at("/context/bundle").asText(),
                record.text("bundle").orElse("none"));
        assertEquals(
                IdentityIT.keyIdOf(stage.agentKey()),
                record.object("caller").orElseThrow().text("key").orElse(""));
    }

    @Test
    void givesTheSameDigestToTheSameArgumentsOnly() throws Exception {
        assertEquals(digest("{\"a\":1,\"b\":[true]}"), digest("{ \"b\" : [ true ], \"a\" : 1 }"));
        assertFalse(digest("{\"a\":1}").equals(digest("{\"a\":1.0}")));
        assertFalse(digest("{\"a\":1}").equals(digest("{\"a\":\"1\"}")));
    }

    private String digest(String arguments) throws Exception {
        String context = "{\"arguments\":" + arguments + "}";
        return record(stage.agent().evaluation(Question.call(Stage.AGENT, "docs", "read", context)))
                .text("args")
                .orElseThrow();
    }

    @Test
    void writesABatchInOrderUnderOneName() throws Exception {
        AuditTable audit = stage.administered().audit();
        String items = String.join(
                ",",
                Question.call(Stage.AGENT, "docs", "read"),
                "{}",
                Question.call(Stage.AGENT, "docs", "erase"),
                Question.call(Stage.AGENT, "docs", "read"));
        Answer answer = stage.agent().evaluations("{\"evaluations\":[" + items + "]}");
        String first = answer.decisionId().orElseThrow();
        int dash = first.lastIndexOf('-');
        long seq = Long.parseLong(first.substring(dash + 1));
        List<String> expected = List.of("0 allow", "2 deny", "3 allow");
        for (int i = 0; i < expected.size(); i++) {
            Json.Obj record =
                    audit.record(first.substring(0, dash) + "-" + (seq + i)).orElseThrow();
            assertEquals(
                    expected.get(i),
                    record.integer("item").orElse(-1L) + " "
                            + record.text("effect").orElse(""));
        }
    }

    /** A hundred writes in one transaction take DynamoDB Local so long on a busy machine that the first may be a no. */
    @Test
    void writesAFullBatch() throws Exception {
        String item = Question.call(Stage.AGENT, "docs", "read");
        String batch = "{\"evaluations\":[" + (item + ",").repeat(99) + item + "]}";
        var ids = new ArrayList<String>();
        Await.until("a full batch that is recorded", Duration.ofSeconds(20), () -> {
            Answer answer = stage.agent().evaluations(batch);
            assertEquals(100, answer.json().get("evaluations").size(), answer::toString);
            assertEquals(
                    answer.decisionId().isPresent(),
                    answer.json().at("/evaluations/99/decision").booleanValue());
            answer.decisionId().ifPresent(ids::add);
            return !ids.isEmpty();
        });
        String first = ids.getFirst();
        int dash = first.lastIndexOf('-');
        String last = first.substring(0, dash) + "-" + (Long.parseLong(first.substring(dash + 1)) + 99);
        assertEquals(
                99L,
                stage.administered()
                        .audit()
                        .record(last)
                        .orElseThrow()
                        .integer("item")
                        .orElse(-1L));
    }

    private Json.Obj record(Answer answer) {
        return stage.administered()
                .audit()
                .record(answer.decisionId().orElseThrow())
                .orElseThrow();
    }

    private String text(Answer answer) {
        return JsonText.write(record(answer));
    }
}
