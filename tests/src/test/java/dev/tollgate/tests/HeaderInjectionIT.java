package dev.tollgate.tests;

import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What Java's HTTP client refuses to send: raw bytes in X-Request-ID, which is given back in a header. */
@OnStage
class HeaderInjectionIT {
    private final Stage stage;

    HeaderInjectionIT(Stage stage) {
        this.stage = stage;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nSet-Cookie: injected=1",
                "a\rSet-Cookie: injected=1",
                "a\u0000b",
                "a\u007fb",
                "a\u0085b",
                "\u00e9",
                "a\u00ff\u00fe",
                "a\tb",
                "a\u001b[31m"
            })
    void givesBackNoHeaderOfTheCallersChoice(String id) throws Exception {
        String answer =
                exchange("GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Request-ID: " + id + "\r\nConnection: close\r\n\r\n");
        String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        assertTrue(head.startsWith("HTTP/1.1 200") || head.startsWith("HTTP/1.1 400"), answer);
        assertFalse(head.toLowerCase(java.util.Locale.ROOT).contains("injected"), answer);
        assertEquals(head, head.replaceAll("[^\\x20-\\x7e\\r\\n]", ""), "only plain signs in headers");
    }

    private String exchange(String request) throws IOException {
        URI url = stage.url();
        Assumptions.assumeTrue(url.getScheme().equals("http"), "written for a plain connection");
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
