package dev.tollgate.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.FakeTollgate;
import dev.tollgate.hook.FakeTollgate.Answer;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.Tollgate;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import dev.tollgate.proxy.client.Conversations;
import dev.tollgate.proxy.client.HttpClients;
import dev.tollgate.proxy.govern.ClientSide;
import dev.tollgate.proxy.govern.Conversation;
import dev.tollgate.proxy.govern.Governance;
import dev.tollgate.proxy.govern.SeenTools;
import dev.tollgate.proxy.server.HttpServerSide;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Streamable HTTP on both sides, with sessions and without. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class HttpTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String MODERN_CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"größe\",\"arguments\":{},"
                    + META + "}}";
    private static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private FakeTollgate fake;
    private Tollgate tollgate;
    private HttpServer server;
    private HttpClients clients;
    private volatile Answering answering;

    /** What came to the server. */
    private record Seen(String method, Map<String, List<String>> headers, String body) {
        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(name))
                    .map(each -> each.getValue().getFirst())
                    .findFirst();
        }
    }

    private interface Answering {
        void answer(HttpExchange exchange, Json.Obj message) throws Exception;
    }

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
        tollgate = new Tollgate(Settings.of(fake.url(), AccessKey.of("tg_1_s"), "test/1")
                .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
        answering = HttpTest::answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/mcp", this::serve);
        server.start();
        listen(Optional.empty());
    }

    private void listen(Optional<String> token) throws IOException {
        var log = new Log(new PrintStream(OutputStream.nullOutputStream()), false);
        var governance = new Governance(
                tollgate,
                "bot",
                "docs",
                Optional.empty(),
                Governance.Refusal.RESULT,
                Duration.ZERO,
                Duration.ofSeconds(30),
                100);
        var conversations = new Conversations() {
            @Override
            public Talk session(ClientSide client) {
                var side = new HttpServerSide(
                        http,
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp"),
                        Map.of("X-Key", "k"),
                        1_000_000,
                        log);
                var conversation = new Conversation(governance, client, side, new SeenTools(), log);
                side.start(conversation);
                return new Talk(conversation, side::close);
            }

            @Override
            public Talk sessionless(ClientSide client) {
                return session(client);
            }

            @Override
            public boolean isShared() {
                return false;
            }
        };
        clients = new HttpClients(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), conversations, token, 100_000, log);
        clients.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(new Seen(exchange.getRequestMethod(), Map.copyOf(exchange.getRequestHeaders()), body));
            if (exchange.getRequestMethod().equals("POST")) {
                answering.answer(exchange, FakeClientText.read(body));
            } else {
                exchange.sendResponseHeaders(405, -1);
            }
        } catch (IOException gone) {
            throw gone;
        } catch (Exception broken) {
            throw new IOException(broken);
        }
    }

    private static void answers(HttpExchange exchange, Json.Obj message) throws IOException {
        Optional<Json> id = message.get("id");
        if (id.isEmpty() || message.get("method").isEmpty()) {
            exchange.sendResponseHeaders(202, -1);
            return;
        }
        if (message.text("method").equals(Optional.of("initialize"))) {
            exchange.getResponseHeaders().set("Mcp-Session-Id", "upstream-session");
        }
        json(
                exchange,
                200,
                "{\"jsonrpc\":\"2.0\",\"id\":" + JsonText.write(id.get())
                        + ",\"result\":{\"protocolVersion\":\"2025-11-25\",\"tools\":[],\"content\":[]}}");
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @AfterEach
    void end() {
        clients.close();
        server.stop(0);
        tollgate.close();
        fake.close();
    }

    @Test
    void aSessionIsTheClientsOwnAndHasItsOwnWithTheServer() throws Exception {
        HttpResponse<String> welcome = post(INITIALIZE);
        String session = welcome.headers().firstValue("Mcp-Session-Id").orElseThrow();
        HttpResponse<String> noted =
                post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", "Mcp-Session-Id", session);
        HttpResponse<String> called = post(call(1, "read"), "Mcp-Session-Id", session);
        HttpResponse<String> without = post(call(2, "read"));
        HttpResponse<String> other = post(call(3, "read"), "Mcp-Session-Id", "guessed");
        int ended = http.send(
                        request().header("Mcp-Session-Id", session).DELETE().build(), BodyHandlers.discarding())
                .statusCode();
        HttpResponse<String> late = post(call(4, "read"), "Mcp-Session-Id", session);

        assertEquals(
                List.of(200, 202, 200, 400, 404, 204, 404),
                List.of(
                        welcome.statusCode(),
                        noted.statusCode(),
                        called.statusCode(),
                        without.statusCode(),
                        other.statusCode(),
                        ended,
                        late.statusCode()));
        assertTrue(called.body().contains("\"id\":1"), called::body);
        assertFalse(session.equals("upstream-session"));
        Seen atServer = seen.stream()
                .filter(each -> each.body().contains("tools/call"))
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of("upstream-session"), atServer.header("Mcp-Session-Id"));
        assertEquals(Optional.of("2025-11-25"), atServer.header("MCP-Protocol-Version"));
        assertEquals(Optional.of("k"), atServer.header("X-Key"));
        assertEquals("DELETE", seen.getLast().method());
    }

    @Test
    void withoutSessionsEachRequestSaysWhatItIsInItsHeadersToo() throws Exception {
        HttpResponse<String> called = post(MODERN_CALL, modern("tools/call", "=?base64?Z3LDtsOfZQ==?="));

        assertEquals(200, called.statusCode(), called::body);
        Seen atServer = seen.stream()
                .filter(each -> each.body().contains("größe"))
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of("2026-07-28"), atServer.header("MCP-Protocol-Version"));
        assertEquals(Optional.of("tools/call"), atServer.header("Mcp-Method"));
        assertEquals(Optional.of("=?base64?Z3LDtsOfZQ==?="), atServer.header("Mcp-Name"));
        assertEquals(Optional.empty(), atServer.header("Mcp-Session-Id"));
        Seen list = seen.stream()
                .filter(each -> each.body().contains("tools/list"))
                .findFirst()
                .orElseThrow();
        assertTrue(list.body().contains("2026-07-28"), "the proxy's own request is of the same version");
    }

    @Test
    void headersThatSaySomethingElseAreRefused() throws Exception {
        HttpResponse<String> otherTool = post(MODERN_CALL, modern("tools/call", "harmless"));
        HttpResponse<String> otherMethod = post(MODERN_CALL, modern("tools/list", "=?base64?Z3LDtsOfZQ==?="));
        HttpResponse<String> none = post(MODERN_CALL);

        for (var refused : List.of(otherTool, otherMethod, none)) {
            assertEquals(400, refused.statusCode(), refused::body);
            assertTrue(refused.body().contains("-32020"), refused::body);
        }
        assertEquals(List.of(), seen);
        assertEquals(0, fake.asked.size());
    }

    @Test
    void anUnknownMethodWithoutSessionIsNotFound() throws Exception {
        String asked = MODERN_CALL.replace("tools/call", "tools/delete");
        HttpResponse<String> refused = post(asked, modern("tools/delete", "x"));

        assertEquals(404, refused.statusCode(), refused::body);
        assertTrue(refused.body().contains("-32601"), refused::body);
    }

    @Test
    void whatComesBeforeTheAnswerComesBeforeIt() throws Exception {
        answering = (exchange, message) -> {
            if (message.text("method").equals(Optional.of("tools/call"))) {
                events(
                        exchange,
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":7,\"progress\":1}}",
                        "{\"jsonrpc\":\"2.0\",\n\"id\":1,\"result\":{\"content\":[]}}");
            } else {
                answers(exchange, message);
            }
        };
        String body = post(MODERN_CALL, modern("tools/call", "=?base64?Z3LDtsOfZQ==?="))
                .body();

        assertTrue(body.startsWith("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\""), body);
        assertTrue(body.indexOf("\"result\"") > body.indexOf("progress"), body);
    }

    private static void events(HttpExchange exchange, String... messages) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (String message : messages) {
            out.write((": hello\nevent: message\ndata: " + message.replace("\n", "\ndata: ") + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Test
    void aStreamThatBreaksBeforeItsAnswerIsAnError() throws Exception {
        answering = (exchange, message) -> {
            if (message.text("method").equals(Optional.of("tools/call"))) {
                events(exchange, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}");
            } else {
                answers(exchange, message);
            }
        };
        String body = post(MODERN_CALL, modern("tools/call", "=?base64?Z3LDtsOfZQ==?="))
                .body();

        assertTrue(body.contains("ended its answer too early"), body);
    }

    @Test
    void whatTheServerRefusesIsToldAndItsErrorsKeepTheirCode() throws Exception {
        answering = (exchange, message) -> {
            if (message.text("method").equals(Optional.of("tools/call"))) {
                json(
                        exchange,
                        400,
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32022,\"message\":\"Unsupported protocol version\",\"data\":{\"supported\":[\"2025-11-25\"]}}}");
            } else {
                answers(exchange, message);
            }
        };
        HttpResponse<String> unsupported = post(MODERN_CALL, modern("tools/call", "=?base64?Z3LDtsOfZQ==?="));
        answering = (exchange, message) -> exchange.sendResponseHeaders(401, -1);
        HttpResponse<String> unauthorized = post(MODERN_CALL, modern("tools/call", "=?base64?Z3LDtsOfZQ==?="));

        assertEquals(400, unsupported.statusCode());
        assertTrue(unsupported.body().contains("\"supported\":[\"2025-11-25\"]"), unsupported::body);
        assertTrue(unauthorized.body().contains("HTTP 401"), unauthorized::body);
    }

    @Test
    void aClientThatLeavesCancelsItsRequest() throws Exception {
        var isGone = new CountDownLatch(1);
        answering = (exchange, message) -> {
            if (!message.text("method").equals(Optional.of("tools/call"))) {
                answers(exchange, message);
                return;
            }
            try {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    exchange.getResponseBody()
                            .write("data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}\n\n"
                                    .getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    Thread.sleep(20);
                }
            } catch (IOException closed) {
                isGone.countDown();
                throw closed;
            }
        };
        HttpRequest.Builder call = request().POST(HttpRequest.BodyPublishers.ofString(MODERN_CALL));
        String[] headers = modern("tools/call", "=?base64?Z3LDtsOfZQ==?=");
        for (int i = 0; i < headers.length; i += 2) {
            call.header(headers[i], headers[i + 1]);
        }
        var stream = http.send(call.build(), BodyHandlers.ofInputStream()).body();
        assertTrue(stream.read() > 0);
        stream.close();

        assertTrue(isGone.await(30, TimeUnit.SECONDS), "the server hears that nobody waits");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (fake.bodies("/v1/redact").isEmpty() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertEquals(
                Optional.of("cancelled"),
                fake.bodies("/v1/redact").getFirst().object("outcome").flatMap(outcome -> outcome.text("status")));
    }

    @Test
    void webPagesOfOtherPlacesAndWhoHasNoTokenAreRefused() throws Exception {
        assertEquals(403, post(INITIALIZE, "Origin", "https://evil.example").statusCode());
        assertEquals(200, post(INITIALIZE, "Origin", "http://localhost:3000").statusCode());
        clients.close();
        listen(Optional.of("sesame"));

        assertEquals(401, post(INITIALIZE).statusCode());
        assertEquals(401, post(INITIALIZE, "Authorization", "Bearer wrong").statusCode());
        assertEquals(200, post(INITIALIZE, "Authorization", "Bearer sesame").statusCode());
        assertTrue(seen.stream().allMatch(each -> each.header("Authorization").isEmpty()), "it is not the server's");
    }

    @Test
    void whatIsTooLargeOrNoMessageIsRefused() throws Exception {
        assertEquals(413, post(" ".repeat(100_001)).statusCode());
        assertEquals(400, post("[" + INITIALIZE + "]").statusCode());
        assertEquals(
                400,
                post("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"initialize\"}")
                        .statusCode());
    }

    private static String[] modern(String method, String name) {
        return new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, "Mcp-Name", name};
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + clients.port() + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        HttpRequest.Builder request = request().POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String call(long id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }
}
