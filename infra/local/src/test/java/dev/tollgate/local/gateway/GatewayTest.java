package dev.tollgate.local.gateway;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.local.Lines;
import dev.tollgate.local.LocalStack;
import dev.tollgate.local.Seeding;
import dev.tollgate.local.TestTemplate;
import dev.tollgate.local.http.HttpLimits;
import dev.tollgate.local.http.HttpServer;
import dev.tollgate.local.template.Route;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a client sees of the gateway, byte by byte, with a function that answers with its event. */
class GatewayTest {
    private static final int MAX_HEAD_BYTES = 1_000;
    private static final int MAX_BODY_BYTES = 200_000;
    private static final String END = "Host: x\r\nConnection: close\r\n";

    @TempDir
    static Path root;

    private static LocalStack stack;

    private HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        stack = LocalStack.start(TestTemplate.write(root, "{}"), Seeding.NONE, new Lines());
    }

    @AfterAll
    static void end() {
        stack.close();
    }

    @BeforeEach
    void bind() throws IOException {
        server = HttpServer.bind(0, new HttpLimits(MAX_HEAD_BYTES, MAX_BODY_BYTES, Duration.ofMillis(500)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void passesPathAndQueryOnAsTheyWereSent() throws Exception {
        serve();
        Json.Obj event = event(talk("GET /a%2Fb/../%2e/c//d;e=1/?x=%2F&y=a+b&x=../z HTTP/1.1\r\n" + END + "\r\n"));
        // An HTTP API decodes the path, and does nothing else to it.
        assertEquals("/a/b/.././c//d;e=1/", event.text("rawPath").orElseThrow());
        assertEquals("x=%2F&y=a+b&x=../z", event.text("rawQueryString").orElseThrow());
    }

    @Test
    void passesHeadersOnRepeatedOnesJoined() throws Exception {
        serve();
        Json.Obj headers = event(talk("GET / HTTP/1.1\r\nX-Two: A\r\nAccept: Text/HTML\r\nx-two: b\r\n" + END + "\r\n"))
                .object("headers")
                .orElseThrow();
        assertEquals("A,b", headers.text("x-two").orElseThrow());
        assertEquals("Text/HTML", headers.text("accept").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "TRACE", "DELETE", "PROPFIND", "x-own"})
    void everyMethodReachesTheDefaultRoute(String method) throws Exception {
        serve();
        Json.Obj event = event(talk(method + " /a HTTP/1.1\r\n" + END + "\r\n"));
        assertEquals("$default", event.text("routeKey").orElseThrow());
        Json.Obj http =
                event.object("requestContext").orElseThrow().object("http").orElseThrow();
        assertEquals(method, http.text("method").orElseThrow());
    }

    @Test
    void sendsNoBodyToHeadNorWith204() throws Exception {
        serve();
        String head = talk("HEAD / HTTP/1.1\r\n" + END + "\r\n");
        assertTrue(head.matches("(?s)HTTP/1.1 200 .*Content-Length: [1-9]\\d{2,}\r\n.*\r\n\r\n"), head);
        String none = talk("GET /?do:status:204 HTTP/1.1\r\n" + END + "\r\n");
        assertTrue(none.matches("(?s)HTTP/1.1 204 .*\r\n\r\n") && !none.contains("Content-Length"), none);
    }

    @Test
    void keepsTheConnectionAndAnswersInOrder() throws Exception {
        serve();
        String answers = talk("GET /first HTTP/1.1\r\nHost: x\r\n\r\n"
                + "POST /second HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
                + "GET /third HTTP/1.1\r\n" + END + "\r\n");
        assertTrue(
                answers.matches(
                        "(?s)HTTP/1.1 200 .*\"/first\".*HTTP/1.1 200 .*\"/second\"" + ".*HTTP/1.1 200 .*\"/third\".*"),
                answers);
    }

    @Test
    void readsChunksOnceToldToContinue() throws Exception {
        serve();
        try (Socket socket = connect()) {
            String head = "POST / HTTP/1.1\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n";
            send(socket, head + "Expect: 100-continue\r\n" + END + "\r\n");
            String goOn = "HTTP/1.1 100 Continue\r\n\r\n";
            assertEquals(
                    goOn, new String(socket.getInputStream().readNBytes(goOn.length()), StandardCharsets.US_ASCII));
            send(socket, "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: z\r\n\r\n");
            assertEquals("abcde", event(read(socket)).text("body").orElseThrow());
        }
    }

    @Test
    void boundsBodiesAndHeads() throws Exception {
        serve();
        String tooLong = "x".repeat(MAX_BODY_BYTES + 1);
        String length = "Content-Length: " + tooLong.length() + "\r\n";
        assertRefused(413, "Request Too Long", talk("POST / HTTP/1.1\r\nHost: x\r\n" + length + "\r\n" + tooLong));
        assertRefused(
                413,
                "Request Too Long",
                talk("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(tooLong.length()) + "\r\n" + tooLong + "\r\n0\r\n\r\n"));
        assertRefused(
                431,
                "Request Header Fields Too Large",
                talk("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(2 * MAX_HEAD_BYTES) + "\r\n\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a path|GET x HTTP/1.1\\r\\nHost: x",
                "no fragment|GET /#f HTTP/1.1\\r\\nHost: x",
                "percent signs with two digits|GET /%zz HTTP/1.1\\r\\nHost: x",
                "a host|GET / HTTP/1.1\\r\\nA: b",
                "one host|GET / HTTP/1.1\\r\\nHost: x\\r\\nHost: y",
                "no white space before the colon|GET / HTTP/1.1\\r\\nHost : x",
                "one length|POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nContent-Length: 2",
                "length or chunks|POST / HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked",
            })
    void refuses(String rule, String head) throws Exception {
        serve();
        String answer = talk(head.replace("\\r", "\r").replace("\\n", "\n") + "\r\n\r\n");
        assertRefused(400, "Bad Request", answer);
        assertEquals(0, answer.lastIndexOf("HTTP/1.1"), rule);
    }

    @Test
    void closesOnWhoIsSlowAndOnWhoIsSilent() throws Exception {
        serve();
        try (Socket slow = connect();
                Socket silent = connect()) {
            send(slow, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhal");
            slow.getInputStream().readAllBytes();
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void whoComesEarlyWaits() throws Exception {
        try (Socket early = connect()) {
            send(early, "GET /early HTTP/1.1\r\n" + END + "\r\n");
            serve();
            assertEquals("/early", event(read(early)).text("rawPath").orElseThrow());
        }
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        serve();
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", server.port()).close());
    }

    @Test
    void endsAtOnceThoughAConnectionIsOpen() throws Exception {
        serve();
        try (Socket open = connect()) {
            send(open, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(open.getInputStream().read() >= 0);
            int port = server.port();
            long before = System.nanoTime();
            server.close();
            assertTrue(System.nanoTime() - before < 2_000_000_000L);
            assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
        }
    }

    private void serve() {
        var route = new Route(Route.DEFAULT, "Fn", Duration.ofSeconds(15));
        server.serve(new Gateway(
                List.of(route),
                Map.of("Fn", stack.function("Fn")),
                server.port(),
                InstantSource.system(),
                new Lines()));
    }

    private Socket connect() throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private String talk(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return read(socket);
        }
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static Json.Obj event(String answer) throws JsonException {
        String body = answer.substring(answer.lastIndexOf("\r\n\r\n") + 4);
        return (Json.Obj) new JsonText(10).parse(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void assertRefused(int status, String message, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.endsWith("\r\n\r\n{\"message\":\"" + message + "\"}"), answer);
    }
}
