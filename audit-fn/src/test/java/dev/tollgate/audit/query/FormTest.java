package dev.tollgate.audit.query;

import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FormTest {
    private static final Json.Obj CONTENT =
            Json.object().put("id", "w-3").put("kind", "read").build();
    private static final SealedRecord RECORD = new SealedRecord("w", 3, CONTENT, SealedRecord.hashOf(CONTENT));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|JSON",
                "application/json|JSON",
                "text/csv|CSV",
                "TEXT/CSV; charset=utf-8|CSV",
                "text/*|CSV",
                "application/*|JSON",
                "application/jsonl|JSON_LINES",
                "application/x-ndjson|ND_JSON",
                "text/csv;q=0.5, application/jsonl;q=0.9|JSON_LINES",
                "application/json;q=0, */*|JSON_LINES",
                "text/html, */*;q=0.1|JSON",
                "text/csv, application/json|JSON"
            })
    void theFormIsTheOneThatIsWantedMost(String accept, Form form) throws ProblemException {
        assertEquals(form, Form.of(asking(accept)));
    }

    @Test
    void whoeverWantsNothingGetsJson() throws ProblemException {
        assertEquals(Form.JSON, Form.of(request(Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/csv;q=0", "", ";", ",,,", "application/json;q=x"})
    void whatNobodyCanGiveIsRefusedWithWhatThereIs(String accept) {
        var problem = assertThrows(ProblemException.class, () -> Form.of(asking(accept)));

        assertEquals(406, problem.problem().status());
        assertTrue(
                problem.getMessage().contains("application/json, application/jsonl, application/x-ndjson, text/csv"),
                problem.getMessage());
    }

    @Test
    void aHeaderSaysWhereTheNextPageBegins() {
        for (Form form : Form.values()) {
            HttpResponse page = form.page(List.of(RECORD), "abc");

            assertEquals("abc", page.headers().get("tollgate-next-cursor"));
            assertEquals("accept", page.headers().get("vary"));
            assertFalse(form.page(List.of(), "").headers().containsKey("tollgate-next-cursor"));
        }
    }

    @Test
    void linesAreThoseOfAnExport() {
        String lines = Form.JSON_LINES.page(List.of(RECORD, RECORD), "").body();
        assertEquals(2, lines.lines().count());
        assertTrue(lines.startsWith("{\"hash\":\"" + RECORD.hash() + "\",\"record\":{"), lines);
        assertTrue(Form.CSV.one(RECORD).body().startsWith("id,at,kind,"));
        assertEquals(2, Form.CSV.one(RECORD).body().lines().count());
    }

    private static HttpRequest asking(String accept) {
        return request(Map.of("accept", accept));
    }

    private static HttpRequest request(Map<String, String> headers) {
        return new HttpRequest("GET", "/v1/audit/records", headers, new byte[0], "", "r", Optional.empty());
    }
}
