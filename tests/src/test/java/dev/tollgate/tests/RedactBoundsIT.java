package dev.tollgate.tests;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Redaction;
import dev.tollgate.tests.stage.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Large and hostile bodies, through gateway and function. */
@OnStage(bundle = "redaction")
class RedactBoundsIT {
    private static final int MEGABYTE = 1024 * 1024;

    private final Stage stage;

    RedactBoundsIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void fiveMegabytesArePackedBothWays() throws Exception {
        var rows = new StringBuilder("[");
        while (rows.length() < 5 * MEGABYTE) {
            rows.append("{\"id\":")
                    .append(rows.length())
                    .append(",\"to\":\"person")
                    .append(rows.length())
                    .append("@example.com\",\"note\":\"the delivery of last week is still on its way\"},");
        }
        rows.setCharAt(rows.length() - 1, ']');
        // A process that is new needs more than its time for its first megabytes, on a machine with other work to do.
        var last = new Answer[1];
        Await.until("five megabytes", Duration.ofSeconds(60), () -> {
            String decision = Redaction.allowed(stage.agent(), Stage.AGENT, "read");
            byte[] packed = Redaction.packed(Redaction.of(decision, rows.toString()));
            last[0] = Redaction.sendPacked(stage.anonymous(), stage.agentKey(), packed);
            assertEquals(200, last[0].status(), () -> last[0].headers().map().toString());
            return !Redaction.text(last[0]).contains("\"action\":\"blocked\"");
        });
        Answer answer = last[0];
        assertEquals("gzip", answer.header("Content-Encoding").orElse(""));
        String text = Redaction.text(answer);
        assertTrue(text.contains("\"action\":\"redacted\""), () -> text.substring(text.length() - 300));
        assertFalse(text.contains("@example.com"));
        System.out.printf(
                "redacted %.1f MB in %d ms%n",
                rows.length() / 1e6, answer.took().toMillis());
    }

    @Test
    void aBombEndsAtTheBound() throws Exception {
        String decision = Redaction.allowed(stage.agent(), Stage.AGENT, "read");
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(("{\"decision_id\":\"" + decision + "\",\"result\":\"").getBytes(StandardCharsets.UTF_8));
            byte[] block = "a".repeat(MEGABYTE).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1_000; i++) {
                gzip.write(block);
            }
        }
        Answer answer = Redaction.sendPacked(stage.anonymous(), stage.agentKey(), bytes.toByteArray());

        assertBlocked("too_large", answer);
        assertEquals(
                decision,
                stage.administered()
                        .audit()
                        .record(answer.header("Tollgate-Record-Id").orElseThrow())
                        .orElseThrow()
                        .text("decision")
                        .orElse(""));
    }

    @Test
    void whatIsNestedTooDeepIsBlocked() throws Exception {
        String deepest = "[".repeat(512) + "]".repeat(512);
        Answer allowed = redact(deepest);
        assertTrue(allowed.text().startsWith("{\"result\":" + deepest + ","), allowed::toString);

        assertBlocked("too_deep", redact("[" + deepest + "]"));
    }

    /** Who cannot unpack gets quotation marks twice, once for JSON and once for the event. */
    @Test
    void anAnswerThatLambdaWouldNotTakeIsBlocked() throws Exception {
        String quotes = "[" + "\"a\",".repeat(MEGABYTE) + "1]";
        String decision = Redaction.allowed(stage.agent(), Stage.AGENT, "plain");
        Answer answer = stage.anonymous()
                .send(
                        "POST",
                        "/v1/redact",
                        List.of(
                                "Authorization", "Bearer " + stage.agentKey(),
                                "Content-Type", "application/json",
                                "Content-Encoding", "gzip"),
                        Redaction.packed(Redaction.of(decision, quotes)));

        assertBlocked("answer_too_large", answer);
    }

    @Test
    void whatLambdaDoesNotTakeIsRefusedByTheGateway() throws Exception {
        String body = Redaction.of("none-1", "\"" + "a".repeat(6_291_556) + "\"");
        Answer answer = Redaction.send(stage.agent(), body);

        assertEquals(413, answer.status(), answer::toString);
    }

    @Test
    void whatSaysItIsPackedAndIsNotIsRefused() throws Exception {
        Answer answer = Redaction.sendPacked(
                stage.anonymous(), stage.agentKey(), "{\"result\":1}".getBytes(StandardCharsets.UTF_8));

        assertEquals(400, answer.status(), answer::toString);
        assertTrue(answer.text().contains("expected gzip"), answer::toString);
    }

    private Answer redact(String result) throws Exception {
        String decision = Redaction.allowed(stage.agent(), Stage.AGENT, "plain");
        return Redaction.send(stage.agent(), Redaction.of(decision, result));
    }

    private static void assertBlocked(String reason, Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("blocked", answer.json().path("action").asText(), answer::toString);
        assertEquals(reason, answer.json().path("reason").asText(), answer::toString);
        assertTrue(answer.text().length() < 1_000, answer::toString);
    }
}
