package dev.tollgate.proxy.server;

import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonException;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.govern.ServerSide;
import dev.tollgate.proxy.message.HeaderValue;
import dev.tollgate.proxy.message.IdSearch;
import dev.tollgate.proxy.message.Message;
import dev.tollgate.proxy.message.ModernRequest;
import dev.tollgate.proxy.message.Replies;
import dev.tollgate.proxy.message.RpcId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An MCP server behind Streamable HTTP: each message is a POST, answered by one message or a stream of them. */
public final class HttpServerSide implements ServerSide {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int MOST_RESUMPTIONS = 10;
    private static final int LONGEST_HEADER = 1_000;

    private final HttpClient http;
    private final URI uri;
    private final Map<String, String> headers;
    private final int mostBytes;
    private final Log log;
    private final Map<RpcId, InputStream> modernStreams = new ConcurrentHashMap<>();
    private volatile Listener listener;
    private volatile Optional<String> session = Optional.empty();
    private volatile Optional<String> version = Optional.empty();
    private volatile boolean isClosed;

    /** @param headers sent with each request, such as {@code Authorization} */
    public HttpServerSide(HttpClient http, URI uri, Map<String, String> headers, int mostBytes, Log log) {
        this.http = http;
        this.uri = uri;
        this.headers = Map.copyOf(headers);
        this.mostBytes = mostBytes;
        this.log = log;
    }

    @Override
    public void start(Listener heard) {
        this.listener = heard;
    }

    /** A request's answer comes in a thread of its own. Other messages have gone out, in their order, on return. */
    @Override
    public void send(Message message, Map<String, String> parameterHeaders) throws IOException {
        switch (message) {
            case Message.Request request -> Thread.startVirtualThread(() -> ask(request, parameterHeaders));
            case Message.Notification notification -> {
                tell(notification.text());
                if (notification.method().equals("notifications/initialized")) {
                    Thread.startVirtualThread(this::listen);
                }
            }
            case Message.Response response -> tell(response.text());
        }
    }

    private void tell(byte[] message) throws IOException {
        HttpResponse<InputStream> response =
                exchange(post(message).timeout(PATIENCE).build());
        try (InputStream body = response.body()) {
            body.skip(mostBytes);
        }
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the server answered with HTTP " + response.statusCode());
        }
    }

    private void ask(Message.Request request, Map<String, String> parameterHeaders) {
        try {
            HttpResponse<InputStream> response = exchange(requestFor(request, parameterHeaders));
            try (InputStream body = response.body()) {
                if (ModernRequest.version(request).isPresent()) {
                    modernStreams.put(request.id(), body);
                }
                answered(request, response, body);
            } finally {
                modernStreams.remove(request.id());
            }
        } catch (IOException broken) {
            lost(request, isClosed ? "the proxy ends" : broken.getMessage());
        }
    }

    private void lost(Message.Request request, String why) {
        listener.lost(request.id(), why == null ? "the connection to the server broke" : why);
    }

    private HttpRequest requestFor(Message.Request request, Map<String, String> parameterHeaders) {
        HttpRequest.Builder builder = post(request.text());
        Optional<String> modern = ModernRequest.version(request).filter(HttpServerSide::isHeaderValue);
        if (modern.isPresent()) {
            builder.setHeader("MCP-Protocol-Version", modern.get());
            builder.setHeader("Mcp-Method", HeaderValue.encoded(request.method()));
            ModernRequest.name(request).ifPresent(name -> builder.setHeader("Mcp-Name", HeaderValue.encoded(name)));
            parameterHeaders.forEach(builder::setHeader);
        }
        return builder.build();
    }

    private void answered(Message.Request request, HttpResponse<InputStream> response, InputStream body)
            throws IOException {
        int status = response.statusCode();
        if (status / 100 != 2) {
            refused(request, status, body);
            return;
        }
        if (request.method().equals("initialize")) {
            session = response.headers().firstValue("Mcp-Session-Id").filter(HttpServerSide::isHeaderValue);
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("text/event-stream")) {
            events(request, new EventStream(body, mostBytes));
        } else if (type.startsWith("application/json")) {
            if (!heard(bounded(body), Optional.of(request.id()), Optional.of(request))) {
                lost(request, "the server's answer is none");
            }
        } else {
            lost(request, "the server's answer is none (HTTP " + status + ")");
        }
    }

    private byte[] bounded(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw new IOException("the server's answer is too long");
        }
        return bytes;
    }

    /** An error in the body is the server's word about the request; without one, the status is all it says. */
    private void refused(Message.Request request, int status, InputStream body) throws IOException {
        if (status == 404 && session.isPresent()) {
            listener.ended("the server has forgotten this session");
            return;
        }
        byte[] text = bounded(body);
        try {
            Json.Obj answer = dev.tollgate.hook.json.JsonText.readObject(text);
            Optional<Json.Obj> error =
                    answer.object("error").filter(each -> each.integer("code").isPresent());
            if (error.isPresent()) {
                byte[] message = Replies.error(
                        Optional.of(request.id()),
                        Math.toIntExact(error.get().integer("code").orElseThrow()),
                        error.get().text("message").orElse(""),
                        error.get().get("data"));
                listener.heard(Message.read(message), Optional.of(request.id()));
                return;
            }
        } catch (JsonException | ArithmeticException noError) {
            log.detail("the server refused with a body that is no JSON-RPC error");
        }
        lost(request, "the server answered with HTTP " + status);
    }

    /** Reads a stream, and takes it up again where the server makes that possible, until the answer is there. */
    private void events(Message.Request request, EventStream first) throws IOException {
        EventStream events = first;
        for (int resumption = 0; ; resumption++) {
            if (readUntilAnswer(request, events)) {
                return;
            }
            Optional<String> lastId = events.lastId();
            boolean isModern = ModernRequest.version(request).isPresent();
            if (isModern || lastId.isEmpty() || resumption == MOST_RESUMPTIONS || isClosed) {
                lost(request, "the server ended its answer too early");
                return;
            }
            pause(events.retryMs());
            HttpResponse<InputStream> response =
                    exchange(get().header("Last-Event-ID", lastId.get()).build());
            if (!isStream(response)) {
                response.body().close();
                lost(request, "the server ended its answer too early");
                return;
            }
            events = new EventStream(response.body(), mostBytes);
        }
    }

    private boolean readUntilAnswer(Message.Request request, EventStream events) {
        try {
            for (Optional<byte[]> data = events.next(); data.isPresent(); data = events.next()) {
                if (heard(data.get(), Optional.of(request.id()), Optional.of(request))) {
                    return true;
                }
            }
            return false;
        } catch (IOException broken) {
            return false;
        }
    }

    /** @return whether it is the answer to this request */
    private boolean heard(byte[] text, Optional<RpcId> about, Optional<Message.Request> request) {
        try {
            Message message = Message.read(text);
            boolean isAnswer = message instanceof Message.Response response
                    && request.isPresent()
                    && response.id().equals(request.get().id());
            if (isAnswer && request.get().method().equals("initialize")) {
                version = agreedVersion((Message.Response) message);
            }
            listener.heard(message, about);
            return isAnswer;
        } catch (JsonException noMessage) {
            log.detail("the server sent something that is no message: " + noMessage.getMessage());
            Optional<RpcId> answered = IdSearch.answeredBy(text);
            answered.ifPresent(id -> listener.lost(id, "the server's answer cannot be read"));
            return request.isPresent()
                    && answered.equals(Optional.of(request.get().id()));
        }
    }

    private static Optional<String> agreedVersion(Message.Response welcome) throws JsonException {
        return welcome.value().read() instanceof Json.Obj result
                ? result.text("protocolVersion").filter(HttpServerSide::isHeaderValue)
                : Optional.empty();
    }

    /** What the server says of itself, up to 2025-11-25. */
    private void listen() {
        Optional<String> lastId = Optional.empty();
        while (!isClosed) {
            HttpRequest.Builder request = get();
            lastId.ifPresent(id -> request.header("Last-Event-ID", id));
            try {
                HttpResponse<InputStream> response = exchange(request.build());
                try (InputStream body = response.body()) {
                    if (!isStream(response)) {
                        log.detail("the server says nothing by itself (HTTP " + response.statusCode() + ")");
                        return;
                    }
                    var events = new EventStream(body, mostBytes);
                    for (Optional<byte[]> data = events.next(); data.isPresent(); data = events.next()) {
                        heard(data.get(), Optional.empty(), Optional.empty());
                    }
                    lastId = events.lastId();
                    pause(events.retryMs());
                }
            } catch (IOException broken) {
                log.detail("the server's stream broke");
                pause(PATIENCE.toMillis() / 5);
            }
        }
    }

    private static boolean isStream(HttpResponse<InputStream> response) {
        return response.statusCode() == 200
                && response.headers()
                        .firstValue("Content-Type")
                        .filter(type -> type.startsWith("text/event-stream"))
                        .isPresent();
    }

    private void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder post(byte[] message) {
        return request()
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofByteArray(message));
    }

    private HttpRequest.Builder get() {
        return request().header("Accept", "text/event-stream").GET();
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::setHeader);
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        version.ifPresent(agreed -> request.header("MCP-Protocol-Version", agreed));
        return request;
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the question to the server was interrupted", interrupted);
        } catch (IOException unreachable) {
            throw new IOException(
                    "there is no answer from " + uri.getScheme() + "://" + uri.getAuthority(), unreachable);
        }
    }

    private static boolean isHeaderValue(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_HEADER
                && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    @Override
    public void cancel(RpcId request) throws IOException {
        InputStream stream = modernStreams.remove(request);
        if (stream != null) {
            stream.close();
        } else if (version.isPresent()) {
            tell(Replies.cancelled(request));
        }
    }

    @Override
    public void endOfInput() {
        listener.ended("the client said no more");
    }

    @Override
    public void close() {
        isClosed = true;
        if (session.isPresent()) {
            try {
                http.send(request().timeout(FAREWELL).DELETE().build(), BodyHandlers.discarding());
            } catch (IOException notHeard) {
                // The server forgets an idle session by itself.
                log.detail("the server did not hear the end of the session");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        modernStreams.values().forEach(HttpServerSide::closeQuietly);
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException gone) {
            return;
        }
    }
}
