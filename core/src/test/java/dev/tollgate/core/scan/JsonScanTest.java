package dev.tollgate.core.scan;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonScanTest {
    private static final JsonScan ARGUMENTS = new JsonScan(new Scanner());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"DB_PASSWORD\":\"ecsT4\"}",
                "{\"environment\":[{\"name\":\"DB_PASSWORD\",\"value\":\"ecsT4\"}]}",
                "{\"value\":\"ecsT4\",\"key\":\"DB_PASSWORD\"}"
            })
    void findsAPasswordByWhatItIsCalled(String json) throws JsonException {
        Json arguments = new JsonText(64).parse(json);

        assertEquals(List.of("PASSWORD", "SECRET"), ARGUMENTS.in(arguments).words());
    }

    @Test
    void findsAKeyInTheFieldOfAnAddress() throws JsonException {
        Json arguments = new JsonText(64)
                .parse("{\"street\":\"12 Main Street, p" + "a-zguHH-DP7djrybssu3JsJKH4tyqZpB2RqugbNTncBUi\"}");

        assertTrue(
                ARGUMENTS.in(arguments).words().containsAll(List.of("POSTAL_ADDRESS", "SECRET")), arguments.toString());
    }
}
