package dev.tollgate.decision;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class DecisionHandlerTest {
    private final TestBed bed = new TestBed();

    @Test
    void answersAnEventOfApiGateway() throws IOException {
        Json.Obj answer = handle(event());

        assertEquals(200, answer.integer("statusCode").orElseThrow());
        assertEquals(
                "w1-1",
                answer.object("headers")
                        .orElseThrow()
                        .text("tollgate-decision-id")
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"Records\":[]}", "\u0000"})
    void anythingElseIsABadRequestAndNoCrash(String event) throws IOException {
        assertEquals(400, handle(event).integer("statusCode").orElseThrow());
    }

    @Test
    void aDefectIsAnErrorThatTellsNothingButTheRequest() throws IOException {
        // Without a clock nothing can be decided.
        bed.now = null;
        Json.Obj answer = handle(event());

        assertEquals(500, answer.integer("statusCode").orElseThrow());
        String body = answer.text("body").orElseThrow();
        assertEquals(
                "{\"error\":{\"code\":\"internal\",\"message\":\"Something went wrong here. The log has this request's id.\",\"request_id\":\"gateway-id\"}}",
                body);
        assertFalse(body.contains("NullPointer"));
    }

    private Json.Obj handle(String event) throws IOException {
        var answer = new ByteArrayOutputStream();
        new DecisionHandler(bed.api())
                .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, null);
        return TestBed.json(answer.toString(StandardCharsets.UTF_8));
    }

    private static String event() {
        return JsonText.write(Events.of("POST", "/access/v1/evaluation", TestBed.toolCall()));
    }
}
