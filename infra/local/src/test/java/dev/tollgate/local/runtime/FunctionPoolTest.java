package dev.tollgate.local.runtime;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.Eventually;
import dev.tollgate.local.Lines;
import dev.tollgate.local.StackException;
import dev.tollgate.local.TestPackage;
import dev.tollgate.local.template.LambdaFunction;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** With AWS's own runtime interface client in processes of their own. */
class FunctionPoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Lines lines = new Lines();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : open.reversed()) {
            part.close();
        }
    }

    @Test
    void givesAnInstanceOneEventAtATimeAndScalesOutOnDemand() throws Exception {
        FunctionPool pool = pool(2, Duration.ofSeconds(10), Map.of());
        pool.warmUp();
        assertEquals(1, pool.processIds().size());

        List<Outcome> outcomes = together(8, () -> invoke(pool, "do:sleep:150"));

        var pids = new HashSet<Long>();
        for (Outcome outcome : outcomes) {
            Json.Obj answer = answer(outcome);
            pids.add(answer.integer("pid").orElseThrow());
            assertEquals(1L, answer.integer("together").orElseThrow());
        }
        assertEquals(2, pids.size(), "two instances, no more");
        assertEquals(pids, new HashSet<>(pool.processIds()));
        assertTrue(lines.has("[Fn 1] hello from init") && lines.has("[Fn 2] hello from init"), lines.toString());
    }

    @Test
    void anotherProcessIsNotStartedWhileOneIsEnough() throws Exception {
        FunctionPool pool = pool(4, Duration.ofSeconds(10), Map.of());
        for (int i = 0; i < 200; i++) {
            answer(invoke(pool, "{}"));
        }
        assertEquals(1, pool.processIds().size());
    }

    @Test
    void endsAndReplacesAProcessThatTakesTooLong() throws Exception {
        FunctionPool pool = pool(1, Duration.ofMillis(500), Map.of());
        pool.warmUp();
        long stuck = pool.processIds().getFirst();

        assertEquals(new Outcome.TimedOut(Duration.ofMillis(500)), invoke(pool, "do:sleep:60000"));

        Eventually.holds("the process is gone", () -> !Eventually.isAlive(stuck));
        assertFalse(answer(invoke(pool, "{}")).integer("pid").orElseThrow() == stuck);
    }

    @Test
    void aKilledProcessFailsOnlyWhatItWorkedOn() throws Exception {
        FunctionPool pool = pool(2, Duration.ofSeconds(20), Map.of());
        pool.warmUp();
        long first = pool.processIds().getFirst();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> doomed = threads.submit(() -> invoke(pool, "do:sleep:60000"));
            Eventually.holds("it works", () -> lines.has("[Fn 1] sleeping"));
            Future<Outcome> other = threads.submit(() -> invoke(pool, "do:sleep:100"));
            Eventually.holds("the other works", () -> lines.has("[Fn 2] sleeping"));

            ProcessHandle.of(first).orElseThrow().destroyForcibly();

            assertEquals(new Outcome.Crashed("the process was ended by signal 9"), doomed.get());
            answer(other.get());
        }
        answer(invoke(pool, "{}"));
    }

    @Test
    void anExitFailsTheInvocationAtOnceAndAnErrorLeavesTheProcess() throws Exception {
        FunctionPool pool = pool(1, Duration.ofSeconds(20), Map.of());
        pool.warmUp();
        long first = pool.processIds().getFirst();

        var error = assertInstanceOf(Outcome.FunctionError.class, invoke(pool, "do:throw"));
        assertTrue(new String(error.error(), StandardCharsets.UTF_8).contains("told to throw"));
        assertEquals(List.of(first), pool.processIds());

        assertEquals(new Outcome.Crashed("the process exited with code 3"), invoke(pool, "do:exit"));
        assertTrue(answer(invoke(pool, "{}")).integer("pid").orElseThrow() != first);
    }

    @Test
    void anInitErrorIsReportedWithItsReasonAndNotTriedInAHotLoop() throws Exception {
        FunctionPool pool = pool(2, Duration.ofSeconds(20), Map.of("FAIL_INIT", "1"));

        var failed = assertThrows(StackException.class, pool::warmUp);
        assertTrue(failed.getMessage().startsWith("Fn does not start"), failed.getMessage());
        assertTrue(failed.getMessage().contains("cannot come up: FAIL_INIT"), failed.getMessage());

        for (int i = 0; i < 50; i++) {
            assertInstanceOf(Outcome.InitFailed.class, invoke(pool, "{}"));
        }
        assertFalse(lines.has("[Fn 6]"), "50 requests at once must not start more than a few processes:\n" + lines);
    }

    @Test
    void aProcessThatExitsInInitIsReportedWithItsLastLines() throws Exception {
        FunctionPool pool = pool(1, Duration.ofSeconds(20), Map.of("FAIL_INIT", "exit"));
        var failed = assertThrows(StackException.class, pool::warmUp);
        assertTrue(failed.getMessage().contains("exited with code 7"), failed.getMessage());
        assertTrue(failed.getMessage().contains("last words"), failed.getMessage());
    }

    @Test
    void aCallerWaitsNoLongerThanItIsReadyTo() throws Exception {
        FunctionPool pool = pool(1, Duration.ofSeconds(20), Map.of());
        pool.warmUp();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Outcome> slow = threads.submit(() -> invoke(pool, "do:sleep:600"));
            Eventually.holds("it works", () -> lines.has("[Fn 1] sleeping"));
            assertEquals(new Outcome.NotInTime(), pool.invoke(bytes("{}"), Duration.ofMillis(50)));
            answer(slow.get());
        }
    }

    @Test
    void refusesWhatIsLargerThanLambdaTakes() throws Exception {
        FunctionPool pool = pool(1, Duration.ofSeconds(20), Map.of());
        int tooMuch = FunctionPool.MAX_PAYLOAD_BYTES + 1;
        assertEquals(new Outcome.EventTooLarge(tooMuch), pool.invoke(new byte[tooMuch], PATIENCE));
        assertEquals(new Outcome.AnswerTooLarge(tooMuch + 1), invoke(pool, "do:bytes:" + (tooMuch - 1)));
        answer(invoke(pool, "{}"));
    }

    @Test
    void aFunctionFindsLambdasEnvironment() throws Exception {
        FunctionPool pool = pool(1, Duration.ofSeconds(20), Map.of("EXTRA", "of the template"));
        Json.Obj environment = answer(invoke(pool, "do:environment"));
        assertEquals("us-east-1", environment.text("region").orElseThrow());
        assertEquals("tollgate-Fn", environment.text("name").orElseThrow());
        assertEquals("of the template", environment.text("extra").orElseThrow());
        assertEquals(256L, environment.integer("memory").orElseThrow());
        assertTrue(environment.text("root").orElseThrow().endsWith("/Fn"));
        long remaining = environment.integer("remainingMs").orElseThrow();
        assertTrue(remaining > 10_000 && remaining <= 20_000, "remaining " + remaining);
        long heap = environment.integer("maxHeap").orElseThrow();
        assertTrue(heap > 200_000_000 && heap < 256 * 1024 * 1024, "85 % of 256 MB, not " + heap);
    }

    @Test
    void leavesNoProcessWhenClosed() throws Exception {
        FunctionPool pool = pool(3, Duration.ofSeconds(60), Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                threads.submit(() -> invoke(pool, "do:sleep:60000"));
            }
            Eventually.holds("all work", () -> lines.has("[Fn 3] sleeping"));
            List<Long> pids = pool.processIds();
            assertEquals(3, pids.size());
            pool.close();
            assertTrue(pids.stream().noneMatch(Eventually::isAlive));
        }
    }

    private FunctionPool pool(int maxInstances, Duration timeout, Map<String, String> environment) throws IOException {
        var function = new LambdaFunction(
                "Fn",
                "tollgate-Fn",
                TestPackage.write(directory),
                TestPackage.HANDLER,
                "java25",
                false,
                timeout,
                256,
                false,
                environment);
        Path work = Files.createDirectories(directory.resolve("work"));
        Path taskRoot = FunctionPackage.unpack(function, work);
        OrphanGuard guard = OrphanGuard.start();
        open.add(guard);
        var launch = new JavaLaunch(Path.of(System.getProperty("java.home")), work);
        var environmentOfAll = new FunctionEnvironment(URI.create("http://127.0.0.1:1"), Map.of(), Map.of());
        var start = new InstanceStart(function, launch, taskRoot, environmentOfAll, guard, lines);
        var pool = new FunctionPool(start, maxInstances);
        open.add(pool);
        return pool;
    }

    private static Outcome invoke(FunctionPool pool, String event) throws InterruptedException {
        return pool.invoke(bytes(event), PATIENCE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Json.Obj answer(Outcome outcome) throws JsonException {
        var answered = assertInstanceOf(Outcome.Answered.class, outcome);
        return (Json.Obj) new JsonText(5).parse(answered.payload());
    }

    private static List<Outcome> together(int count, Callable<Outcome> call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<Outcome>>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(call));
            }
            var outcomes = new ArrayList<Outcome>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        }
    }
}
