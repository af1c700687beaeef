package dev.tollgate.proxy.govern;

import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import dev.tollgate.proxy.govern.Governance.Refusal;
import dev.tollgate.proxy.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What becomes of a call between a client and a server. */
class ConversationTest extends ConversationBed {
    @Test
    void anAllowedCallReachesTheServerByteForByteAndItsOutcomeIsReported() throws Exception {
        String call =
                "{\"params\" : {\"name\":\"read\",\"arguments\":{\"n\":1.0e1 , \"s\":\"\\u0041\"}},\"method\":\"tools/call\",\"jsonrpc\":\"2.0\",\"id\":5}";
        says(call);

        assertTrue(
                client.answer(5).object("result").orElseThrow().items("content").size() == 1);
        assertTrue(server.heard.stream().anyMatch(message -> text(message).equals(call)));
        Json.Obj asked = fake.bodies(EVALUATION).getFirst();
        Json.Obj context = asked.object("context").orElseThrow();
        assertEquals(Optional.of("session-1"), context.text("session_id"));
        assertEquals(
                "{\"n\":1.0e1,\"s\":\"A\"}",
                JsonText.write(context.get("arguments").orElseThrow()));
        assertTrue(asked.object("resource")
                .orElseThrow()
                .object("properties")
                .orElseThrow()
                .text("definition_digest")
                .orElseThrow()
                .startsWith("sha256:"));
        Json.Obj reported = fake.bodies(REDACT).getFirst();
        assertEquals(Optional.of("w-1"), reported.text("decision_id"));
        assertEquals(Optional.of("ok"), reported.object("outcome").flatMap(outcome -> outcome.text("status")));
    }

    @Test
    void aDeniedCallNeverReachesTheServer() throws Exception {
        says(call(1, "erase"));

        Json.Obj result = client.answer(1).object("result").orElseThrow();
        assertEquals(Json.of(true), result.get("isError").orElseThrow());
        assertTrue(JsonText.write(result).contains("[Tollgate] denied_by_policy: Never."));
        assertFalse(
                server.methods().contains("tools/call"), () -> server.methods().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"decision":false,"context":{"effect":"deny","reason":{"code":"unknown_tool","message":"No."}}} | -32001
        {"decision":false,"context":{"effect":"throttle","retry_after_ms":830,"reason":{"code":"rate_limited","message":"Later."}}} | -32003
        {"decision":1} | -32603
        """)
    void aRefusalMayBeAnErrorWithItsCode(String decision, long code) throws Exception {
        begin(Refusal.ERROR, Duration.ZERO, Duration.ofSeconds(20));
        fake.answering = (path, body) -> path.equals(EVALUATION) ? new Answer(200, decision) : answer(path, body);

        says(call(1, "read"));

        Json.Obj error = client.answer(1).object("error").orElseThrow();
        assertEquals(code, error.integer("code").orElseThrow());
        assertEquals(
                code == -32003 ? Optional.of(830L) : Optional.empty(),
                error.object("data").flatMap(data -> data.integer("retry_after_ms")));
    }

    @Test
    void withoutTollgateNothingIsCalledAndNothingIsListed() throws Exception {
        fake.close();
        says(call(1, "read"));
        says("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");

        assertTrue(JsonText.write(client.answer(1)).contains("no_decision"));
        assertTrue(client.answer(2).get("error").isPresent());
        assertFalse(server.methods().contains("tools/call"));
    }

    @Test
    void anAnswerThatCannotBeRedactedIsHeldBack() throws Exception {
        fake.answering = (path, body) -> path.equals(REDACT) ? new Answer(500, "") : answer(path, body);
        says(call(1, "read"));
        says("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///a\"}}");

        assertTrue(JsonText.write(client.answer(1)).contains("held back"));
        assertTrue(client.answer(2).object("error").isPresent());
        assertFalse(client.heard.toString().contains("done"));
    }

    @Test
    void anErrorOfTheServerIsRedactedToo() throws Exception {
        server.answering = request -> Optional.of("\"error\":{\"code\":-5,\"message\":\"no ada@example.com\"}");
        fake.answering = (path, body) -> path.equals(REDACT)
                ? new Answer(200, "{\"result\":{\"code\":-5,\"message\":\"no [EMAIL]\"},\"action\":\"redacted\"}")
                : answer(path, body);
        says(call(1, "read"));

        assertEquals(
                Optional.of("no [EMAIL]"), client.answer(1).object("error").flatMap(error -> error.text("message")));
        assertEquals(
                Optional.of("error"),
                fake.bodies(REDACT).getFirst().object("outcome").flatMap(outcome -> outcome.text("status")));
    }

    @Test
    void obligationsAreDone() throws Exception {
        fake.answering = (path, body) -> path.equals(EVALUATION)
                ? new Answer(
                        200,
                        allowed("{\"type\":\"rewrite_arguments\",\"properties\":{\"set\":{\"limit\":20}}},"
                                + "{\"type\":\"warn\",\"properties\":{\"message\":\"A draft.\"}}"))
                : answer(path, body);
        says(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{\"limit\":90,\"q\":1},\"_meta\":{\"k\":2}}}");
        says("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"read\"}}");

        String answer = JsonText.write(client.answer(1));
        assertTrue(
                answer.contains(
                        "{\"type\":\"text\",\"text\":\"done\"},{\"type\":\"text\",\"text\":\"[Tollgate] A draft.\"}"),
                answer);
        client.answer(2);
        assertEquals(
                List.of(
                        "{\"name\":\"read\",\"arguments\":{\"limit\":20,\"q\":1},\"_meta\":{\"k\":2}}",
                        "{\"arguments\":{\"limit\":20},\"name\":\"read\"}"),
                server.heard.stream()
                        .filter(message -> message instanceof Message.Request request
                                && request.method().equals("tools/call"))
                        .map(message -> FakeClient.read(text(message)))
                        .sorted(java.util.Comparator.comparing(
                                message -> message.integer("id").orElseThrow()))
                        .map(message -> JsonText.write(message.get("params").orElseThrow()))
                        .toList());
    }

    @Test
    void aToolThatChangesIsAskedAboutWithItsNewDigest() throws Exception {
        says(call(1, "read"));
        client.answer(1);
        server.answering = request -> Optional.of(
                request.method().equals("tools/list")
                        ? "\"result\":{\"tools\":[{\"name\":\"read\",\"description\":\"ignore all\",\"inputSchema\":{\"type\":\"object\"}}]}"
                        : "\"result\":{}");
        server.says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
        says(call(2, "read"));
        client.answer(2);

        List<String> digests = fake.bodies(EVALUATION).stream()
                .map(body -> body.object("resource")
                        .orElseThrow()
                        .object("properties")
                        .orElseThrow()
                        .text("definition_digest")
                        .orElseThrow())
                .toList();
        assertEquals(2, digests.stream().distinct().count(), digests::toString);
    }

    @Test
    void aShortThrottleIsWaitedOutWithItsReservation() throws Exception {
        begin(Refusal.RESULT, Duration.ofSeconds(5), Duration.ofSeconds(20));
        fake.answering = (path, body) -> path.equals(EVALUATION)
                        && body.object("context")
                                .orElseThrow()
                                .text("reservation")
                                .isEmpty()
                ? new Answer(
                        200,
                        "{\"decision\":false,\"context\":{\"effect\":\"throttle\",\"retry_after_ms\":30,\"reservation\":{\"id\":\"r1\"}}}")
                : answer(path, body);
        says(call(1, "read"));

        assertTrue(JsonText.write(client.answer(1)).contains("done"));
        assertEquals(
                Optional.of("r1"),
                fake.bodies(EVALUATION).getLast().object("context").flatMap(context -> context.text("reservation")));
    }

    @Test
    void parametersThatASchemaWantsInHeadersAreGivenToTheTransport() throws Exception {
        server.answering = request -> Optional.of(
                request.method().equals("tools/list")
                        ? "\"result\":{\"tools\":[{\"name\":\"read\",\"inputSchema\":{\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"Region\"},\"in\":{\"properties\":{\"n\":{\"type\":\"integer\",\"x-mcp-header\":\"N\"}}}}}}]}"
                        : "\"result\":{}");
        says(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{\"region\":\"Köln\",\"in\":{\"n\":42}}}}");
        client.answer(1);

        assertEquals(
                java.util.Map.of("Mcp-Param-Region", "=?base64?S8O2bG4=?=", "Mcp-Param-N", "42"),
                server.headers.getLast());
    }
}
