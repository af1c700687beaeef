package dev.tollgate.core.store;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.core.http.Traces;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpCollectorTest {
    private static final byte[] SPANS = "{}".getBytes(StandardCharsets.UTF_8);

    private static final Duration PATIENT = Duration.ofSeconds(10);

    /** The bound, and what a busy machine adds to it. */
    private static final Duration MOST = HttpCollector.MOST.plusMillis(400);

    @Test
    void postsJsonAndTellsWhetherItWasTaken() throws IOException {
        List<String> posts = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String type = exchange.getRequestHeaders().getFirst("content-type");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + type + " " + body);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/v1/traces") ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
        try {
            assertTrue(collector(server.getAddress().getPort(), "/v1/traces", PATIENT)
                    .take(SPANS));
            assertFalse(
                    collector(server.getAddress().getPort(), "/busy", PATIENT).take(SPANS));
        } finally {
            server.stop(0);
        }
        assertEquals(List.of("POST /v1/traces application/json {}", "POST /busy application/json {}"), posts);
    }

    @Test
    void waitsForNoCollectorThatIsDead() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertNotTakenInTime(collector(port, "/"));
    }

    @Test
    void waitsForNoCollectorThatHangs() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertNotTakenInTime(collector(silent.getLocalPort(), "/"));
        }
    }

    /** Each read gets something before its own timeout. */
    @Test
    void waitsForNoCollectorThatTrickles() throws Exception {
        try (var slow = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread trickle = Thread.ofVirtual().start(() -> {
                try (var socket = slow.accept();
                        InputStream request = socket.getInputStream()) {
                    request.read();
                    for (int i = 0; i < 1_000; i++) {
                        socket.getOutputStream().write('H');
                        Thread.sleep(20);
                    }
                } catch (IOException | InterruptedException ended) {
                    // Nobody reads any more.
                }
            });
            assertNotTakenInTime(collector(slow.getLocalPort(), "/"));
            trickle.interrupt();
            trickle.join();
        }
    }

    @Test
    void withoutAnAddressNobodyCollects() {
        assertSame(Traces.OFF, HttpCollector.traces(Optional.empty(), "s", "1", "f", problem -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4318", "ftp://localhost/", "http:///v1/traces", "not a url"})
    void refusesWhatIsNoUrlOfACollector(String address) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> HttpCollector.traces(Optional.of(address), "s", "1", "f", problem -> {}))
                .getMessage();
        assertEquals(
                "TOLLGATE_TRACES is the http URL of a collector, as http://localhost:4318/v1/traces, not " + address,
                message);
    }

    private static HttpCollector collector(int port, String path, Duration most) {
        return new HttpCollector(URI.create("http://127.0.0.1:" + port + path), most);
    }

    private static HttpCollector collector(int port, String path) {
        return collector(port, path, HttpCollector.MOST);
    }

    private static void assertNotTakenInTime(HttpCollector collector) {
        long start = System.nanoTime();
        assertFalse(collector.take(SPANS));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(MOST) < 0, took::toString);
    }
}
