package dev.tollgate.tests.stage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What a hook does after a call: hands in the answer of an allowed one. */
public final class Redaction {
    private static final String PATH = "/v1/redact";
    private static final String CONTEXT = "{\"supported_obligations\":[\"redact\",\"cap_response\"]}";

    private Redaction() {}

    /** @return the decision's id */
    public static String allowed(Http http, String agent, String tool) throws Exception {
        Answer answer = http.evaluation(Question.call(agent, "docs", tool, CONTEXT));
        if (!answer.decision()) {
            throw new AssertionError("not allowed: " + answer);
        }
        return answer.decisionId().orElseThrow();
    }

    /** @param result JSON */
    public static String of(String decisionId, String result) {
        return "{\"decision_id\":\"" + decisionId + "\",\"outcome\":{\"status\":\"ok\",\"duration_ms\":7},\"result\":"
                + result + "}";
    }

    public static Answer send(Http http, String body) throws IOException, InterruptedException {
        return http.post(PATH, body);
    }

    /** Packed both ways. */
    public static Answer sendPacked(Http http, String key, byte[] packed) throws IOException, InterruptedException {
        var headers = new ArrayList<>(List.of("Authorization", "Bearer " + key, "Content-Type", "application/json"));
        headers.addAll(List.of("Content-Encoding", "gzip", "Accept-Encoding", "gzip"));
        return http.send("POST", PATH, headers, packed);
    }

    public static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The answer's text, whether it is packed or not. */
    public static String text(Answer answer) throws IOException {
        if (answer.header("Content-Encoding").isEmpty()) {
            return answer.text();
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
