package dev.tollgate.proxy;

import dev.tollgate.hook.FakeTollgate;
import dev.tollgate.hook.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The program itself, in a process of its own, before a server that is one too. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
abstract class ProgramBed {
    static final int MEMORY_MB = 64;
    static final String KEY = "tg_1_verysecretindeed";

    @TempDir
    Path directory;

    FakeTollgate fake;
    Process proxy;
    BufferedReader out;

    @BeforeEach
    void start() throws Exception {
        fake = FakeTollgate.thatAllows();
    }

    @AfterEach
    void end() throws Exception {
        fake.close();
        if (proxy != null) {
            proxy.descendants().forEach(ProcessHandle::destroyForcibly);
            proxy.destroyForcibly().waitFor();
        }
    }

    void startProxy(String... options) throws IOException {
        startProxy(fake.url(), options);
    }

    void startProxy(URI tollgate, String... options) throws IOException {
        proxy = builder(tollgate, options).start();
        out = proxy.inputReader(StandardCharsets.UTF_8);
    }

    ProcessBuilder builder(URI tollgate, String... options) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + MEMORY_MB + "m",
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
        builder.environment().put("TOLLGATE_URL", tollgate.toString());
        builder.environment().put("TOLLGATE_ENFORCER_KEY", KEY);
        return builder;
    }

    Path err() {
        return directory.resolve("err.txt");
    }

    /** The proxy and what it started. */
    List<ProcessHandle> family(int size) throws InterruptedException {
        await(() -> 1 + proxy.descendants().count() >= size);
        var family = new ArrayList<>(List.of(proxy.toHandle()));
        proxy.descendants().forEach(family::add);
        return family;
    }

    void says(String line) throws IOException {
        OutputStream in = proxy.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    final List<Json.Obj> heard = new ArrayList<>();

    Json.Obj answer(long id) throws IOException {
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

    static String call(long id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen in time");
            Thread.sleep(5);
        }
    }
}
