package dev.tollgate.redaction;

import dev.tollgate.core.http.GatewayEvent;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

import static dev.tollgate.redaction.TestBed.AGENT;
import static dev.tollgate.redaction.TestBed.answer;
import static dev.tollgate.redaction.TestBed.submission;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LargeAnswersTest {
    private static final int MEGABYTE = 1024 * 1024;

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @Test
    void aLargeAnswerIsPackedBothWays() {
        String result = "\"" + "write to alice@example.com, please. ".repeat(150_000) + "\"";
        assertTrue(result.length() > 5 * MEGABYTE);
        HttpResponse response = answer(api, packed(submission(bed.decision(), result), "gzip"));

        assertEquals("gzip", response.headers().get("content-encoding"));
        String answer = unpacked(response.bytes());
        assertFalse(answer.contains("alice"));
        assertEquals("redacted", TestBed.json(answer).text("action").orElseThrow());
        assertEquals(
                150_000,
                ((Json.Obj) TestBed.json(answer).items("findings").getFirst())
                        .integer("count")
                        .orElseThrow());
        assertEquals(
                TestBed.json(answer).text("record_id").orElseThrow(),
                response.headers().get("tollgate-record-id"));
    }

    @Test
    void whoCannotUnpackItGetsItAsItIs() {
        String result = "\"" + "a".repeat(2 * MEGABYTE) + "\"";
        for (String accepted : new String[] {"", "br", "gzip;q=0", "identity, gzip; q=0.0"}) {
            HttpResponse response = answer(api, packed(submission(bed.decision(), result), accepted));
            assertFalse(response.headers().containsKey("content-encoding"), accepted);
            assertTrue(response.body().startsWith("{\"result\":\"aaa"), accepted);
        }
    }

    @Test
    void whatWouldNotFitIntoAnAnswerIsHeldBackAndRecordedSo() {
        String quotes = "[" + "\"a\",".repeat(MEGABYTE) + "1]";
        HttpResponse response = answer(api, packed(submission(bed.decision(), quotes), ""));

        assertBlocked("answer_too_large", response);
        assertEquals("answer_too_large", bed.written().getLast().text("reason").orElseThrow());
    }

    @Test
    void whatIsLongerThanTwelveMegabytesOnceItIsRedactedIsHeldBackAndRecordedSo() {
        String addresses = "\"" + "a@b.org ".repeat(700_000) + "\"";
        HttpResponse response = answer(api, packed(submission(bed.decision(), addresses), "gzip"));

        assertBlocked("answer_too_large", response);
        assertEquals("answer_too_large", bed.written().getLast().text("reason").orElseThrow());
    }

    @Test
    void aBombEndsAtTheBound() {
        String decision = bed.decision();
        byte[] bomb = gzip("{\"decision_id\":\"" + decision + "\",\"result\":\"", 300 * MEGABYTE);
        assertTrue(bomb.length < MEGABYTE);
        HttpResponse response = answer(api, packed(bomb, "gzip"));

        assertBlocked("too_large", response);
        assertEquals(decision, bed.written().getLast().text("decision").orElseThrow());
    }

    @Test
    void aBodyOfExactlyTheBoundPassesAndOneByteMoreDoesNot() {
        String decision = bed.decision();
        int rest = submission(decision, "\"\"").length();
        String bound = submission(decision, "\"" + "a".repeat(6 * MEGABYTE - rest) + "\"");
        assertEquals(6 * MEGABYTE, bound.length());
        assertTrue(unpacked(answer(api, packed(bound, "gzip")).bytes()).contains("\"action\":\"passed\""));

        assertBlocked("too_large", answer(api, packed(bound + " ", "gzip")));
    }

    @Test
    void manyEmptyMembersAreRefusedAndNotFollowed() {
        byte[] empty = gzip("", 0);
        byte[] members = repeated(empty, 4_600_000 / empty.length);
        HttpResponse response = answer(api, packed(members, "gzip"));

        assertEquals(400, response.status());
        assertEquals(
                "Body: gzip of 1 to 1,024 members is expected; there are more.",
                TestBed.json(response.body())
                        .object("error")
                        .orElseThrow()
                        .text("message")
                        .orElseThrow());
    }

    @Test
    void aResultThatIsTooDeepIsBlockedWithItsDecision() {
        String decision = bed.decision();
        HttpResponse response = answer(api, packed(submission(decision, "[".repeat(513) + "]".repeat(513)), "gzip"));

        assertBlocked("too_deep", response);
        assertEquals(decision, bed.written().getLast().text("decision").orElseThrow());
        assertTrue(answer(api, packed(submission(bed.decision(), "[".repeat(512) + "]".repeat(512)), "gzip"))
                .body()
                .contains("\"action\":\"passed\""));
    }

    @Test
    void anEventWithALargeBodyIsReadWithoutItsTree() throws IOException {
        String submission = submission(bed.decision(), "\"" + "x".repeat(MEGABYTE) + " alice@example.com\"");
        Json.Obj event = Json.object()
                .put("rawPath", "/v1/redact")
                .put(
                        "headers",
                        Json.object()
                                .put("content-type", "application/json")
                                .put("content-encoding", "gzip")
                                .put("accept-encoding", "gzip")
                                .put("authorization", "Bearer " + AGENT.text())
                                .build())
                .put("body", java.util.Base64.getEncoder().encodeToString(gzip(submission, 0)))
                .put("isBase64Encoded", Json.of(true))
                .put("requestContext", TestBed.json("{\"requestId\":\"r\",\"http\":{\"method\":\"POST\"}}"))
                .build();
        var out = new ByteArrayOutputStream();
        new RedactionHandler(api)
                .handleRequest(new ByteArrayInputStream(dev.tollgate.core.json.JsonText.writeBytes(event)), out, null);

        Json.Obj answer = TestBed.json(out.toString(StandardCharsets.UTF_8));
        assertEquals(200, answer.integer("statusCode").orElseThrow());
        assertEquals(Json.of(true), answer.get("isBase64Encoded").orElseThrow());
        String body = unpacked(
                java.util.Base64.getDecoder().decode(answer.text("body").orElseThrow()));
        assertTrue(body.contains("[EMAIL_ADDRESS:k1:"));
        assertTrue(out.size() < GatewayEvent.MOST_BYTES);
    }

    private static void assertBlocked(String reason, HttpResponse response) {
        assertEquals(200, response.status());
        Json.Obj answer = TestBed.json(response.body());
        assertEquals("blocked", answer.text("action").orElseThrow());
        assertEquals(reason, answer.text("reason").orElseThrow());
        assertTrue(response.body().length() < 1_000, "nothing of the result");
        assertTrue(answer.text("record_id").isPresent());
    }

    private static HttpRequest packed(String body, String accepted) {
        return packed(gzip(body, 0), accepted);
    }

    private static HttpRequest packed(byte[] body, String accepted) {
        var headers = new HashMap<>(Map.of("authorization", "Bearer " + AGENT.text(), "content-encoding", "gzip"));
        headers.put("accept-encoding", accepted);
        return TestBed.request("POST", "/v1/redact", headers, body);
    }

    private static byte[] repeated(byte[] bytes, int times) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    /** @param more how many letters follow */
    private static byte[] gzip(String text, int more) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(TestBed.bytes(text));
            byte[] block = TestBed.bytes("a".repeat(MEGABYTE));
            for (int written = 0; written < more; written += block.length) {
                gzip.write(block);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static String unpacked(byte[] bytes) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notGzip) {
            throw new UncheckedIOException(notGzip);
        }
    }
}
