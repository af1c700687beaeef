package dev.tollgate.tests.hooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Stands where Tollgate's gateway should be: allows and redacts nothing, until it is told to fail. */
final class FailingGateway implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> DECISIONS = Set.of("/access/v1/evaluation", "/hooks/docker/before");

    /** What API Gateway answers by itself, and what may answer in its place. */
    enum Failure {
        THROTTLED(429, "{\"message\":\"Too Many Requests\"}"),
        TOO_LARGE(413, "{\"message\":\"Request Entity Too Large\"}"),
        BROKEN(500, "<html><body>Internal Server Error</body></html>"),
        UNAVAILABLE(503, ""),
        LOGIN_PAGE(200, "<html><body>Please log in</body></html>"),
        TORN(200, "{\"decision\":tr"),
        WITHOUT_DECISION(200, "{}"),
        EMPTY(200, ""),
        /** Takes the question and never answers. */
        SILENT(0, "");

        private final int status;
        private final String body;

        Failure(int status, String body) {
            this.status = status;
            this.body = body;
        }
    }

    /** Which of the two questions of a call goes wrong, and how. */
    sealed interface Mood {
        record Well() implements Mood {}

        record NoDecision(Failure failure) implements Mood {}

        record NoRedaction(Failure failure) implements Mood {}
    }

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    volatile Mood mood = new Mood.Well();

    FailingGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] question = exchange.getRequestBody().readAllBytes();
            boolean isDecision = DECISIONS.contains(exchange.getRequestURI().getPath());
            switch (mood) {
                case Mood.NoDecision(Failure failure) when isDecision -> fail(exchange, failure);
                case Mood.NoRedaction(Failure failure) when !isDecision -> fail(exchange, failure);
                case Mood.Well _, Mood.NoDecision _, Mood.NoRedaction _ -> answer(exchange, question);
            }
        }
    }

    private void fail(HttpExchange exchange, Failure failure) throws IOException {
        if (failure == Failure.SILENT) {
            try {
                closing.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        write(exchange, failure.status, failure.body);
    }

    private static void answer(HttpExchange exchange, byte[] question) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/access/v1/evaluation" ->
                write(exchange, 200, "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"decision_id\":\"w-1\"}}");
            case "/v1/redact" ->
                write(
                        exchange,
                        200,
                        "{\"action\":\"passed\",\"result\":"
                                + JSON.readTree(question).path("result") + "}");
            default -> {
                exchange.getResponseHeaders().set("Tollgate-Decision-Id", "w-1");
                write(exchange, 200, "");
            }
        }
    }

    private static void write(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** From now on nobody listens there. */
    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
