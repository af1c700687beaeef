package dev.tollgate.proxy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Streamable HTTP on both sides, without sessions: each request stands for itself. */
class SessionlessHttpTest extends HttpBed {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String MODERN_CALL =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"größe\",\"arguments\":{},"
                    + META + "}}";

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

    private static String[] modern(String method, String name) {
        return new String[] {"MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method, "Mcp-Name", name};
    }
}
