package dev.tollgate.tests.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer as a client has it.
 *
 * @param took from the request's first byte to the answer's last
 */
public record Answer(int status, HttpHeaders headers, byte[] bytes, Duration took) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON: " + this, notJson);
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public Optional<String> decisionId() {
        return header("Tollgate-Decision-Id");
    }

    public boolean decision() {
        JsonNode decision = json().path("decision");
        if (!decision.isBoolean()) {
            throw new AssertionError("no decision: " + this);
        }
        return decision.booleanValue();
    }

    public String effect() {
        return json().path("context").path("effect").asText();
    }

    public String reason() {
        return json().path("context").path("reason").path("code").asText();
    }

    @Override
    public String toString() {
        return status + " " + text() + " after " + took.toMillis() + " ms";
    }
}
