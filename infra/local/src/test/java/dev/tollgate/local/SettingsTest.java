package dev.tollgate.local;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class SettingsTest {
    private static final Path ROOT = Path.of(".");

    @Test
    void functionsAreToldWhereTracesGo() {
        var traced = Map.of("TOLLGATE_TRACES", "http://127.0.0.1:4318/v1/traces");
        StackConfig config = new Settings(Map.of("TRACES", "http://127.0.0.1:4318/v1/traces")).config(ROOT);

        assertEquals(
                Map.of(
                        "DecisionFunction", traced,
                        "RedactionFunction", traced,
                        "AuditQueryFunction", traced,
                        "AuditStreamFunction", traced,
                        "AuditScheduleFunction", traced),
                config.environment());
        assertEquals(Map.of(), new Settings(Map.of("TRACES", "")).config(ROOT).environment());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:4318", "yes", "file:///tmp/x", "http://"})
    void refusesTracesThatAreNoUrl(String text) {
        String message = assertThrows(StackException.class, () -> new Settings(Map.of("TRACES", text)).config(ROOT))
                .getMessage();
        assertEquals("TRACES is the http URL of a collector, as http://127.0.0.1:4318/v1/traces, not " + text, message);
    }
}
