package dev.tollgate.redaction;

import dev.tollgate.core.answer.BlockReason;
import dev.tollgate.core.answer.Submission;
import dev.tollgate.core.answer.Submission.Result;
import dev.tollgate.core.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SubmissionReaderTest {
    private final SubmissionReader reader = new SubmissionReader();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | Body: expected a JSON object.",
                "{\"outcome\":{\"status\":\"ok\"}} | 'result': expected the tool's answer, or null when there is none; it is missing.",
                "{\"result\":1} | 'outcome': expected an object {\"status\", \"duration_ms\"?}; it is missing.",
                "{\"result\":1,\"outcome\":3} | 'outcome': expected an object.",
                "{\"result\":1,\"outcome\":{\"duration_ms\":1}} | 'outcome.status': expected a string; it is missing.",
                "{\"result\":1,\"outcome\":{\"status\":\"fine\"}} | 'outcome.status': expected one of ok, error, timeout, cancelled.",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\",\"duration_ms\":-1}} | 'outcome.duration_ms': expected a whole number of milliseconds, 0 or more.",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\",\"duration_ms\":1.5}} | 'outcome.duration_ms': expected a whole number of milliseconds, 0 or more.",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\"},\"decision_id\":7} | 'decision_id': expected a string.",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\"},\"decision_id\":\"\"} | 'decision_id': expected a string of 1 to 1,024 characters.",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\"},\"context\":[]} | 'context': expected an object.",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\"},\"context\":{\"trace_id\":1}} | 'context.trace_id': expected a string.",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\"},\"context\":{\"explain\":\"all\"}} | 'context.explain': expected \"full\".",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\"},\"subject\":{\"type\":\"agent\"}} | 'subject.id': expected a string; it is missing.",
                "{\"result\":1,\"outcome\":{\"status\":\"ok\"},\"resource\":{\"id\":\"x\"}} | 'resource.type': expected a string; it is missing.",
                "{\"result\":1,\"result\":2} | Body: the member 'result' stands there twice; names must be unique.",
                "{\"result\":1,\"a\":1,\"a\":2} | Body: the member 'a' stands there twice; names must be unique.",
                "{\"result\":1 | Body: not well-formed JSON at byte 11: it ends too early.",
                "{\"result\":\"\\ud800\"} | Body: not well-formed JSON at byte 11: half a surrogate pair is no character.",
            })
    void namesWhatIsWrong(String body, String message) {
        assertEquals(message, refused(body.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    @Test
    void takesNoOtherMediaTypeAndNoOtherCoding() {
        assertEquals(
                "Header 'Content-Type': expected application/json in UTF-8.",
                refused(new byte[0], Map.of("content-type", "text/plain")));
        assertEquals(
                "Header 'Content-Encoding': expected gzip, or no such header.",
                refused(new byte[0], Map.of("content-encoding", "br")));
        assertEquals(
                "Body: expected gzip, as 'Content-Encoding' says.",
                refused("{}".getBytes(StandardCharsets.UTF_8), Map.of("content-encoding", "gzip")));
        assertEquals(
                "Body: not well-formed JSON at byte 11: this is no UTF-8.",
                refused("{\"result\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1), Map.of()));
    }

    @Test
    void findsTheRangeOfAnyResult() throws ProblemException {
        for (String result : new String[] {"null", "\"a\\\"b\"", "{\"content\":[]}", "[1, 2]", "-1e5"}) {
            String body = "{\"outcome\":{\"status\":\"timeout\"},\"result\" : " + result + " }";
            var range = assertInstanceOf(Result.Range.class, read(body).result());
            assertEquals(result, body.substring(range.from(), range.to()));
        }
    }

    @Test
    void ofAResultThatIsTooDeepCountsWhatStandsBeforeIt() throws ProblemException {
        String deep = "[".repeat(513) + "]".repeat(513);
        Submission submission =
                read("{\"decision_id\":\"w-1\",\"result\":" + deep + ",\"outcome\":{\"status\":\"ok\"}}");

        assertEquals(new Result.Refused(BlockReason.TOO_DEEP), submission.result());
        assertEquals(Optional.of("w-1"), submission.decisionId());
        String allowed = "[".repeat(512) + "]".repeat(512);
        assertInstanceOf(
                Result.Range.class,
                read("{\"result\":" + allowed + ",\"outcome\":{\"status\":\"ok\"}}")
                        .result());
    }

    private Submission read(String body) throws ProblemException {
        return reader.read(TestBed.request("POST", "/v1/redact", Map.of(), TestBed.bytes(body)));
    }

    private String refused(byte[] body, Map<String, String> headers) {
        return assertThrows(
                        ProblemException.class, () -> reader.read(TestBed.request("POST", "/v1/redact", headers, body)))
                .problem()
                .message();
    }
}
