package dev.tollgate.local.gateway;

import dev.tollgate.local.Console;
import dev.tollgate.local.http.HttpHandler;
import dev.tollgate.local.http.HttpRequest;
import dev.tollgate.local.http.HttpResponse;
import dev.tollgate.local.runtime.FunctionPool;
import dev.tollgate.local.runtime.Outcome;
import dev.tollgate.local.template.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** API Gateway's HTTP API on this machine: finds the route, invokes its function, passes the answer on. */
public final class Gateway implements HttpHandler {
    private final RouteTable routes;
    private final Map<String, FunctionPool> pools;
    private final HttpApiEvent events;
    private final FunctionAnswer answers = new FunctionAnswer();
    private final InstantSource clock;
    private final Console console;

    /** @param pools by the functions' logical ids */
    public Gateway(
            List<Route> routes, Map<String, FunctionPool> pools, int port, InstantSource clock, Console console) {
        this.routes = new RouteTable(routes);
        this.pools = Map.copyOf(pools);
        this.events = new HttpApiEvent(port);
        this.clock = clock;
        this.console = console;
    }

    @Override
    public CompletableFuture<HttpResponse> handle(HttpRequest request) {
        Optional<String> path = PercentCoding.PATH.decode(request.path());
        if (path.isEmpty() || !path.get().startsWith("/")) {
            return refused(400, "Bad Request");
        }
        Optional<RouteTable.Match> match = routes.find(request.method(), path.get());
        if (match.isEmpty()) {
            return refused(404, "Not Found");
        }
        Instant now = clock.instant();
        String requestId = requestId(now);
        Optional<byte[]> event = events.of(request, path.get(), match.get(), requestId, now);
        if (event.isEmpty()) {
            return refused(400, "Bad Request");
        }
        Route route = match.get().route();
        return pools.get(route.function())
                .submit(event.get(), route.timeout())
                .thenApply(outcome -> response(outcome, request, route, requestId));
    }

    private static CompletableFuture<HttpResponse> refused(int status, String message) {
        return CompletableFuture.completedFuture(HttpResponse.message(status, message));
    }

    private HttpResponse response(Outcome outcome, HttpRequest request, Route route, String requestId) {
        return switch (outcome) {
            case Outcome.Answered(byte[] payload) ->
                answers.read(payload, requestId)
                        .orElseGet(() -> failed(500, "gave an answer that is not payload format 2.0", request, route));
            case Outcome.FunctionError(byte[] error) -> failed(500, "failed: " + excerpt(error), request, route);
            case Outcome.Crashed(String how) -> failed(500, "crashed: " + how, request, route);
            case Outcome.TimedOut(var limit) ->
                failed(500, "took longer than its timeout of " + limit.toMillis() + " ms", request, route);
            case Outcome.InitFailed(String why) ->
                failed(500, "does not start: " + why.lines().findFirst().orElse(""), request, route);
            case Outcome.EventTooLarge(int bytes) -> HttpResponse.message(413, "Request Too Long");
            case Outcome.AnswerTooLarge(int bytes) ->
                failed(500, "answered " + bytes + " bytes, more than Lambda's 6 MB", request, route);
            case Outcome.NotInTime() ->
                failed(503, "did not answer within " + route.timeout().toMillis() + " ms", request, route);
            case Outcome.Refused() -> failed(503, "has too many requests waiting", request, route);
        };
    }

    private HttpResponse failed(int status, String why, HttpRequest request, Route route) {
        console.line("[gateway] " + status + " for " + request.method() + " " + request.path() + ": " + route.function()
                + " " + why);
        return HttpResponse.message(status, status == 503 ? "Service Unavailable" : "Internal Server Error");
    }

    private static String excerpt(byte[] error) {
        return new String(error, 0, Math.min(error.length, 500), StandardCharsets.UTF_8);
    }

    /** 8 hexadecimal digits of time, then 32 random ones; its first 32 also serve as a trace id. */
    private static String requestId(Instant now) {
        return String.format("%08x", now.getEpochSecond())
                + UUID.randomUUID().toString().replace("-", "");
    }
}
