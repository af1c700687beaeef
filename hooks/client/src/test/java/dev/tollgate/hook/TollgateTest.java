package dev.tollgate.hook;

import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.journal.HookKey;
import dev.tollgate.hook.journal.Journal;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TollgateTest {
    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String REDACT = "/v1/redact";
    private static final String ALLOWED =
            "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-1\"}}";
    private static final String GOES_ON =
            "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"on_failure\":\"allow\",\"decision_id\":\"w-1\"}}";
    private static final Call CALL = Call.tool("bot", "docs", "read").withArguments("{\"path\" : 1.0}");

    @TempDir
    private Path directory;

    private FakeTollgate fake;
    private Tollgate tollgate;

    @BeforeEach
    void start() throws Exception {
        fake = new FakeTollgate((path, body) -> new Answer(200, ALLOWED));
        tollgate = new Tollgate(settings());
    }

    private Settings settings() {
        return Settings.of(fake.url(), AccessKey.of("tg_1_secret"), "test/1")
                .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    @AfterEach
    void end() {
        tollgate.close();
        fake.close();
    }

    @Test
    void asksWhatTheCallIsAndWhatTheHookCanDo() {
        Decision decision =
                tollgate.decide(CALL.withSession(Optional.of("s")).withDefinitionDigest(Optional.of("sha256:0")));

        assertEquals(
                "w-1",
                assertInstanceOf(Decision.Allowed.class, decision).decisionId().orElseThrow());
        assertEquals("Bearer tg_1_secret", fake.asked.getFirst().authorization());
        Json.Obj asked = fake.bodies(EVALUATION).getFirst();
        Json.Obj context = asked.object("context").orElseThrow();
        assertEquals(
                Json.of("bot"), asked.object("subject").orElseThrow().get("id").orElseThrow());
        assertEquals(Optional.of("s"), context.text("session_id"));
        assertEquals(
                new Json.Num("1.0"),
                context.object("arguments").orElseThrow().get("path").orElseThrow());
        assertEquals(
                Json.texts(List.of("cap_response", "redact", "rewrite_arguments", "warn")),
                context.get("supported_obligations").orElseThrow());
        assertEquals(
                Optional.of("sha256:0"),
                asked.object("resource")
                        .flatMap(resource -> resource.object("properties"))
                        .flatMap(properties -> properties.text("definition_digest")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        200 | {"decision":false,"context":{"effect":"deny","reason":{"code":"unknown_tool","message":"No."}}} | Denied | unknown_tool
        200 | {"decision":false,"context":{"effect":"throttle","retry_after_ms":83,"reason":{"code":"rate_limited","message":"Wait."}}} | Throttled | rate_limited
        200 | {"decision":false} | Denied | denied_by_policy
        200 | {"decision":"true"} | Unavailable | no_decision
        200 | {"decision":true} | Unavailable | no_decision
        200 | {"decision":true,"context":{"decision_id":"w-1","obligations":[{"type":"notarise"}]}} | Denied | obligation_unsupported
        200 | {"decision":true,"decision":false} | Unavailable | no_decision
        200 | <html>welcome</html> | Unavailable | no_decision
        200 | [] | Unavailable | no_decision
        400 | {"error":{"code":"bad_request"}} | Unavailable | no_decision
        401 | {} | Unavailable | no_decision
        429 | {"message":"Too Many Requests"} | Unavailable | no_decision
        500 | {"message":"Internal Server Error"} | Unavailable | no_decision
        302 | {"decision":true,"context":{"decision_id":"w-1"}} | Unavailable | no_decision
        """)
    void whateverIsNoAllowIsARefusal(int status, String body, String kind, String code) {
        fake.answering = (path, asked) -> new Answer(status, body);

        Decision decision = tollgate.decide(CALL);

        assertEquals(kind, decision.getClass().getSimpleName());
        assertEquals(
                code,
                assertInstanceOf(Decision.Refusal.class, decision).reason().code());
        assertFalse(decision.toString().contains("secret"), decision::toString);
        assertEquals(1, fake.asked.size(), "a question is asked once");
    }

    @Test
    void noAnswerInTimeIsARefusal() {
        var never = new CountDownLatch(1);
        fake.answering = (path, asked) -> {
            never.await();
            return new Answer(200, ALLOWED);
        };
        try (var impatient = new Tollgate(settings().withTimeouts(Duration.ofMillis(200), Duration.ofMillis(200)))) {
            assertInstanceOf(Decision.Unavailable.class, impatient.decide(CALL));
        }
        never.countDown();
    }

    @Test
    void nobodyThereIsARefusal() {
        fake.close();

        assertInstanceOf(Decision.Unavailable.class, tollgate.decide(CALL));
    }

    @Test
    void aGuardedCallIsMadeWithTheArgumentsThatAreAllowedAndItsAnswerRedacted() throws Exception {
        fake.answering = (path, asked) -> path.equals(REDACT)
                ? new Answer(200, "{\"result\":{\"a\":\"[EMAIL]\"},\"action\":\"redacted\",\"findings\":[]}")
                : new Answer(200, """
                        {"decision":true,"context":{"effect":"allow","decision_id":"w-7","obligations":[
                          {"id":"o1","type":"rewrite_arguments","properties":{"set":{"limit":20}}},
                          {"id":"o2","type":"warn","properties":{"message":"A draft."}}]}}""");
        var made = new String[1];

        Guarded guarded = tollgate.guard(CALL.withArguments("{\"limit\":90,\"q\":\"x\"}"), arguments -> {
            made[0] = arguments;
            return "{\"a\":\"ada@example.com\"}";
        });

        assertEquals("{\"limit\":20,\"q\":\"x\"}", made[0]);
        assertEquals(new Guarded.Answered("{\"a\":\"[EMAIL]\"}", List.of("A draft.")), guarded);
        Json.Obj reported = fake.bodies(REDACT).getFirst();
        assertEquals(Optional.of("w-7"), reported.text("decision_id"));
        assertEquals(Optional.of("ok"), reported.object("outcome").flatMap(outcome -> outcome.text("status")));
    }

    @Test
    void oneTraceLeadsThroughTheDecisionAndTheRedactionOfACall() throws Exception {
        fake.answering = (path, asked) -> path.equals(REDACT)
                ? new Answer(200, "{\"result\":{},\"action\":\"passed\",\"findings\":[]}")
                : new Answer(200, "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-7\"}}");
        var given = new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        tollgate.guard(CALL.withTraceParent(given), arguments -> "{}");
        tollgate.guard(CALL, arguments -> "{}");
        tollgate.guard(CALL, arguments -> "{}");

        List<String> sent = fake.asked.stream()
                .map(asked -> asked.headers().getFirst("traceparent"))
                .toList();
        assertEquals(List.of(given.text(), given.text()), sent.subList(0, 2));
        assertEquals(sent.get(2), sent.get(3));
        assertEquals(sent.get(4), sent.get(5));
        assertEquals(
                3,
                sent.stream()
                        .map(text -> new TraceParent(text).traceId())
                        .distinct()
                        .count());
        List<Optional<String>> traces = fake.bodies(EVALUATION).stream()
                .map(asked -> asked.object("context").orElseThrow().text("trace_id"))
                .toList();
        assertEquals(List.of(Optional.of(given.traceId()), Optional.empty(), Optional.empty()), traces);
    }

    @Test
    void aRefusedCallIsNotMade() {
        fake.answering = (path, asked) -> new Answer(200, "{\"decision\":false}");

        Guarded guarded = tollgate.guard(CALL, arguments -> {
            throw new AssertionError("it was made");
        });

        assertInstanceOf(Guarded.Refused.class, guarded);
    }

    @Test
    void aToolThatFailsIsReported() {
        fake.answering = (path, asked) ->
                new Answer(200, path.equals(REDACT) ? "{\"result\":null,\"action\":\"passed\"}" : ALLOWED);

        assertThrows(
                java.io.IOException.class,
                () -> tollgate.guard(CALL, arguments -> {
                    throw new java.io.IOException("disk");
                }));

        Json.Obj reported = fake.bodies(REDACT).getFirst();
        assertEquals(Optional.of("error"), reported.object("outcome").flatMap(outcome -> outcome.text("status")));
        assertEquals(Optional.of(Json.Null.NULL), reported.get("result"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        200 | {"result":{},"action":"blocked","reason":"too_deep"} | too_deep
        200 | {"result":{},"action":"else"} | no_answer
        200 | {"action":"passed"} | no_result
        200 | nothing | no_answer
        409 | {} | status_409
        413 | {} | status_413
        500 | {} | no_answer
        """)
    void anAnswerThatWasNotRedactedIsHeldBack(int status, String body, String reason) {
        var allowed = assertInstanceOf(Decision.Allowed.class, tollgate.decide(CALL));
        fake.answering = (path, asked) -> new Answer(status, body);

        assertEquals(new Redaction.HeldBack(reason), redact(allowed));
    }

    private Redaction redact(Decision.Allowed allowed) {
        byte[] answer = "{\"secret\":1}".getBytes(StandardCharsets.UTF_8);
        return tollgate.redact(
                allowed, new Outcome(Outcome.Status.OK, Duration.ofMillis(3)), Optional.of(JsonParts.whole(answer)));
    }

    @Test
    void aLargeAnswerTravelsPacked() {
        var allowed = assertInstanceOf(Decision.Allowed.class, tollgate.decide(CALL));
        fake.answering = (path, asked) -> new Answer(200, "{\"result\":1,\"action\":\"truncated\"}");
        byte[] large = ("\"" + "x".repeat(3_000_000) + "\"").getBytes(StandardCharsets.UTF_8);

        Redaction redaction = tollgate.redact(
                allowed, new Outcome(Outcome.Status.OK, Duration.ZERO), Optional.of(JsonParts.whole(large)));

        assertEquals(
                "truncated",
                assertInstanceOf(Redaction.Visible.class, redaction).action());
        assertEquals(
                3_000_000,
                fake.bodies(REDACT).getFirst().text("result").orElseThrow().length());
    }

    @Test
    void withoutAJournalNothingGoesOn() {
        fake.answering = (path, asked) -> new Answer(200, GOES_ON);
        tollgate.decide(CALL);
        fake.answering = (path, asked) -> new Answer(503, "");

        assertInstanceOf(Decision.Unavailable.class, tollgate.decide(CALL));
    }

    @Test
    void onlyAToolWhoseLastAnswerSaidSoGoesOnAndIsReportedWhenTollgateIsBack() throws Exception {
        tollgate.close();
        var key = HookKey.of(
                "hook-1",
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        var journal = Journal.open(directory.resolve("journal"), key);
        fake.answering = (path, asked) -> path.equals("/v1/audit/journal")
                ? new Answer(200, "{\"received_to\":0,\"hash\":\"" + "0".repeat(64) + "\"}")
                : new Answer(
                        200,
                        asked.object("resource").orElseThrow().text("id").equals(Optional.of("read"))
                                ? GOES_ON
                                : ALLOWED);
        tollgate = new Tollgate(settings().withJournal(journal));
        tollgate.decide(CALL);
        tollgate.decide(Call.tool("bot", "docs", "write"));
        await(() -> !fake.bodies("/v1/audit/journal").isEmpty());

        fake.answering = (path, asked) -> new Answer(503, "");
        Decision read = decideUntilNoted(CALL);
        Decision write = tollgate.decide(Call.tool("bot", "docs", "write"));
        Decision other = tollgate.decide(Call.tool("bot2", "docs", "read"));

        var goesOn = assertInstanceOf(Decision.Allowed.class, read);
        assertEquals(Optional.empty(), goesOn.decisionId());
        assertInstanceOf(Decision.Unavailable.class, write);
        assertInstanceOf(Decision.Unavailable.class, other);
        assertEquals(
                "passed",
                assertInstanceOf(Redaction.Visible.class, redact(goesOn)).action());
        assertEquals(1, tollgate.unreported());

        fake.answering = (path, asked) -> {
            Json.Obj last = (Json.Obj) asked.items("entries").getLast();
            return new Answer(
                    200,
                    "{\"received_to\":" + last.integer("seq").orElseThrow() + ",\"hash\":\""
                            + dev.tollgate.hook.json.CanonicalJson.sha256(
                                    dev.tollgate.hook.json.CanonicalJson.text(last))
                            + "\"}");
        };
        await(() -> tollgate.unreported() == 0);
        Json.Obj entry = (Json.Obj)
                fake.bodies("/v1/audit/journal").getLast().items("entries").getFirst();
        assertEquals(Optional.of("w-1"), entry.text("last_decision_id"));
        assertEquals(Optional.of("no_answer"), entry.text("why"));
    }

    /** The journal's head may just be on its way. */
    private Decision decideUntilNoted(Call call) throws Exception {
        var decision = new Decision[1];
        await(() -> {
            decision[0] = tollgate.decide(call);
            return decision[0] instanceof Decision.Allowed;
        });
        return decision[0];
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen in time");
            Thread.sleep(5);
        }
    }

    @Test
    void aKeyIsNeverSentInTheClear() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Settings.of(java.net.URI.create("http://tollgate.example"), AccessKey.of("tg_1_s"), "x"));
        assertEquals("a key", AccessKey.of("tg_1_s").toString());
    }

    @Test
    void visibleToolsComeInPages() {
        fake.answering = (path, asked) -> asked.object("page")
                        .flatMap(page -> page.text("token"))
                        .isEmpty()
                ? new Answer(200, "{\"page\":{\"next_token\":\"t\"},\"results\":[{\"type\":\"tool\",\"id\":\"a\"}]}")
                : new Answer(200, "{\"page\":{\"next_token\":\"\"},\"results\":[{\"type\":\"tool\",\"id\":\"b\"}]}");

        assertEquals(new Visibility.Of(java.util.Set.of("a", "b")), tollgate.visibleTools("bot", "docs"));
    }

    @Test
    void withoutAnAnswerNothingIsVisible() {
        fake.answering = (path, asked) -> new Answer(500, "");

        assertInstanceOf(Visibility.Unknown.class, tollgate.visibleTools("bot", "docs"));
        assertThrows(NoAnswerException.class, () -> tollgate.mayBeAllowed(CALL));
    }
}
