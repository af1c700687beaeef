package dev.tollgate.decision;

import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.tollgate.decision.TestBed.AGENT;
import static dev.tollgate.decision.TestBed.answer;
import static dev.tollgate.decision.TestBed.evaluations;
import static dev.tollgate.decision.TestBed.toolCall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BatchApiTest {
    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @Test
    void aBatchWithoutItemsIsASingleEvaluation() {
        HttpResponse response = answer(api, evaluations(AGENT, toolCall()));

        assertTrue(response.body().startsWith("{\"decision\":true,\"context\":{\"effect\""), response.body());
    }

    @Test
    void theSameBatchGivesTheSameBytes() {
        String batch = batch("[{},{\"resource\":{\"id\":\"unheard-of\"}},7]", "{}");
        String first = answer(api, evaluations(AGENT, batch)).body();
        bed.now = bed.now.plusSeconds(10);

        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false},{\"decision\":false,\"context\":{\"error\":{\"status\":400,\"message\":\"'evaluations[2]': expected an object.\"}}}]}",
                first);
        assertEquals(first, answer(api, evaluations(AGENT, batch)).body());
        assertEquals(
                first, answer(new TestBed().api(), evaluations(AGENT, batch)).body());
    }

    @Test
    void anItemThatHasToWaitSaysHowLong() {
        String body = answer(api, evaluations(AGENT, batch("[{},{},{},{},{},{}]", "{}")))
                .body();

        assertTrue(body.endsWith(",{\"decision\":false,\"context\":{\"retry_after_ms\":100}}]}"), body);
    }

    @Test
    void anItemThatIsOutsideOfTheScopeIsAnErrorOfItsOwn() {
        String body = answer(api, evaluations(AGENT, batch("[{\"subject\":{\"id\":\"sleeper\"}},{}]", "{}")))
                .body();

        assertEquals(
                "{\"evaluations\":[{\"decision\":false,\"context\":{\"error\":{\"status\":403,\"message\":\"This key may not ask about this subject or this server.\"}}},{\"decision\":true}]}",
                body);
        assertEquals(
                List.of("security", "decision"),
                bed.records.records().stream().map(SealedRecord::kind).toList());
    }

    @ParameterizedTest
    @CsvSource({"execute_all, 3", "deny_on_first_deny, 2", "permit_on_first_permit, 1"})
    void aBatchEndsWhereItsSemanticSays(String semantic, int answers) {
        String batch = batch(
                "[{},{\"resource\":{\"id\":\"unheard-of\"}},{}]", "{\"evaluations_semantic\":\"" + semantic + "\"}");

        assertEquals(answers, items(answer(api, evaluations(AGENT, batch))).size());
        assertEquals(answers, bed.records.records().size());
    }

    @Test
    void theRecordsOfABatchAreInOrderAndTheHeaderNamesTheBatch() {
        HttpResponse response = answer(api, evaluations(AGENT, batch("[{},{},{}]", "{}")));
        var records = bed.records.records();

        assertEquals("w1-1", response.headers().get("tollgate-decision-id"));
        assertEquals(
                List.of("w1-1", "w1-2", "w1-3"),
                records.stream().map(SealedRecord::id).toList());
        assertEquals(
                List.of(0L, 1L, 2L),
                records.stream()
                        .map(record -> record.content().integer("item").orElseThrow())
                        .toList());
    }

    @Test
    void anItemExplainsItselfWhenItIsAsked() {
        String batch = batch("[{\"context\":{\"explain\":\"reason\"}}]", "{}");
        Json item = items(answer(api, evaluations(AGENT, batch))).getFirst();

        assertEquals(
                "w1-1.0",
                ((Json.Obj) item)
                        .object("context")
                        .orElseThrow()
                        .text("decision_id")
                        .orElseThrow());
    }

    private static String batch(String items, String options) {
        String defaults = toolCall();
        return defaults.substring(0, defaults.length() - 1) + ",\"evaluations\":" + withServer(items) + ",\"options\":"
                + options + "}";
    }

    /** A resource of an item replaces the default whole, its server too. */
    private static String withServer(String items) {
        return items.replace("\"resource\":{", "\"resource\":{\"properties\":{\"server\":\"crm\"},");
    }

    private static List<Json> items(HttpResponse response) {
        return TestBed.json(response.body()).items("evaluations");
    }
}
