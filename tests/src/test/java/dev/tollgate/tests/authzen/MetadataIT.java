package dev.tollgate.tests.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, section 9. */
@OnStage(bundle = Scenario.BUNDLE)
class MetadataIT {
    private static final String WELL_KNOWN = "/.well-known/authzen-configuration";
    private static final Map<String, String> ENDPOINTS = Map.of(
            "access_evaluation_endpoint", "/access/v1/evaluation",
            "access_evaluations_endpoint", "/access/v1/evaluations",
            "search_subject_endpoint", "/access/v1/search/subject",
            "search_resource_endpoint", "/access/v1/search/resource",
            "search_action_endpoint", "/access/v1/search/action");

    private final Stage stage;

    MetadataIT(Stage stage) {
        this.stage = stage;
    }

    /** On this machine the stack has no TLS; deployed, the template gives the function its https URL. */
    @Test
    @DisplayName("§9.1.1 the identifier is an https URL without query and fragment, and so is each endpoint")
    void namesItselfByAnHttpsUrl() throws Exception {
        stage.local();
        String url = "https://pdp.example.com";
        try (LocalStage deployed = LocalStage.quiet(
                Scenario.BUNDLE,
                config -> config.withEnvironment(Map.of("DecisionFunction", Map.of("TOLLGATE_PUBLIC_URL", url))))) {
            JsonNode metadata = deployed.anonymous().get(WELL_KNOWN).json();
            assertEquals(url, metadata.path("policy_decision_point").asText());
            for (JsonNode value : urls(metadata)) {
                URI uri = URI.create(value.asText());
                assertEquals("https", uri.getScheme(), value::toString);
                assertNull(uri.getRawQuery(), value::toString);
                assertNull(uri.getRawFragment(), value::toString);
            }
            assertEquals(
                    url + "/tenant1",
                    deployed.anonymous()
                            .get(WELL_KNOWN + "/tenant1")
                            .json()
                            .path("policy_decision_point")
                            .asText());
        }
    }

    @Test
    @DisplayName("§9.1.1 the identifier and the evaluation endpoint are there, and every endpoint that is offered")
    void namesEveryEndpoint() throws Exception {
        JsonNode metadata = metadata("");
        assertEquals(
                stage.url().toString(), metadata.path("policy_decision_point").asText());
        ENDPOINTS.forEach((parameter, path) ->
                assertEquals(stage.url() + path, metadata.path(parameter).asText()));
    }

    @Test
    @DisplayName("§9.1.2, §9.1.3 no capability is claimed, and nothing is signed")
    void claimsNoCapabilityAndSignsNothing() throws Exception {
        Set<String> names = metadata("").propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
        var expected = new HashSet<>(ENDPOINTS.keySet());
        expected.add("policy_decision_point");
        expected.add("supported_obligations");
        assertEquals(expected, names);
    }

    @Test
    @DisplayName("§9.2 it is published where the well-known path stands between host and path")
    void putsTheWellKnownPathBetweenHostAndPath() throws Exception {
        assertEquals(
                stage.url() + "/tenant1",
                metadata("/tenant1").path("policy_decision_point").asText());
        assertEquals(404, stage.anonymous().get("/tenant1" + WELL_KNOWN).status());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§9.2.1 it is asked for with GET, and with nothing else")
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void answersGetOnly(String method) throws Exception {
        for (String path : List.of(WELL_KNOWN, WELL_KNOWN + "/tenant1")) {
            assertEquals(200, stage.anonymous().get(path).status());
            Answer answer = stage.anonymous().send(method, path, List.of(), new byte[0]);
            assertEquals(405, answer.status(), answer::toString);
            assertEquals("GET", answer.header("Allow").orElse("none"));
        }
    }

    @Test
    @DisplayName("§9.2.2 the answer is 200, application/json, a JSON object")
    void answersWithAJsonObject() throws Exception {
        Answer answer = stage.anonymous().get(WELL_KNOWN);
        assertEquals(200, answer.status());
        assertEquals("application/json", answer.header("Content-Type").orElse("none"));
        assertTrue(answer.json().isObject(), answer::toString);
    }

    @Test
    @DisplayName("§9.2.2 what has no value is left out")
    void leavesOutWhatHasNoValue() throws Exception {
        for (JsonNode value : metadata("")) {
            assertTrue(value.isTextual() || value.isArray() && !value.isEmpty(), value::toString);
            assertFalse(value.isTextual() && value.asText().isBlank(), value::toString);
        }
    }

    /** What a careful client compares before it believes anything else. */
    @ParameterizedTest(name = "{0}")
    @DisplayName("§9.2.3 the identifier is the one that the URL was made of")
    @ValueSource(strings = {"", "/tenant1", "/a.b-c_d~e"})
    void givesBackTheIdentifierOfTheUrl(String tenant) throws Exception {
        assertEquals(
                stage.url() + tenant,
                metadata(tenant).path("policy_decision_point").asText());
    }

    private JsonNode metadata(String tenant) throws Exception {
        return stage.anonymous().get(WELL_KNOWN + tenant).json();
    }

    /** All but what the obligations profile adds. */
    private static List<JsonNode> urls(JsonNode metadata) {
        return metadata.valueStream().filter(JsonNode::isTextual).toList();
    }
}
