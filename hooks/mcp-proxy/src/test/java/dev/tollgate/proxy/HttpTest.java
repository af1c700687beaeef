package dev.tollgate.proxy;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Streamable HTTP on both sides, with sessions, and who may come. */
class HttpTest extends HttpBed {
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
}
