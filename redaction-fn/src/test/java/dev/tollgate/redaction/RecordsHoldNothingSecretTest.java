package dev.tollgate.redaction;

import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.redaction.TestBed.ENFORCER;
import static dev.tollgate.redaction.TestBed.answer;
import static dev.tollgate.redaction.TestBed.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Each free text of a request is marked. */
class RecordsHoldNothingSecretTest {
    private static final List<String> MARKS =
            List.of("SeCrEt", "alice@example.com", "4111 1111 1111 1111", "192.0.2.1");

    private final TestBed bed = new TestBed();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"subject\":{\"type\":\"agent\",\"id\":\"SeCrEt\"},\"resource\":{\"type\":\"tool\",\"id\":\"SeCrEt\",\"properties\":{\"server\":\"crm\"}},%s}",
                "{\"subject\":{\"type\":\"SeCrEt\",\"id\":\"SeCrEt\"},\"resource\":{\"type\":\"SeCrEt\",\"id\":\"SeCrEt\"},%s}",
                "{\"subject\":{\"type\":\"agent\",\"id\":\"bot\"},\"resource\":{\"type\":\"tool\",\"id\":\"query\",\"properties\":{\"server\":\"SeCrEt\"}},%s}",
                "{\"decision_id\":\"SeCrEt\",%s}",
                "{\"decision_id\":\"secret-1\",\"SeCrEt\":\"SeCrEt\",%s}",
            })
    void whatOnlyTheCallerSaysIsInNoRecord(String form) {
        String rest = """
                "context":{"trace_id":"SeCrEt","session_id":"SeCrEt","hook":"SeCrEt","SeCrEt":"SeCrEt"},
                "outcome":{"status":"ok","SeCrEt":"SeCrEt"},
                "result":{"SeCrEt":"alice@example.com","alice@example.com":"SeCrEt","card":"4111 1111 1111 1111",
                 "password":"SeCrEt-hunter2"}""";
        HttpResponse response = answer(
                bed.api(),
                TestBed.request(
                        "POST",
                        "/v1/redact",
                        Map.of(
                                "authorization",
                                "Bearer " + ENFORCER.text(),
                                "x-request-id",
                                "SeCrEt",
                                "user-agent",
                                "SeCrEt"),
                        bytes(form.formatted(rest))));

        assertEquals(1, bed.written().size(), response.body());
        String record = JsonText.write(bed.written().getFirst());
        MARKS.forEach(mark -> assertFalse(record.contains(mark), record));
        assertFalse(record.contains(ENFORCER.secret()), record);
    }
}
