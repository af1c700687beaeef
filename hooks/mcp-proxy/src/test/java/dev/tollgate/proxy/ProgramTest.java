package dev.tollgate.proxy;

import dev.tollgate.hook.FakeTollgate;
import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The program itself, in a process of its own, before a server that is one too. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProgramTest {
    private static final String KEY = "tg_1_verysecretindeed";

    @TempDir
    private Path directory;

    private FakeTollgate fake;
    private Process proxy;
    private BufferedReader out;

    @BeforeEach
    void start() throws Exception {
        fake = new FakeTollgate((path, body) -> switch (path) {
            case "/access/v1/evaluation" ->
                new Answer(200, "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-1\"}}");
            case "/v1/redact" ->
                new Answer(
                        200,
                        "{\"result\":" + JsonText.write(body.get("result").orElseThrow()) + ",\"action\":\"passed\"}");
            default -> new Answer(200, "{\"results\":[]}");
        });
    }

    @AfterEach
    void end() throws Exception {
        fake.close();
        if (proxy != null) {
            proxy.descendants().forEach(ProcessHandle::destroyForcibly);
            proxy.destroyForcibly().waitFor();
        }
    }

    private void startProxy(String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tollgate.proxy.Proxy",
                "--server",
                "docs",
                "--agent",
                "bot",
                "--verbose"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--", Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(OddServer.class.getName()));
        var builder = new ProcessBuilder(command).redirectError(err().toFile());
        builder.environment().put("TOLLGATE_URL", fake.url().toString());
        builder.environment().put("TOLLGATE_ENFORCER_KEY", KEY);
        proxy = builder.start();
        out = proxy.inputReader(StandardCharsets.UTF_8);
    }

    private Path err() {
        return directory.resolve("err.txt");
    }

    @Test
    void aCallGoesThroughTwoPipesAndTheServerHasNoneOfTollgatesKeys() throws Exception {
        startProxy();
        says(call(1, "environment"));

        String answer = JsonText.write(answer(1));
        assertTrue(answer.contains("PATH"), answer);
        assertFalse(answer.contains("TOLLGATE"), answer);
    }

    @Test
    void whenTheClientSaysNoMoreItsLastCallIsAnsweredAndNothingIsLeft() throws Exception {
        startProxy();
        says(call(1, "slow"));
        List<ProcessHandle> family = family(2);
        proxy.getOutputStream().close();

        assertTrue(JsonText.write(answer(1)).contains("slow"));
        assertTrue(proxy.waitFor(20, TimeUnit.SECONDS));
        assertEquals(0, proxy.exitValue());
        await(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void whenTheServerCrashesItsCallsAreAnsweredAndTheProxyEnds() throws Exception {
        startProxy();
        says(call(1, "hang"));
        says(call(2, "hang"));
        says(call(3, "crash"));

        for (int id = 1; id <= 3; id++) {
            assertTrue(JsonText.write(answer(id)).contains("the server ended with exit code 9"));
        }
        assertTrue(proxy.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, proxy.exitValue());
    }

    @Test
    void whatTheServerGarblesIsAnErrorAndTheNextCallWorks() throws Exception {
        startProxy();
        says(call(1, "garbage"));
        says(call(2, "torn"));
        says(call(3, "environment"));

        assertTrue(JsonText.write(answer(1)).contains("result"), "what is no message is passed over");
        assertTrue(JsonText.write(answer(2)).contains("cannot be read"));
        assertTrue(answer(3).get("result").isPresent());
        assertFalse(Files.readString(err()).contains("Welcome to the odd server"), "nothing that it said is shown");
    }

    @Test
    void messagesThatAreTooLongAreAnsweredInBothDirections() throws Exception {
        startProxy("--max-message", "1");
        says("{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"arguments\":{\"a\":\""
                + "y".repeat(1_100_000) + "\"}},\"id\":1}");
        says(call(2, "huge"));
        says(call(3, "environment"));

        assertTrue(JsonText.write(answer(1)).contains("too long"));
        assertTrue(JsonText.write(answer(2)).contains("too long"));
        assertTrue(answer(3).get("result").isPresent());
    }

    @Test
    void aBatchIsRefused() throws Exception {
        startProxy();
        says("[" + call(1, "environment") + "]");

        Json.Obj answer = FakeClientText.read(out.readLine());
        assertEquals(Json.Null.NULL, answer.get("id").orElseThrow());
        assertEquals(
                -32600, answer.object("error").orElseThrow().integer("code").orElseThrow());
    }

    @Test
    void whenTheProxyIsEndedSoIsTheServer() throws Exception {
        startProxy();
        says(call(1, "environment"));
        answer(1);
        List<ProcessHandle> family = family(2);
        proxy.destroy();

        assertTrue(proxy.waitFor(20, TimeUnit.SECONDS));
        await(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void noKeyIsInALog() throws Exception {
        fake.answering =
                (path, body) -> new Answer(401, "{\"error\":{\"code\":\"unauthorized\",\"message\":\"" + KEY + "\"}}");
        startProxy();
        says(call(1, "environment"));
        says("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
        String answers = JsonText.write(answer(1)) + JsonText.write(answer(2));
        proxy.getOutputStream().close();
        proxy.waitFor();

        assertFalse(answers.contains("verysecret"), answers);
        assertFalse(Files.readString(err()).contains("verysecret"));
    }

    /** The proxy and what it started. */
    private List<ProcessHandle> family(int size) throws InterruptedException {
        await(() -> 1 + proxy.descendants().count() >= size);
        var family = new ArrayList<>(List.of(proxy.toHandle()));
        proxy.descendants().forEach(family::add);
        return family;
    }

    private void says(String line) throws IOException {
        OutputStream in = proxy.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private final List<Json.Obj> heard = new ArrayList<>();

    private Json.Obj answer(long id) throws IOException {
        for (Json.Obj message : heard) {
            if (message.integer("id").equals(Optional.of(id))) {
                return message;
            }
        }
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Json.Obj message = FakeClientText.read(line);
            heard.add(message);
            if (message.integer("id").equals(Optional.of(id))) {
                return message;
            }
        }
        throw new AssertionError("no answer to " + id + "; " + heard + Files.readString(err()));
    }

    private static String call(long id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen in time");
            Thread.sleep(5);
        }
    }
}
