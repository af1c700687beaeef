package dev.tollgate.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.cli.Session.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CatalogueOverHttpTest {
    private static final String WELCOME = "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {\"protocolVersion\": "
            + "\"2025-06-18\", \"serverInfo\": {\"name\": \"wiki\", \"version\": \"1\"}}}";
    private static final String TOOLS = "{\"jsonrpc\": \"2.0\", \"id\": 2, \"result\": {\"tools\": [{\"name\": "
            + "\"search\", \"inputSchema\": {\"type\": \"object\"}}]}}";

    @TempDir
    private Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksOverStreamableHttpInASession() throws Exception {
        server.createContext("/mcp", exchange -> {
            String said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            heard.add(exchange.getRequestMethod() + " " + header(exchange, "Authorization") + " "
                    + header(exchange, "Mcp-Session-Id") + " " + header(exchange, "MCP-Protocol-Version"));
            if (said.contains("\"initialize\"")) {
                exchange.getResponseHeaders().add("Mcp-Session-Id", "s-1");
                answer(exchange, 200, "application/json", WELCOME);
            } else if (said.contains("tools/list")) {
                answer(
                        exchange,
                        200,
                        "text/event-stream",
                        ": hello\r\nid: 0\r\ndata: \r\n\r\nevent: message\r\ndata: {\"jsonrpc\": \"2.0\", \"method\": "
                                + "\"notifications/progress\"}\r\n\r\ndata: " + TOOLS + "\r\n\r\n");
            } else {
                answer(exchange, 202, "text/plain", "");
            }
        });

        Result result = run("wiki", "--token-from", "WIKI_TOKEN");

        assertEquals(0, result.exitCode(), result.err());
        assertTrue(Files.readString(directory.resolve("wiki.yaml")).contains("    search: {traits: ["));
        assertEquals(
                List.of(
                        "POST Bearer t0ken - -",
                        "POST Bearer t0ken s-1 2025-06-18",
                        "POST Bearer t0ken s-1 2025-06-18",
                        "DELETE Bearer t0ken s-1 2025-06-18"),
                heard);
    }

    @ParameterizedTest
    @CsvSource({
        "401, refuses without the right token (HTTP 401): name its environment variable with --token-from",
        "404, no Streamable HTTP endpoint at this address (HTTP 404)",
        "307, the server answered with HTTP 307 (expected 200)",
        "500, the server answered with HTTP 500 (expected 200)",
        "202, the server accepted the request without an answer",
    })
    void anAnswerThatIsNoneIsNamed(int status, String message) {
        server.createContext("/mcp", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            answer(exchange, status, "text/plain", "");
        });

        Result result = run("wiki");

        assertTrue(result.err().contains(message), result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void aStreamThatEndsTooEarlyIsNamed() {
        server.createContext("/mcp", exchange -> answer(exchange, 200, "text/event-stream", "data: {}"));

        Result result = run("wiki");

        assertEquals(
                "tollgate: the server's answer ended before it was complete, asked for 'initialize'\n", result.err());
    }

    @Test
    void nobodyThereIsNamed() {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertEquals(
                "tollgate: there is no answer from http://127.0.0.1:" + port + ", asked for 'initialize'\n",
                run("wiki").err());
    }

    private Result run(String... arguments) {
        var all = new String[arguments.length + 3];
        all[0] = "catalogue";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--url";
        all[all.length - 1] = "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
        return new Session(Map.of("WIKI_TOKEN", "t0ken"), directory).run(all);
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of("-")).getFirst();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
