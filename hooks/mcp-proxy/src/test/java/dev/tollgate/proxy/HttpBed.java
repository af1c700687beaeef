package dev.tollgate.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.hook.AccessKey;
import dev.tollgate.hook.FakeTollgate;
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
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A client over Streamable HTTP, the proxy, and a server that does as a test says. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
abstract class HttpBed {
    static final String INITIALIZE =
            "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}";

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    FakeTollgate fake;
    private Tollgate tollgate;
    private HttpServer server;
    HttpClients clients;
    volatile Answering answering;

    /** What came to the server. */
    record Seen(String method, Map<String, List<String>> headers, String body) {
        Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(name))
                    .map(each -> each.getValue().getFirst())
                    .findFirst();
        }
    }

    interface Answering {
        void answer(HttpExchange exchange, Json.Obj message) throws Exception;
    }

    @BeforeEach
    void start() throws Exception {
        fake = FakeTollgate.thatAllows();
        tollgate = new Tollgate(Settings.of(fake.url(), AccessKey.of("tg_1_s"), "test/1")
                .withTimeouts(Duration.ofSeconds(20), Duration.ofSeconds(20)));
        answering = HttpBed::answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/mcp", this::serve);
        server.start();
        listen(Optional.empty());
    }

    void listen(Optional<String> token) throws IOException {
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

    static void answers(HttpExchange exchange, Json.Obj message) throws IOException {
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

    static void json(HttpExchange exchange, int status, String text) throws IOException {
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

    HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + clients.port() + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    HttpResponse<String> post(String body, String... headers) throws Exception {
        HttpRequest.Builder request = request().POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static String call(long id, String tool) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool
                + "\",\"arguments\":{}}}";
    }
}
