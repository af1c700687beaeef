package dev.tollgate.proxy.govern;

import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.FakeTollgate;
import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.govern.Governance.Refusal;
import dev.tollgate.proxy.message.Message;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What becomes of each message between a client and a server. */
class ConversationTest {
    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String REDACT = "/v1/redact";
    private static final String TOOLS = """
            "result":{"tools":[ {"name":"read","inputSchema":{"type":"object"} , "x":1.0}, {"name":"erase","inputSchema":{}}],"cacheScope":"public"}""";

    private FakeTollgate fake;
    private Tollgate tollgate;
    private FakeServer server;
    private FakeClient client;
    private Conversation conversation;

    /** Allows all but {@code erase}; redacts nothing. */
    private static Answer answer(String path, Json.Obj body) {
        String id =
                body.object("resource").flatMap(resource -> resource.text("id")).orElse("");
        return switch (path) {
            case EVALUATION -> new Answer(200, id.equals("erase") ? DENIED : allowed(""));
            case REDACT ->
                new Answer(
                        200,
                        "{\"result\":" + JsonText.write(body.get("result").orElseThrow()) + ",\"action\":\"passed\"}");
            case "/access/v1/search/resource" ->
                new Answer(200, "{\"page\":{\"next_token\":\"\"},\"results\":[{\"type\":\"tool\",\"id\":\"read\"}]}");
            case "/access/v1/search/action" ->
                new Answer(
                        200,
                        id.contains("secret") || id.startsWith("tollgate-")
                                ? "{\"results\":[]}"
                                : "{\"results\":[{\"name\":\"tools/call\"},{\"name\":\"resources/read\"},{\"name\":\"prompts/get\"}]}");
            default -> new Answer(404, "{}");
        };
    }

    private static final String DENIED =
            "{\"decision\":false,\"context\":{\"effect\":\"deny\",\"reason\":{\"code\":\"denied_by_policy\",\"message\":\"Never.\"}}}";

    private static String allowed(String obligations) {
        return "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-1\",\"obligations\":["
                + obligations + "]}}";
    }

    @BeforeEach
    void start() throws Exception {
        fake = new FakeTollgate(ConversationTest::answer);
        tollgate = new Tollgate(Settings.of(fake.url(), AccessKey.of("tg_1_s"), "test/1")
                .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10)));
        server = new FakeServer(request -> Optional.of(
                request.method().equals("tools/list")
                        ? TOOLS
                        : "\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"done\"}] }"));
        begin(Refusal.RESULT, Duration.ZERO, Duration.ofSeconds(20));
    }

    private void begin(Refusal refusal, Duration waitUpTo, Duration callTimeout) {
        client = new FakeClient();
        var governance =
                new Governance(tollgate, "bot", "docs", Optional.of("session-1"), refusal, waitUpTo, callTimeout, 300);
        conversation = new Conversation(
                governance,
                client,
                server,
                new SeenTools(),
                new Log(new PrintStream(OutputStream.nullOutputStream()), false));
        server.start(conversation);
    }

    @AfterEach
    void end() {
        tollgate.close();
        fake.close();
    }

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
    void listsShowWhatMayBeUsedAsTheServerWroteIt() throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
        client.answer(1);

        assertTrue(
                client.heard
                        .getFirst()
                        .contains(
                                "\"result\":{\"tools\":[{\"name\":\"read\",\"inputSchema\":{\"type\":\"object\"} , \"x\":1.0}],\"cacheScope\":\"private\"}"),
                client.heard::toString);
    }

    @Test
    void resourcesTemplatesAndPromptsAreFilteredToo() throws Exception {
        server.answering = request -> Optional.of(
                switch (request.method()) {
                    case "resources/list" ->
                        "\"result\":{\"resources\":[{\"uri\":\"f:///a\",\"name\":\"a\"},{\"uri\":\"f:///secret\",\"name\":\"b\"}]}";
                    case "resources/templates/list" ->
                        "\"result\":{\"resourceTemplates\":[{\"uriTemplate\":\"f:///secret/{x}\",\"name\":\"a\"}]}";
                    default ->
                        "\"result\":{\"prompts\":[{\"name\":\"secret\"},{\"name\":\"open\"}],\"nextCursor\":\"c\"}";
                });
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/list\"}");
        says("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"resources/templates/list\"}");
        says("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"prompts/list\"}");

        assertEquals(
                "{\"resources\":[{\"uri\":\"f:///a\",\"name\":\"a\"}]}",
                JsonText.write(client.answer(1).get("result").orElseThrow()));
        assertEquals(
                "{\"resourceTemplates\":[]}",
                JsonText.write(client.answer(2).get("result").orElseThrow()));
        assertEquals(
                "{\"prompts\":[{\"name\":\"open\"}],\"nextCursor\":\"c\"}",
                JsonText.write(client.answer(3).get("result").orElseThrow()));
    }

    @Test
    void aDefinitionThatIsNotApprovedIsNotShown() throws Exception {
        fake.answering = (path, body) ->
                path.equals("/access/v1/search/action") ? new Answer(200, "{\"results\":[]}") : answer(path, body);
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");

        assertEquals(List.of(), client.answer(1).object("result").orElseThrow().items("tools"));
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

    @ParameterizedTest
    @ValueSource(strings = {"tools/delete", "tasks/result", "x", "Tools/Call", "tools/call "})
    void anUnknownMethodIsRefused(String method) throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{\"name\":\"read\"}}");

        assertEquals(
                -32601,
                client.answer(1).object("error").orElseThrow().integer("code").orElseThrow());
        assertEquals(List.of(), server.heard);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":1}",
                "{\"name\":\"read\",\"arguments\":[]}",
                "{\"name\":\"\"}",
                "{\"name\":\"read\",\"task\":{}}"
            })
    void aCallThatIsNoneIsRefused(String params) throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":" + params + "}");

        assertEquals(
                -32602,
                client.answer(1).object("error").orElseThrow().integer("code").orElseThrow());
        assertFalse(server.methods().contains("tools/call"));
    }

    @Test
    void whatIsNotAskedAboutPassesAsItIs() throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        client.answer(1);
        says("{ \"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\" }");
        String sampling = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sampling/createMessage\",\"params\":{ }}";
        server.says(sampling);
        String progress =
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":1,\"progress\":2}}";
        server.says(progress);
        says("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"role\":\"assistant\"}}");

        assertEquals(List.of(sampling, progress), client.heard.subList(1, 3));
        assertEquals(List.of("ping", "notifications/roots/list_changed", "response"), server.methods());
        assertEquals(0, fake.asked.size());
    }

    @Test
    void whatNobodyAskedForIsNotPassedOn() throws Exception {
        says("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");
        server.says("{\"jsonrpc\":\"2.0\",\"id\":9,\"result\":{}}");
        server.says("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"shell/run\"}");
        says("{\"jsonrpc\":\"2.0\",\"method\":\"do/it\"}");

        assertEquals(List.of(), client.heard);
        assertEquals(List.of("response"), server.methods(), "the refusal of what the server asked");
        assertTrue(text(server.heard.getFirst()).contains("-32601"));
    }

    @Test
    void aCancelledCallIsCancelledEverywhereAndReported() throws Exception {
        server.answering = request -> request.method().equals("tools/list") ? Optional.of(TOOLS) : Optional.empty();
        says(call(1, "read"));
        await(() -> server.methods().contains("tools/call"));
        says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        await(() -> !fake.bodies(REDACT).isEmpty());
        server.answers(new dev.tollgate.proxy.message.RpcId.Number("1"), "\"result\":{}");

        assertTrue(server.methods().contains("notifications/cancelled"));
        assertEquals(
                Optional.of("cancelled"),
                fake.bodies(REDACT).getFirst().object("outcome").flatMap(outcome -> outcome.text("status")));
        assertEquals(List.of(), client.heard);
        assertTrue(conversation.awaitIdle(Duration.ofSeconds(1)));
    }

    @Test
    void aCallThatIsCancelledWhileItIsDecidedIsNeverMade() throws Exception {
        var deciding = new CountDownLatch(1);
        var isCancelled = new CountDownLatch(1);
        fake.answering = (path, body) -> {
            if (path.equals(EVALUATION)) {
                deciding.countDown();
                isCancelled.await();
            }
            return answer(path, body);
        };
        says(call(1, "read"));
        deciding.await();
        says("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        isCancelled.countDown();
        await(() -> !fake.bodies(REDACT).isEmpty());

        assertEquals(List.of("tools/list"), server.methods());
        assertEquals(List.of(), client.heard);
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
    void aServerThatHangsIsGivenUp() throws Exception {
        begin(Refusal.RESULT, Duration.ZERO, Duration.ofMillis(300));
        server.answering = request -> request.method().equals("tools/list") ? Optional.of(TOOLS) : Optional.empty();
        says(call(1, "read"));

        assertTrue(client.answer(1).object("error").isPresent());
        await(() -> !fake.bodies(REDACT).isEmpty());
        assertEquals(
                Optional.of("timeout"),
                fake.bodies(REDACT).getFirst().object("outcome").flatMap(outcome -> outcome.text("status")));
    }

    @Test
    void whenTheServerEndsEveryRequestIsAnswered() throws Exception {
        server.answering = request -> request.method().equals("tools/list") ? Optional.of(TOOLS) : Optional.empty();
        for (int i = 1; i <= 5; i++) {
            says(call(i, "read"));
        }
        says("{\"jsonrpc\":\"2.0\",\"id\":6,\"method\":\"ping\"}");
        await(() -> server.methods().stream().filter("tools/call"::equals).count() == 5);
        server.ends();

        for (int i = 1; i <= 6; i++) {
            assertTrue(JsonText.write(client.answer(i)).contains("exit code 3"));
        }
        await(() -> !client.end.isEmpty());
        says(call(7, "read"));
        assertTrue(client.answer(7).object("error").isPresent());
    }

    @Test
    void ofTenThousandConcurrentCallsNoneIsLostOrCrossed() throws Exception {
        server.answering = request -> Optional.of(
                request.method().equals("tools/list")
                        ? TOOLS
                        : "\"result\":{\"of\":" + JsonText.write(request.id().toJson()) + "}");
        int calls = 10_000;
        for (int i = 0; i < calls; i++) {
            String ping = "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"ping\"}";
            says(i % 10 == 0 ? call(i, "read") : ping);
            while (i - client.heard.size() > 200) {
                Thread.sleep(1);
            }
        }
        await(() -> client.heard.size() == calls);

        for (String message : client.heard) {
            Json.Obj answer = FakeClient.read(message);
            assertEquals(
                    answer.integer("id"), answer.object("result").flatMap(result -> result.integer("of")), message);
        }
        assertEquals(calls, client.heard.stream().distinct().count());
    }

    @Test
    void moreRequestsThanAreTakenAreRefusedAndAnIdInUseIsNotAnsweredTwice() throws Exception {
        server.answering = request -> Optional.empty();
        for (int i = 0; i <= 300; i++) {
            says("{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\"ping\"}");
        }

        assertTrue(JsonText.write(client.answer(300)).contains("more than 300"));
        assertFalse(conversation.said(
                Message.read("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8))));
        assertEquals(1, client.heard.size());
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

    private void says(String message) throws Exception {
        conversation.said(Message.read(message.getBytes(StandardCharsets.UTF_8)));
    }

    private static String call(long id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }

    private static String text(Message message) {
        return new String(message.text(), StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen in time");
            Thread.sleep(2);
        }
    }
}
