package dev.tollgate.tests.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.tests.authzen.Scenario.ALICE;
import static dev.tollgate.tests.authzen.Scenario.READ;
import static dev.tollgate.tests.authzen.Scenario.RECORDS;
import static dev.tollgate.tests.authzen.Scenario.RECORD_1;
import static dev.tollgate.tests.authzen.Scenario.USERS;
import static dev.tollgate.tests.authzen.Scenario.body;
import static dev.tollgate.tests.authzen.Scenario.evaluations;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** AuthZEN Authorization API 1.0, sections 10.1 and 10.1.1. */
@OnStage(bundle = Scenario.BUNDLE)
class TransportIT {
    /** Which question is a good one, by the default path of its endpoint. */
    static final Map<String, String> GOOD = good();

    private final Stage stage;
    private final Http enforcer;

    TransportIT(Stage stage) {
        this.stage = stage;
        this.enforcer = stage.enforcer();
    }

    private static Map<String, String> good() {
        var good = new LinkedHashMap<String, String>();
        good.put("/access/v1/evaluation", body(ALICE, READ, RECORD_1));
        good.put("/access/v1/evaluations", body(ALICE, READ, evaluations(body(RECORD_1), body(RECORD_1))));
        good.put("/access/v1/search/subject", body(USERS, READ, RECORD_1));
        good.put("/access/v1/search/resource", body(ALICE, READ, RECORDS));
        good.put("/access/v1/search/action", body(ALICE, RECORD_1));
        return good;
    }

    @Test
    @DisplayName("§10 the JSON binding is there, at the default paths")
    void answersAtTheDefaultPaths() throws Exception {
        for (var each : GOOD.entrySet()) {
            Answer answer = enforcer.post(each.getKey(), each.getValue());
            assertEquals(200, answer.status(), answer::toString);
            assertEquals("application/json", answer.header("Content-Type").orElse("none"), each.getKey());
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§10.1 requests are made with POST")
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
    void takesPostOnly(String method) throws Exception {
        for (var each : GOOD.entrySet()) {
            Answer answer = send(method, each.getKey(), "application/json", each.getValue());
            assertEquals(405, answer.status(), answer::toString);
            assertEquals("POST", answer.header("Allow").orElse("none"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§10.1 a request whose Content-Type is not application/json is refused")
    @ValueSource(strings = {"none", "text/plain", "application/x-www-form-urlencoded", "application/json-patch+json"})
    void refusesAnotherContentType(String type) throws Exception {
        for (var each : GOOD.entrySet()) {
            Answer answer = send("POST", each.getKey(), type, each.getValue());
            assertEquals(400, answer.status(), answer::toString);
            assertTrue(answer.text().contains("Content-Type"), answer::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§10.1 application/json may name its charset, and has any case")
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""})
    void takesApplicationJsonWithItsCharset(String type) throws Exception {
        for (var each : GOOD.entrySet()) {
            assertEquals(200, send("POST", each.getKey(), type, each.getValue()).status(), each.getKey());
        }
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("§10.1 a body that is no JSON object is refused")
    @ValueSource(strings = {"", "{", "[]", "[{}]", "\"x\"", "7", "null", "{} {}"})
    void refusesABodyThatIsNoObject(String text) throws Exception {
        for (String path : GOOD.keySet()) {
            Answer answer = enforcer.post(path, text);
            assertEquals(400, answer.status(), answer::toString);
        }
    }

    @Test
    @DisplayName("§10.1 the URLs that the metadata names are those that answer")
    void answersAtTheUrlsOfTheMetadata() throws Exception {
        JsonNode metadata =
                stage.anonymous().get("/.well-known/authzen-configuration").json();
        int endpoints = 0;
        for (Map.Entry<String, JsonNode> parameter : metadata.properties()) {
            if (parameter.getKey().endsWith("_endpoint")) {
                String path = parameter
                        .getValue()
                        .asText()
                        .substring(stage.url().toString().length());
                Answer answer = enforcer.post(path, GOOD.get(path));
                assertEquals(200, answer.status(), answer::toString);
                endpoints++;
            }
        }
        assertEquals(GOOD.size(), endpoints);
    }

    @Test
    @DisplayName("§10.1.1 every body is a JSON object: answers, refusals, what is not found")
    void answersWithJsonObjectsAlways() throws Exception {
        for (var each : GOOD.entrySet()) {
            for (Answer answer : List.of(
                    enforcer.post(each.getKey(), each.getValue()),
                    enforcer.post(each.getKey(), "{}"),
                    enforcer.post(each.getKey(), "["),
                    stage.anonymous().post(each.getKey(), each.getValue()),
                    enforcer.get(each.getKey()),
                    enforcer.post(each.getKey() + "/x", each.getValue()))) {
                assertTrue(answer.json().isObject(), answer::toString);
                assertEquals("application/json", answer.header("Content-Type").orElse("none"), answer::toString);
            }
        }
    }

    /** Each attribute of each entity is the business of the tests of sections 5 to 8. */
    @Test
    @DisplayName("§10.1.1 a request without a required attribute is 400, at every endpoint")
    void refusesARequestWithoutARequiredAttribute() throws Exception {
        for (var each : GOOD.entrySet()) {
            String without = each.getValue().replace("\"type\"", "\"kind\"");
            Answer answer = enforcer.post(each.getKey(), without);
            if (each.getKey().endsWith("/evaluations")) {
                assertEquals(
                        400,
                        answer.json().at("/evaluations/0/context/error/status").intValue(),
                        answer::toString);
            } else {
                assertEquals(400, answer.status(), answer::toString);
            }
            assertTrue(answer.text().contains("type"), answer::toString);
        }
    }

    @Test
    @DisplayName("§10.1.1 unknown members are ignored, wherever they stand")
    void ignoresMembersItDoesNotKnow() throws Exception {
        for (var each : GOOD.entrySet()) {
            Answer plain = enforcer.post(each.getKey(), each.getValue());
            String more =
                    each.getValue().replace("{", "{\"later\":{\"a\":[null]},").replace(",}", "}");
            Answer answer = enforcer.post(each.getKey(), more);
            assertEquals(200, answer.status(), answer::toString);
            assertEquals(plain.json().path("decision"), answer.json().path("decision"), answer::toString);
            assertEquals(plain.json().path("evaluations"), answer.json().path("evaluations"), answer::toString);
            assertEquals(plain.json().path("results"), answer.json().path("results"), answer::toString);
        }
    }

    @Test
    @DisplayName("§10.1.1 the order of members means nothing, not to a token either")
    void readsMembersInAnyOrder() throws Exception {
        assertTrue(enforcer.evaluation(
                        "{\"resource\":{\"id\":\"record-1\",\"type\":\"record\"},\"context\":{},\"action\":{\"name\":\"read\"},"
                                + "\"subject\":{\"id\":\"alice\",\"type\":\"user\"}}")
                .decision());
        Answer batch =
                enforcer.evaluations("{\"evaluations\":[{\"resource\":{\"id\":\"record-1\",\"type\":\"record\"}}],"
                        + "\"options\":{\"evaluations_semantic\":\"execute_all\"},\"action\":{\"name\":\"read\"},"
                        + "\"subject\":{\"id\":\"alice\",\"type\":\"user\"}}");
        assertEquals("{\"evaluations\":[{\"decision\":true}]}", batch.text());
        var search = new Search(enforcer, "resource");
        String token = Search.nextToken(search.ask(ALICE, READ, RECORDS, "\"page\":{\"limit\":1}"));
        assertEquals(List.of("record-2"), search.find(Search.page(token), RECORDS, READ, ALICE));
    }

    private Answer send(String method, String path, String type, String body) throws Exception {
        var headers = new LinkedHashMap<>(Map.of("Authorization", "Bearer " + stage.enforcerKey()));
        if (!type.equals("none")) {
            headers.put("Content-Type", type);
        }
        return stage.anonymous().send(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
