package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Redaction;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Answers of allowed calls, handed through the packaged redaction function. */
@OnStage(bundle = "redaction")
class RedactIT {
    private static final String CARD = "4111 1111 1111 1111";
    private static final String MAIL = "alice@example.com";
    private static final String TOOL_RESULT = """
            {"content":[{"type":"text","text":"Card %s of %s"}],"structuredContent":{"mail":"%s","n":1},"isError":false}""".formatted(CARD, MAIL, MAIL);

    private final Stage stage;

    RedactIT(Stage stage) {
        this.stage = stage;
    }

    @AfterEach
    void allChainsVerify() {
        assertEquals(List.of(), stage.administered().audit().findings());
    }

    @Test
    void anAllowedCallsAnswerIsRedactedAndItsOutcomeRecorded() throws Exception {
        String decision = Redaction.allowed(stage.agent(), Stage.AGENT, "read");
        Answer answer = Redaction.send(stage.agent(), Redaction.of(decision, TOOL_RESULT));

        assertEquals(200, answer.status(), answer::toString);
        JsonNode json = answer.json();
        assertEquals("redacted", json.path("action").asText(), answer::toString);
        String text = json.at("/result/content/0/text").asText();
        String mail = json.at("/result/structuredContent/mail").asText();
        assertEquals("Card **** **** **** 1111 of " + mail, text);
        assertTrue(mail.startsWith("[EMAIL_ADDRESS:k1:"), mail);
        assertFalse(json.at("/result/isError").booleanValue());
        assertEquals("[\"personal_data\"]", json.path("labels").toString());
        assertEquals(
                answer.header("Tollgate-Record-Id").orElseThrow(),
                json.path("record_id").asText());

        Json.Obj record = record(answer);
        Json.Obj decided = stage.administered().audit().record(decision).orElseThrow();
        assertEquals("redaction", record.text("kind").orElse(""));
        assertEquals(decision, record.text("decision").orElse(""));
        for (String same : List.of("agent", "owner", "server", "tool", "action")) {
            assertEquals(decided.text(same), record.text(same), same);
        }
        assertEquals("ok", record.object("outcome").orElseThrow().text("status").orElse(""));
        assertEquals(
                7L,
                record.object("outcome").orElseThrow().integer("duration_ms").orElse(0L));
        assertEquals(List.of("gdpr", "secrets"), record.texts("profiles"));
        assertHoldsNothing(record);
    }

    @Test
    void theProfileIsTheDecisionsNotTheCallers() throws Exception {
        String letter = "{\"to\":\"" + MAIL + "\",\"iban\":\"DE89 3704 0044 0532 0130 00\"}";
        Answer letters = redacted("letters", letter);
        assertEquals(1, letters.json().path("result").size(), letters::toString);
        assertTrue(letters.json().at("/result/to").asText().startsWith("*"), letters::toString);
        assertEquals(letter, redacted("plain", letter).json().path("result").toString());
        Answer list = redacted("list", "[1,2,3]");
        assertEquals("[1,2]", list.json().path("result").toString());
        assertEquals("truncated", list.json().path("action").asText());
    }

    private Answer redacted(String tool, String result) throws Exception {
        String decision = Redaction.allowed(stage.agent(), Stage.AGENT, tool);
        return Redaction.send(stage.agent(), Redaction.of(decision, result));
    }

    @Test
    void plainTextAndAnyJsonAreAnswersToo() throws Exception {
        for (String result :
                List.of("\"mail " + MAIL + "\"", "{\"text\":\"mail " + MAIL + "\"}", "[[\"" + MAIL + "\"]]")) {
            Answer answer = redacted("read", result);
            assertEquals("redacted", answer.json().path("action").asText(), answer::toString);
            assertFalse(answer.text().contains("alice"), answer::toString);
        }
        Answer none = redacted("read", "null");
        assertEquals("passed", none.json().path("action").asText(), none::toString);
    }

    @Test
    void withoutADecisionTheStrictestProfileApplies() throws Exception {
        String body = "{\"outcome\":{\"status\":\"ok\"},\"result\":" + TOOL_RESULT + "}";
        Answer answer = Redaction.send(stage.enforcer(), body);

        assertTrue(
                answer.json().at("/result/content/0/text").asText().endsWith("of [EMAIL_ADDRESS]"), answer::toString);
        assertEquals("no_decision", record(answer).text("unmatched").orElse(""));
        assertHoldsNothing(record(answer));
    }

    @Test
    void aDecisionThatIsNoAllowOrNotThereCountsForNothing() throws Exception {
        Answer denied = stage.agent().evaluation(Question.call(Stage.AGENT, "docs", "nothing-known"));
        for (String id : List.of(denied.decisionId().orElseThrow(), "06h0nkijq2fgj4li4geuv879ag-7", "x")) {
            Answer answer = Redaction.send(stage.agent(), Redaction.of(id, TOOL_RESULT));
            assertTrue(answer.text().contains("[EMAIL_ADDRESS]"), answer::toString);
            assertTrue(record(answer).text("unmatched").isPresent());
        }
    }

    @Test
    void aDecisionOfSomebodyElseCountsForNothingAndIsNoted() throws Exception {
        String decision = Redaction.allowed(stage.agent(), Stage.AGENT, "plain");
        NewAgent other = stage.administered().newAgent("clerk");
        Http http = stage.anonymous().withKey(other.key());
        Answer answer = Redaction.send(http, Redaction.of(decision, TOOL_RESULT));

        assertFalse(answer.text().contains(MAIL), answer::toString);
        Json.Obj record = record(answer);
        assertEquals("foreign", record.text("unmatched").orElse(""));
        assertTrue(stage.administered().audit().records().values().stream()
                .anyMatch(each -> each.text("event").orElse("").equals("foreign_decision")));
        Answer own = Redaction.send(stage.agent(), Redaction.of(decision, "1"));
        assertEquals(decision, record(own).text("decision").orElse(""));
    }

    @Test
    void aSecondOutcomeIsRefusedAndTheSameOneIsToldAgain() throws Exception {
        String decision = Redaction.allowed(stage.agent(), Stage.AGENT, "read");
        Answer first = Redaction.send(stage.agent(), Redaction.of(decision, TOOL_RESULT));
        Answer again = Redaction.send(stage.agent(), Redaction.of(decision, TOOL_RESULT));

        assertEquals(first.json().path("result"), again.json().path("result"));
        assertEquals(
                first.header("Tollgate-Record-Id").orElseThrow(),
                record(again).text("repeats").orElse(""));
        Answer second = Redaction.send(stage.agent(), Redaction.of(decision, "\"another\""));
        assertEquals(409, second.status(), second::toString);
        assertEquals("conflict", second.json().at("/error/code").asText());
    }

    @Test
    void ofOutcomesAtTheSameTimeOneIsTaken() throws Exception {
        String decision = Redaction.allowed(stage.agent(), Stage.AGENT, "read");
        Redaction.send(stage.agent(), "{\"outcome\":{\"status\":\"ok\"},\"result\":1}");
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 6; i++) {
            String body = Redaction.of(decision, "\"outcome " + i + "\"");
            calls.add(() -> Redaction.send(stage.agent(), body));
        }
        int taken = 0;
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            for (var each : threads.invokeAll(calls)) {
                Answer answer = each.get();
                boolean isTaken = answer.status() == 200 && !answer.text().contains("blocked");
                taken += isTaken ? 1 : 0;
                assertTrue(isTaken || answer.status() == 409 || answer.text().contains("blocked"), answer::toString);
            }
        }
        assertEquals(1, taken);
    }

    @Test
    void anItemOfABatchHasAnOutcomeOfItsOwn() throws Exception {
        String context = "{\"supported_obligations\":[\"redact\"]}";
        String items = Question.call(Stage.AGENT, "docs", "read", context) + ",{},"
                + Question.call(Stage.AGENT, "docs", "plain", context);
        Answer batch = stage.agent().evaluations("{\"evaluations\":[" + items + "]}");
        String id = batch.decisionId().orElseThrow();
        Answer read = Redaction.send(stage.agent(), Redaction.of(id + ".0", "\"" + MAIL + "\""));
        Answer plain = Redaction.send(stage.agent(), Redaction.of(id + ".2", "\"" + MAIL + "\""));

        assertTrue(read.json().path("result").asText().startsWith("[EMAIL_ADDRESS:"), read::toString);
        assertEquals(MAIL, plain.json().path("result").asText(), plain::toString);
        assertEquals("plain", record(plain).text("tool").orElse(""));
    }

    @Test
    void enforcersAreToldWhereThingsWere() throws Exception {
        String body = Redaction.of(Redaction.allowed(stage.enforcer(), Stage.AGENT, "read"), TOOL_RESULT)
                .replaceFirst("\\{", "{\"context\":{\"explain\":\"full\"},");
        JsonNode places = Redaction.send(stage.enforcer(), body).json().path("places");

        assertEquals(3, places.size(), places::toString);
        for (JsonNode place : places) {
            assertTrue(place.path("pointer").asText().startsWith("/"), place::toString);
            assertTrue(place.path("from").asInt() < place.path("to").asInt(), place::toString);
        }
    }

    @Test
    void nothingOfAnAnswerIsLoggedOrRecorded() throws Exception {
        String name = "zoltan.kaldor";
        for (String result : List.of(
                "\"" + name + "@example.com\"",
                "{\"" + name + "@example.com\":1}",
                "[".repeat(513) + "\"" + name + "\"" + "]".repeat(513),
                "{\"" + name + "\":")) {
            redacted("read", result);
            Redaction.send(stage.enforcer(), "{\"outcome\":{\"status\":\"error\"},\"result\":" + result + "}");
        }
        Redaction.send(stage.enforcer(), Redaction.of(name, "1"));

        assertFalse(stage.local().log().contains(name));
        stage.administered()
                .audit()
                .records()
                .values()
                .forEach(record -> assertFalse(JsonText.write(record).contains(name)));
    }

    private Json.Obj record(Answer answer) {
        String id = answer.header("Tollgate-Record-Id").orElseThrow(() -> new AssertionError(answer.toString()));
        return stage.administered().audit().record(id).orElseThrow();
    }

    private void assertHoldsNothing(Json.Obj record) {
        String text = JsonText.write(record);
        for (String secret :
                List.of("alice", "4111", "1111", "127.0.0.1", stage.agentKey().substring(20))) {
            assertFalse(text.contains(secret), () -> secret + " in " + text);
        }
        assertTrue(text.length() < 1_500, () -> text.length() + " signs: " + text);
    }
}
