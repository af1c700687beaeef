package dev.tollgate.hook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Answers as the test says, and keeps what it was asked. */
public final class FakeTollgate implements AutoCloseable {
    private final HttpServer server;
    public final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    public volatile Answering answering;

    public record Asked(String path, Optional<String> query, Headers headers, Json.Obj body) {
        public String authorization() {
            return headers.getFirst("Authorization");
        }
    }

    public record Answer(int status, String body, Map<String, String> headers) {
        public Answer(int status, String body) {
            this(status, body, Map.of());
        }
    }

    public interface Answering {
        Answer answer(String path, Json.Obj body) throws Exception;
    }

    public FakeTollgate(Answering answering) throws IOException {
        this.answering = answering;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Allows every call, passes on every answer, and finds nothing. */
    public static FakeTollgate thatAllows() throws IOException {
        return new FakeTollgate((path, body) -> switch (path) {
            case "/access/v1/evaluation" ->
                new Answer(200, "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-1\"}}");
            case "/v1/redact" ->
                new Answer(
                        200,
                        "{\"result\":" + JsonText.write(body.get("result").orElseThrow()) + ",\"action\":\"passed\"}");
            default -> new Answer(200, "{\"results\":[]}");
        });
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Json.Obj> bodies(String path) {
        synchronized (asked) {
            return asked.stream()
                    .filter(each -> each.path().equals(path))
                    .map(Asked::body)
                    .toList();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isPacked = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] bytes = isPacked
                    ? new GZIPInputStream(exchange.getRequestBody()).readAllBytes()
                    : exchange.getRequestBody().readAllBytes();
            Json.Obj body = JsonText.readObject(bytes);
            String path = exchange.getRequestURI().getPath();
            Optional<String> query =
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery());
            asked.add(new Asked(path, query, exchange.getRequestHeaders(), body));
            Answer answer = answering.answer(path, body);
            byte[] text = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        } catch (JsonException notJson) {
            exchange.sendResponseHeaders(400, -1);
        } catch (Exception broken) {
            throw new IOException(broken);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
