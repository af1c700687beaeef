package dev.tollgate.proxy.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.client.Conversations.Talk;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.ModernRequest;
import dev.tollgate.proxy.message.Replies;
import dev.tollgate.proxy.message.RpcId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** Clients over Streamable HTTP, with sessions (up to 2025-11-25) and without (2026-07-28). */
public final class HttpClients implements AutoCloseable {
    private static final String SESSION = "Mcp-Session-Id";
    private static final String EVENTS = "text/event-stream";

    private final HttpServer http;
    private final Sessions sessions;
    private final Sessionless sessionless;
    private final Admission admission;
    private final int mostBytes;
    private final Log log;

    public HttpClients(
            InetSocketAddress address, Conversations conversations, Optional<String> token, int mostBytes, Log log)
            throws IOException {
        // An answer of a few bytes must not wait for the next one.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.http = HttpServer.create(address, 0);
        this.sessions = new Sessions(conversations, log);
        this.sessionless = new Sessionless(conversations);
        this.admission = new Admission(address.getHostString(), token);
        this.mostBytes = mostBytes;
        this.log = log;
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/mcp", this::handle);
    }

    public void start() {
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Optional<Integer> refusal = admission.refusal(exchange).or(() -> noSuchPath(exchange));
            if (refusal.isPresent()) {
                exchange.sendResponseHeaders(refusal.get(), -1);
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "POST" -> post(exchange);
                case "GET" -> get(exchange);
                case "DELETE" -> delete(exchange);
                default -> exchange.sendResponseHeaders(405, -1);
            }
        } catch (IOException gone) {
            log.detail("a client is gone before its answer");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException ours) {
            log.warn("a request is not answered because of a fault of the proxy: "
                    + ours.getClass().getName());
        }
    }

    private static Optional<Integer> noSuchPath(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().equals("/mcp") ? Optional.empty() : Optional.of(404);
    }

    private void post(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readNBytes(mostBytes + 1);
        if (body.length > mostBytes) {
            exchange.sendResponseHeaders(413, -1);
            return;
        }
        try {
            Message message = Message.read(body);
            if (message instanceof Message.Request request
                    && ModernRequest.version(request).isPresent()) {
                modern(exchange, request);
            } else if (message instanceof Message.Request request
                    && request.method().equals("initialize")) {
                initialize(exchange, request);
            } else {
                inSession(exchange, message);
            }
        } catch (JsonException noMessage) {
            refuse(exchange, 400, Replies.INVALID_REQUEST, "No JSON-RPC message: " + noMessage.getMessage());
        }
    }

    private static void refuse(HttpExchange exchange, int status, int code, String message) throws IOException {
        ReplyWriter.writeJson(
                exchange, status, Replies.error(Optional.empty(), code, "[Tollgate] " + message, Optional.empty()));
    }

    private void modern(HttpExchange exchange, Message.Request request) throws IOException, InterruptedException {
        Optional<String> mismatch = ModernHeaders.mismatch(exchange.getRequestHeaders(), request);
        if (mismatch.isPresent()) {
            ReplyWriter.writeJson(
                    exchange,
                    400,
                    Replies.error(
                            request.id(),
                            Replies.HEADER_MISMATCH,
                            "Header mismatch: " + mismatch.get() + " is missing, or is not what the body says"));
            return;
        }
        try (Sessionless.Visit visit = sessionless.visit()) {
            answer(exchange, visit.session(), visit.talk(), request, true);
        }
    }

    private void initialize(HttpExchange exchange, Message.Request request) throws IOException, InterruptedException {
        Optional<Sessions.Open> open = sessions.open();
        if (open.isEmpty()) {
            refuse(exchange, 503, Replies.INTERNAL, "There are too many sessions.");
            return;
        }
        exchange.getResponseHeaders().set(SESSION, open.get().id());
        answer(exchange, open.get().session(), open.get().talk(), request, false);
    }

    private void inSession(HttpExchange exchange, Message message) throws IOException, InterruptedException {
        Optional<Sessions.Open> open = session(exchange);
        if (open.isEmpty()) {
            return;
        }
        Talk talk = open.get().talk();
        if (message instanceof Message.Request request) {
            answer(exchange, open.get().session(), talk, request, false);
        } else {
            talk.conversation().said(message);
            exchange.sendResponseHeaders(202, -1);
        }
    }

    /** Empty when there is none; then that is answered. */
    private Optional<Sessions.Open> session(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestHeaders().getFirst(SESSION);
        if (id == null) {
            refuse(exchange, 400, Replies.INVALID_REQUEST, "The header " + SESSION + " is missing; initialize first.");
            return Optional.empty();
        }
        Optional<Sessions.Open> open = sessions.find(id);
        if (open.isEmpty()) {
            refuse(exchange, 404, Replies.INVALID_REQUEST, "There is no such session; initialize again.");
        }
        return open;
    }

    private static void answer(
            HttpExchange exchange, HttpSession session, Talk talk, Message.Request request, boolean isModern)
            throws IOException, InterruptedException {
        RpcId id = request.id();
        var reply = new Reply();
        if (!session.expects(id, reply)) {
            refuse(exchange, 400, Replies.INVALID_REQUEST, "A request with this id is under way.");
            return;
        }
        if (!talk.conversation().said(request)) {
            session.forgets(id);
            refuse(exchange, 400, Replies.INVALID_REQUEST, "A request with this id is under way.");
            return;
        }
        boolean takesEvents = String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", java.util.List.of()))
                .contains(EVENTS);
        ToIntFunction<byte[]> status = isModern ? HttpClients::modernStatus : message -> 200;
        try {
            new ReplyWriter(exchange, reply, takesEvents).write(status);
        } catch (IOException gone) {
            session.forgets(id);
            if (isModern) {
                talk.conversation().isLeft(id);
            }
            throw gone;
        }
    }

    private static int modernStatus(byte[] message) {
        try {
            if (Message.read(message) instanceof Message.Response response
                    && response.isError()
                    && response.value().members().containsKey("code")) {
                return switch (response.value().members().get("code").read()) {
                    case dev.tollgate.hook.json.Json.Num(String code) when code.equals("-32601") -> 404;
                    case dev.tollgate.hook.json.Json.Num(String code)
                    when code.equals("-32020") || code.equals("-32021") || code.equals("-32022") -> 400;
                    default -> 200;
                };
            }
            return 200;
        } catch (JsonException noMessage) {
            return 200;
        }
    }

    private void get(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<Sessions.Open> open = session(exchange);
        if (open.isEmpty()) {
            return;
        }
        var reply = new Reply();
        if (open.get().session().listens(reply)) {
            new ReplyWriter(exchange, reply, true).writeEvents();
        } else {
            refuse(exchange, 409, Replies.INVALID_REQUEST, "This session has a stream already.");
        }
    }

    private void delete(HttpExchange exchange) throws IOException {
        Optional<Sessions.Open> open = session(exchange);
        if (open.isPresent()) {
            sessions.end(open.get().id());
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        sessions.endAll();
        sessionless.close();
    }
}
