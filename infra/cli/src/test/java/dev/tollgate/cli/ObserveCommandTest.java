package dev.tollgate.cli;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.observed.ObservedBatch;
import dev.tollgate.core.observed.ObservedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ObserveCommandTest {
    @TempDir
    private Path directory;

    /** What was handed in, in its order. */
    private final List<Json.Obj> bodies = new ArrayList<>();

    private int status = 200;
    private HttpServer api;
    private Session session;

    @BeforeEach
    void start() throws Exception {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/v1/audit/observed", exchange -> {
            Json.Obj body = read(exchange.getRequestBody().readAllBytes());
            bodies.add(body);
            String answer = status == 200
                    ? "{\"received\":" + body.items("calls").size() + ",\"record_id\":\"w1-" + bodies.size() + "\"}"
                    : "{\"error\":{\"message\":\"as planned\"}}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        api.start();
        session = new Session(
                Map.of(
                        "TOLLGATE_URL",
                        "http://127.0.0.1:" + api.getAddress().getPort(),
                        "TOLLGATE_ENFORCER_KEY",
                        "tg_" + "a".repeat(16) + "_" + "s".repeat(52)),
                directory);
    }

    @AfterEach
    void stop() {
        api.stop(0);
    }

    @Test
    void aLogIsHandedInInBatchesThatTheApiTakesAndHaveTheSameNamesAgain() throws Exception {
        int calls = 2 * ObservedBatch.MOST_CALLS + 5;
        write(IntStream.range(0, calls).mapToObj(ObserveCommandTest::call).collect(Collectors.joining("\n\n")));

        Session.Result first = observe();
        Session.Result again = observe("--output", "json");

        assertEquals(
                calls + " calls of access-log are recorded; the first record is w1-1.",
                first.out().strip(),
                first.err());
        assertEquals(Optional.of((long) calls), again.json().integer("received"));
        assertEquals(6, bodies.size());
        assertEquals(bodies.subList(0, 3), bodies.subList(3, 6));
        var names = new ArrayList<String>();
        for (Json.Obj body : bodies.subList(0, 3)) {
            ObservedBatch batch = new ObservedReader().read(body);
            assertEquals("access-log", batch.source());
            names.add(body.text("batch").orElseThrow());
        }
        assertEquals(3, names.stream().distinct().count(), names::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"server\":\"crm\"}|calls.jsonl: 'line 2.tool': expected",
                "{\"server\":\"crm\",\"tool\":\"x\",\"at\":\"today\"}|calls.jsonl: 'line 2.at': expected",
                "{\"server\":\"crm\",\"arguments\":{}}|expected only server, tool, at, agent, decision_id, session, id",
                "[]|calls.jsonl: 'line 2': expected an object.",
                "nonsense|calls.jsonl: line 2: ",
            })
    void aLineThatIsNoCallIsNamedBeforeAnythingIsSent(String line, String message) throws Exception {
        write(call(1) + "\n" + line);

        Session.Result refused = observe();

        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains(message), refused.err());
        assertEquals(List.of(), bodies);
    }

    @Test
    void aLineThatIsTooLongAFileWithoutCallsAndOneThatIsNotThereAreNamed() throws Exception {
        assertTrue(observe().err().contains("there is no file calls.jsonl"));
        write("\n\n");
        assertTrue(observe().err().contains("calls.jsonl has no calls"));
        write(call(1) + "\n" + " ".repeat(16_000) + call(2));
        assertTrue(observe().err().contains("line 2: expected at most 16,000 characters"));
        Files.write(directory.resolve("calls.jsonl"), new byte[] {'{', (byte) 0xff, '}'});
        assertTrue(observe().err().contains("line 1: expected UTF-8"));
        assertEquals(List.of(), bodies);
    }

    @Test
    void aSourceThatIsNoNameIsAMistakeOfTheCommand() throws Exception {
        write(call(1));

        Session.Result refused = session.run("audit", "observe", "calls.jsonl", "--source", "My Log");

        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("'source': expected the log's name"), refused.err());
        assertEquals(List.of(), bodies);
    }

    @Test
    void whatTheApiRefusesIsSaid() throws Exception {
        write(call(1));
        status = 403;

        Session.Result refused = observe();

        assertEquals(1, refused.exitCode());
        assertEquals("tollgate: as planned", refused.err().strip());
    }

    private Session.Result observe(String... more) {
        var words = new ArrayList<>(List.of("audit", "observe", "calls.jsonl", "--source", "access-log"));
        words.addAll(List.of(more));
        return session.run(words.toArray(String[]::new));
    }

    private static String call(int number) {
        return "{\"server\":\"crm\",\"tool\":\"query\",\"at\":\"2026-11-24T10:00:00Z\",\"id\":\"" + number + "\"}";
    }

    private void write(String text) throws Exception {
        Files.writeString(directory.resolve("calls.jsonl"), text + "\n");
    }

    private static Json.Obj read(byte[] body) {
        try {
            return (Json.Obj) new JsonText(64).parse(new String(body, StandardCharsets.UTF_8));
        } catch (JsonException notJson) {
            throw new AssertionError(notJson);
        }
    }
}
