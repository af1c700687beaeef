package dev.tollgate.local.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpServerTest {
    private static final HttpLimits LIMITS = new HttpLimits(
            3,
            1_000,
            2 * HttpLimits.LARGE_BODY_BYTES,
            1,
            Duration.ofMillis(800),
            Duration.ofMillis(300),
            Duration.ofMillis(800));
    private static final String END = "Connection: close\r\n";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.bind(
                InetAddress.getLoopbackAddress(), 0, LIMITS, Thread.ofVirtual().factory());
        server.serve(request -> new HttpResponse(
                200,
                List.of(new Header("X-Seen", request.method() + " " + request.target())),
                request.body().length > 100
                        ? Integer.toString(request.body().length).getBytes(StandardCharsets.UTF_8)
                        : request.body()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void keepsTheConnectionAndAnswersInOrder() throws IOException {
        String answers =
                talk("GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b?c HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
                        + "GET /d HTTP/1.1\r\nHost: x\r\n" + END + "\r\n");
        assertTrue(
                answers.matches("(?s).*X-Seen: GET /a\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n"
                        + ".*X-Seen: POST /b\\?c\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nhi"
                        + ".*X-Seen: GET /d\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                answers);
    }

    @Test
    void readsChunks() throws IOException {
        String answer = talk("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" + END
                + "\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: z\r\n\r\n");
        assertTrue(answer.endsWith("\r\n\r\nabcde"), answer);
    }

    @Test
    void saysContinueToWhoAsks() throws IOException {
        String answer =
                talk("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n" + END + "\r\nok");
        assertTrue(answer.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"), answer);
    }

    @Test
    void sendsNoBodyToHead() throws IOException {
        String answer = talk("HEAD / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n" + END + "\r\nhi");
        assertTrue(answer.endsWith("Content-Length: 2\r\nConnection: close\r\n\r\n"), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no white space before the colon|Host : x|400",
                "no line folding|Host: x\\r\\nA: b\\r\\n c|400",
                "no bare line feed|Host: x\\nA: b|400",
                "one host|Host: x\\r\\nHost: y|400",
                "a host|A: b|400",
                "one length|Host: x\\r\\nContent-Length: 1\\r\\nContent-Length: 2|400",
                "a length of digits|Host: x\\r\\nContent-Length: +1|400",
                "length or chunks|Host: x\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked|400",
                "chunks only|Host: x\\r\\nTransfer-Encoding: gzip, chunked|400",
                "no other expectation|Host: x\\r\\nExpect: magic|417",
                "no more than is allowed|Host: x\\r\\nContent-Length: 999999999|413",
            })
    void refuses(String rule, String headers, int status) throws IOException {
        String lines = headers.replace("\\r", "\r").replace("\\n", "\n");
        String answer = talk("POST / HTTP/1.1\r\n" + lines + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), rule + ": " + answer);
        assertEquals(answer.indexOf("HTTP/1.1"), answer.lastIndexOf("HTTP/1.1"), rule);
    }

    @ParameterizedTest
    @CsvSource({"GET /#f HTTP/1.1,400", "GET x HTTP/1.1,400", "GET /  HTTP/1.1,400", "GET / HTTP/2.0,505", "GET /,400"})
    void refusesRequestLines(String line, int status) throws IOException {
        assertTrue(talk(line + "\r\nHost: x\r\n\r\n").startsWith("HTTP/1.1 " + status + " "));
    }

    @Test
    void boundsTheHead() throws IOException {
        assertTrue(talk("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(2_000) + "\r\n\r\n")
                .startsWith("HTTP/1.1 431 "));
    }

    @Test
    void boundsLargeBodiesInMemoryAndGivesThemFreeAgain() throws IOException {
        int large = HttpLimits.LARGE_BODY_BYTES + 1;
        String head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + large + "\r\n" + END + "\r\n";
        try (Socket slow = connect()) {
            slow.getOutputStream().write((head + "x").getBytes(StandardCharsets.ISO_8859_1));
            slow.getOutputStream().flush();
            // The slow one holds the only place until it is thrown out.
            String refused;
            do {
                refused = talk(head + "x".repeat(large));
            } while (refused.startsWith("HTTP/1.1 200"));
            assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
            assertEquals(-1, slow.getInputStream().read());
        }
        String taken;
        do {
            taken = talk(head + "x".repeat(large));
        } while (taken.startsWith("HTTP/1.1 503"));
        assertTrue(taken.endsWith("\r\n\r\n" + large), taken);
    }

    @Test
    void closesOnWhoIsSlowAndOnWhoIsSilent() throws IOException {
        try (Socket slow = connect();
                Socket silent = connect()) {
            slow.getOutputStream().write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhal".getBytes());
            assertEquals(-1, slow.getInputStream().read());
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    @Test
    void boundsConnections() throws IOException {
        try (Socket a = connect();
                Socket b = connect();
                Socket c = connect()) {
            try (Socket oneTooMany = connect()) {
                assertEquals(-1, oneTooMany.getInputStream().read());
            }
            assertTrue(a.isConnected() && b.isConnected() && c.isConnected());
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private String talk(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
