package dev.tollgate.proxy.bridge;

import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.FakeTollgate;
import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.FakeTollgate.Asked;
import dev.tollgate.hook.Relay;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.TraceParent;
import dev.tollgate.proxy.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** For Docker's gateway an empty answer is a yes, whatever its status: none comes but from Tollgate. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BridgeTest {
    private static final String BEFORE = "/hooks/docker/before?server=crm";
    private static final String AFTER = "/hooks/docker/after";
    private static final String PRE_TOOL_USE = "/hooks/claude-code/pre-tool-use";
    private static final String POST_TOOL_USE = "/hooks/claude-code/post-tool-use";
    private static final String CALL =
            "{\"method\":\"tools/call\",\"params\":{\"name\":\"read\",\"arguments\":{\"n\":1.0}}}";
    private static final String TRACED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Answer YES = new Answer(200, "", Map.of("Tollgate-Decision-Id", "w-1"));

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private FakeTollgate fake;
    private Relay relay;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        fake = new FakeTollgate((path, body) -> YES);
        start(Duration.ofSeconds(20));
    }

    private void start(Duration patience) throws Exception {
        var settings =
                Settings.of(fake.url(), AccessKey.of("tg_1_secret"), "test/1").withTimeouts(patience, patience);
        relay = new Relay(settings);
        bridge = new Bridge(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                relay,
                Optional.of("docker-bot"),
                settings,
                new Log(new PrintStream(log, true, StandardCharsets.UTF_8), true));
        bridge.start();
    }

    @AfterEach
    void end() {
        bridge.close();
        relay.close();
        fake.close();
    }

    @Test
    void addsTheKeyAndTheAgentAndPassesTheCallOnAsItIs() throws Exception {
        HttpResponse<String> answer = post(BEFORE, CALL);

        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
        Asked asked = fake.asked.getFirst();
        assertEquals("/hooks/docker/before", asked.path());
        assertEquals(Optional.of("server=crm"), asked.query());
        assertEquals("Bearer tg_1_secret", asked.authorization());
        assertEquals("docker-bot", asked.headers().getFirst("Tollgate-Agent"));
        assertEquals(Optional.of("tools/call"), asked.body().text("method"));
    }

    @Test
    void aTraceIsPassedOnAndMadeWhereNoneCameOrNoneThatIsGood() throws Exception {
        post(request(BEFORE).header("traceparent", TRACED), CALL);
        post(BEFORE, CALL.replace("\"params\":{", "\"params\":{\"_meta\":{\"traceparent\":\"" + TRACED + "\"},"));
        post(BEFORE, CALL);
        post(AFTER, CALL);
        post(request(BEFORE).header("traceparent", "00-ada@example.com"), CALL);

        List<String> sent = fake.asked.stream()
                .map(asked -> asked.headers().getFirst("traceparent"))
                .toList();
        assertEquals(List.of(TRACED, TRACED), sent.subList(0, 2));
        assertTrue(sent.stream().skip(2).allMatch(text -> TraceParent.read(text).isPresent() && text.endsWith("-00")));
        assertEquals(4, Set.copyOf(sent).size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /hooks/docker/before | {"content":[{"type":"text","text":"No."}],"isError":true}
        /hooks/docker/after | {"content":[{"type":"text","text":"held back"}],"isError":true}
        /hooks/claude-code/pre-tool-use | {"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny"}}
        /hooks/claude-code/post-tool-use | {"continue":false,"stopReason":"no"}
        """)
    void aRefusalOfTollgatesIsPassedOnAlsoWithoutARecord(String path, String refusal) throws Exception {
        fake.answering = (asked, body) -> new Answer(200, refusal);

        assertEquals(refusal, post(path, CALL).body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /hooks/docker/after | ''
        /hooks/docker/after | {"content":[{"type":"text","text":"[EMAIL]"}]}
        /hooks/claude-code/pre-tool-use | {}
        /hooks/claude-code/post-tool-use | {"hookSpecificOutput":{"updatedToolOutput":"[EMAIL]"}}
        """)
    void whatTollgateRecordedIsPassedOn(String path, String said) throws Exception {
        fake.answering = (asked, body) -> new Answer(200, said, Map.of("Tollgate-Record-Id", "w-2"));

        assertEquals(said, post(path, CALL).body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        429 | {"message":"Too Many Requests"}
        413 | {"message":"Request Entity Too Large"}
        500 | <html><body>Internal Server Error</body></html>
        503 | ''
        302 | ''
        200 | ''
        200 | {}
        200 | []
        200 | {"content":[]}
        200 | <html>Please log in</html>
        200 | {"content":[
        """)
    void whateverIsNoAnswerOfTollgatesIsANo(int status, String body) throws Exception {
        fake.answering = (asked, sent) -> new Answer(status, body);

        assertAllRefuse();
        assertFalse(log.toString(StandardCharsets.UTF_8).contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>hello</html>", "{\"decision\":true}", "[]"})
    void aRecordsIdAloneMakesNoAnswer(String body) throws Exception {
        fake.answering = (asked, sent) -> new Answer(200, body, Map.of("Tollgate-Decision-Id", "w-1"));

        assertRefusedByDocker(post(BEFORE, CALL));
        assertRefusedByDocker(post(AFTER, CALL));
    }

    @Test
    void aTollgateThatHangsIsANoInTime() throws Exception {
        var never = new CountDownLatch(1);
        fake.answering = (asked, sent) -> {
            never.await();
            return YES;
        };
        bridge.close();
        relay.close();
        start(Duration.ofMillis(200));

        assertAllRefuse();
        never.countDown();
    }

    @Test
    void aTollgateThatIsNotThereIsANo() throws Exception {
        fake.close();

        assertAllRefuse();
    }

    @Test
    void aConnectionThatBreaksIsANo() throws Exception {
        fake.answering = (asked, sent) -> {
            throw new IllegalStateException("gone");
        };

        assertAllRefuse();
    }

    @Test
    void whatIsTooLargeIsANo() throws Exception {
        String padded = CALL.replace("1.0", "\"" + "x".repeat(256 * 1024) + "\"");
        HttpResponse<String> call = post(BEFORE, padded);
        HttpResponse<String> answer = post(AFTER, padded.repeat(28));

        assertRefusedByDocker(call);
        assertTrue(call.body().contains("longer than 262144 bytes"), call::body);
        assertRefusedByDocker(answer);
        assertEquals(0, fake.asked.size());
    }

    /** A path with a slip of the pen must not turn Tollgate off. */
    @Test
    void noAnswerOfTheBridgesOwnIsEmpty() throws Exception {
        HttpResponse<String> otherPath = post("/hooks/docker/befor", CALL);
        HttpResponse<String> outside = post("/access/v1/evaluation", CALL);
        HttpResponse<String> get = http.send(request(BEFORE).GET().build(), BodyHandlers.ofString());
        HttpResponse<String> page = http.send(
                request(BEFORE)
                        .header("Origin", "https://evil.example")
                        .POST(HttpRequest.BodyPublishers.ofString(CALL))
                        .build(),
                BodyHandlers.ofString());

        assertEquals(404, otherPath.statusCode());
        assertEquals(404, outside.statusCode());
        assertEquals(405, get.statusCode());
        assertEquals(403, page.statusCode());
        for (HttpResponse<String> refused : List.of(otherPath, outside, get, page)) {
            assertRefusedByDocker(refused);
        }
        assertEquals(0, fake.asked.size());
    }

    private void assertAllRefuse() throws Exception {
        assertRefusedByDocker(post(BEFORE, CALL));
        assertRefusedByDocker(post(AFTER, CALL));
        HttpResponse<String> pre = post(PRE_TOOL_USE, CALL);
        HttpResponse<String> post = post(POST_TOOL_USE, CALL);
        assertEquals(200, pre.statusCode());
        assertTrue(pre.body().contains("\"permissionDecision\":\"deny\""), pre::body);
        assertEquals(200, post.statusCode());
        assertTrue(post.body().contains("\"continue\":false"), post::body);
    }

    private static void assertRefusedByDocker(HttpResponse<String> answer) {
        assertTrue(answer.body().startsWith("{\"content\":[{\"type\":\"text\",\"text\":\"[Tollgate] "), answer::body);
        assertTrue(answer.body().endsWith("}],\"isError\":true}"), answer::body);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return post(request(path), body);
    }

    private HttpResponse<String> post(HttpRequest.Builder request, String body) throws Exception {
        return http.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + path))
                .header("Content-Type", "application/json");
    }
}
