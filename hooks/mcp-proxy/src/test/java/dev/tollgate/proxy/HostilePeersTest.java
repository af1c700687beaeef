package dev.tollgate.proxy;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who does not read, does not write, writes without end or is killed: nobody else waits for that, and nothing is left. */
class HostilePeersTest extends ProgramBed {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}";

    @Test
    void aServerThatReadsNoMoreHoldsNoCallLongerThanItsTimeout() throws Exception {
        startProxy("--call-timeout", "1s");
        says(call(1, "deaf"));
        answer(1);
        List<ProcessHandle> family = family(2);
        String arguments = "{\"a\":\"" + "y".repeat(64 * 1024) + "\"}";
        for (int id = 2; id < 40; id++) {
            says(call(id, "echo").replace("{}", arguments));
        }
        says(PING.formatted(40));

        for (int id = 2; id <= 40; id++) {
            assertTrue(answer(id).object("error").isPresent(), () -> heard.toString());
        }
        endsByItself(family, 0);
    }

    @Test
    void aServerThatClosesItsInputHasEnded() throws Exception {
        startProxy();
        says(call(1, "closes-input"));
        answer(1);
        List<ProcessHandle> family = family(2);
        says(call(2, "echo"));

        assertTrue(JsonText.write(answer(2)).contains("the server closed its input"));
        assertTrue(proxy.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, proxy.exitValue());
        await(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void halfALineIsNoAnswerWhetherTheServerThenHangsOrCrashes() throws Exception {
        startProxy("--call-timeout", "1s");
        says(call(1, "half"));
        assertTrue(JsonText.write(answer(1)).contains("longer than 1 s"));
        says(call(2, "half-crash"));

        assertTrue(answer(2).object("error").isPresent(), () -> heard.toString());
        assertTrue(proxy.waitFor(20, TimeUnit.SECONDS));
        assertEquals(1, proxy.exitValue());
    }

    @Test
    void aLineLargerThanAllMemoryIsAnErrorAndTheNextCallWorks() throws Exception {
        startProxy();
        says(call(1, "endless"));
        says(call(2, "echo"));

        assertTrue(JsonText.write(answer(1)).contains("too long"));
        assertTrue(JsonText.write(answer(2)).contains("call 2"));
    }

    @Test
    void aClientThatReadsLateMissesNothing() throws Exception {
        startProxy();
        says(call(1, "flood"));
        answer(1);
        says(call(2, "echo"));
        await(() -> fake.bodies("/access/v1/evaluation").size() == 2);
        answer(2);

        List<Optional<Long>> numbers = heard.stream()
                .filter(message -> message.text("method").isPresent())
                .map(message -> message.object("params").flatMap(params -> params.integer("n")))
                .toList();
        assertEquals(OddServer.FLOOD, numbers.size());
        for (int i = 0; i < OddServer.FLOOD; i++) {
            assertEquals(Optional.of((long) i), numbers.get(i));
        }
    }

    @Test
    void aClientThatNeverReadsAndSaysNoMoreIsLeftAlone() throws Exception {
        startProxy();
        says(call(1, "flood"));
        answer(1);
        endsByItself(family(2), 0);
    }

    @Test
    void whenTheClientIsKilledNothingIsLeft() throws Exception {
        Path calls = Files.writeString(directory.resolve("calls.txt"), call(1, "deaf") + "\n");
        List<String> words = builder(fake.url()).command();
        String command = String.join("' '", words);
        ProcessBuilder client = builder(fake.url()).redirectErrorStream(true).redirectOutput(err().toFile());
        proxy = client.command("sh", "-c", "(cat '" + calls + "'; exec sleep 600) | '" + command + "'")
                .start();
        await(() -> fake.bodies("/v1/redact").size() == 1);
        List<ProcessHandle> family = family(4);
        ProcessHandle sleeping = family.stream()
                .filter(each -> each.info().command().orElse("").endsWith("sleep"))
                .findFirst()
                .orElseThrow();
        sleeping.destroyForcibly();

        await(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void ofTenThousandCallsThroughRealPipesNoneIsLostOrCrossed() throws Exception {
        int calls = 10_000;
        startProxy();
        var underWay = new Semaphore(200);
        Thread asking = Thread.startVirtualThread(() -> {
            try {
                for (int id = 1; id <= calls; id++) {
                    underWay.acquire();
                    says(call(id, "echo"));
                }
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
        var answered = new boolean[calls + 1];
        for (int i = 0; i < calls; i++) {
            String line = out.readLine();
            underWay.release();
            Json.Obj answer = FakeClientText.read(line);
            int id = answer.integer("id").orElseThrow().intValue();
            assertTrue(line.contains("\"call " + id + "\""), line);
            assertFalse(answered[id], line);
            answered[id] = true;
        }
        asking.join();
        endsByItself(family(2), 0);
    }

    @Test
    void aTollgateThatAnswersAByteAtATimeIsNotWaitedFor() throws Exception {
        try (var tollgate = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> drip(tollgate));
            startProxy(URI.create("http://127.0.0.1:" + tollgate.getLocalPort()));
            long before = System.nanoTime();
            says(call(1, "echo"));

            assertTrue(JsonText.write(answer(1)).contains("no_decision"), () -> heard.toString());
            assertTrue(System.nanoTime() - before < Duration.ofSeconds(20).toNanos());
        }
    }

    private static void drip(ServerSocket tollgate) {
        var open = new ArrayList<Socket>();
        try {
            while (true) {
                Socket socket = tollgate.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> drip(socket));
            }
        } catch (IOException closed) {
            open.forEach(HostilePeersTest::close);
        }
    }

    private static void drip(Socket socket) {
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
        try {
            socket.getOutputStream().write(answer.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write(' ');
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException ended) {
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            throw new IllegalStateException(closed);
        }
    }

    /** The client says no more and does not read what is still said. */
    private void endsByItself(List<ProcessHandle> family, int exitCode) throws Exception {
        proxy.getOutputStream().close();
        assertTrue(proxy.waitFor(40, TimeUnit.SECONDS));
        assertEquals(exitCode, proxy.exitValue());
        await(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }
}
