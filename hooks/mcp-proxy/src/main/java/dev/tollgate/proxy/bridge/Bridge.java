package dev.tollgate.proxy.bridge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.hook.Relay;
import dev.tollgate.hook.Relay.Heard;
import dev.tollgate.hook.Settings;
import dev.tollgate.hook.TraceParent;
import dev.tollgate.hook.json.JsonText;
import dev.tollgate.proxy.Log;
import dev.tollgate.proxy.client.Admission;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Listens on this machine and passes what it is asked on to Tollgate with the key. For Docker's gateway an empty answer is a
 * yes, whatever its status; so none leaves here but one of which Tollgate says the record, and everything else is a no in
 * the runtime's own form.
 */
public final class Bridge implements AutoCloseable {
    /** Each of them holds its body in memory. */
    private static final int MOST_AT_ONCE = 32;
    /** A runtime hears a refusal when what it sends was read. */
    private static final long MOST_PASSED_OVER = 64L * 1024 * 1024;

    private static final String MOST_SECONDS_TO_SEND = "30";
    private static final List<String> PASSED_ON = List.of("Tollgate-Agent", "Tollgate-Approval");

    private final HttpServer http;
    private final Admission admission;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Relay relay;
    private final Optional<String> agent;
    private final Settings settings;
    private final Log log;

    /** @param agent for whom an enforcer's key asks, where the runtime does not say it */
    public Bridge(InetSocketAddress address, Relay relay, Optional<String> agent, Settings settings, Log log)
            throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Who does not send what was begun must not keep a place.
        System.setProperty("sun.net.httpserver.maxReqTime", MOST_SECONDS_TO_SEND);
        this.http = HttpServer.create(address, 0);
        this.admission = new Admission(address.getHostString(), Optional.empty());
        this.relay = relay;
        this.agent = agent;
        this.settings = settings;
        this.log = log;
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
    }

    public void start() {
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** When it throws, the connection closes without an answer, which no runtime takes for one. */
    private void handle(HttpExchange exchange) {
        try (exchange) {
            Optional<Integer> refusal = admission.refusal(exchange);
            Optional<Route> route = Route.of(exchange.getRequestURI().getPath());
            if (refusal.isPresent()) {
                unanswerable(exchange, refusal.get(), "web pages, and names that are not this machine's, may not ask.");
            } else if (route.isEmpty()) {
                unanswerable(exchange, 404, "the bridge has no such path.");
            } else if (!exchange.getRequestMethod().equals("POST")) {
                unanswerable(exchange, 405, "the bridge takes POST only.");
            } else {
                write(exchange, 200, answer(exchange, route.get()));
            }
        } catch (IOException gone) {
            log.detail("a runtime is gone before its answer");
        } catch (RuntimeException ours) {
            log.warn("a request is not answered because of a fault of the bridge: "
                    + ours.getClass().getName());
        }
    }

    private byte[] answer(HttpExchange exchange, Route route) throws IOException {
        if (!places.tryAcquire()) {
            return route.refusal("too many questions at once.");
        }
        try {
            InputStream in = exchange.getRequestBody();
            byte[] body = in.readNBytes(route.mostBytes() + 1);
            if (body.length > route.mostBytes()) {
                in.skip(MOST_PASSED_OVER);
                return route.refusal("it is longer than " + route.mostBytes() + " bytes.");
            }
            return told(
                    route,
                    relay.ask(
                            pathAndQuery(exchange),
                            headers(exchange, route, body),
                            body,
                            route.patience(settings, body.length)));
        } finally {
            places.release();
        }
    }

    private byte[] told(Route route, Heard heard) {
        return switch (heard) {
            case Heard.Nothing(String why) -> refused(route, "Tollgate does not answer: " + why + ".");
            case Heard.Answer(int status, Optional<String> recordId, byte[] body) -> {
                if (status != 200) {
                    yield refused(route, "Tollgate answered with status " + status + ".");
                }
                yield recordId.isPresent() && route.understands(body) || route.isRefusal(body)
                        ? body
                        : refused(route, "what answers at Tollgate's address is not Tollgate.");
            }
        };
    }

    private byte[] refused(Route route, String why) {
        log.warn(why);
        return route.refusal(why);
    }

    private static String pathAndQuery(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return exchange.getRequestURI().getPath() + (query == null ? "" : "?" + query);
    }

    private Map<String, String> headers(HttpExchange exchange, Route route, byte[] body) {
        var headers = new HashMap<String, String>();
        agent.ifPresent(id -> headers.put("Tollgate-Agent", id));
        headers.put("traceparent", traceParent(exchange, route, body).text());
        for (String name : PASSED_ON) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    /** The runtime's, or the agent's, or a new one. */
    private static TraceParent traceParent(HttpExchange exchange, Route route, byte[] body) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent"))
                .or(() -> route.traceParent(body))
                .flatMap(TraceParent::read)
                .orElseGet(() -> TraceParent.made(Optional.empty()));
    }

    /** Nobody knows which runtime it is; only Docker's takes errors for answers, and reads this. */
    private static void unanswerable(HttpExchange exchange, int status, String why) throws IOException {
        write(exchange, status, JsonText.writeBytes(Route.toolResult("[Tollgate] Refused: " + why)));
    }

    private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (body.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
