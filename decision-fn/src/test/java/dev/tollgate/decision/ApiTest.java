package dev.tollgate.decision;

import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.decision.TestBed.AGENT;
import static dev.tollgate.decision.TestBed.AUDITOR;
import static dev.tollgate.decision.TestBed.ENFORCER;
import static dev.tollgate.decision.TestBed.STRANGER;
import static dev.tollgate.decision.TestBed.answer;
import static dev.tollgate.decision.TestBed.evaluation;
import static dev.tollgate.decision.TestBed.post;
import static dev.tollgate.decision.TestBed.request;
import static dev.tollgate.decision.TestBed.toolCall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ApiTest {
    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @Test
    void allowsAndSaysWhyAndUnderWhichRecord() {
        HttpResponse response = answer(api, evaluation(AGENT, toolCall()));

        assertEquals(200, response.status());
        assertEquals(
                "{\"decision\":true,\"context\":{\"effect\":\"allow\",\"reason\":{\"code\":\"allowed\",\"message\":\"Allowed.\",\"policy\":\"analysts\",\"rule\":\"all\"},\"decision_id\":\"w1-1\",\"bundle\":\""
                        + TestBed.DIGEST + "\"}}",
                response.body());
        assertEquals("w1-1", response.headers().get("tollgate-decision-id"));
        assertEquals("application/json", response.headers().get("content-type"));
        assertEquals("no-store", response.headers().get("cache-control"));
    }

    @Test
    void throttlesTheSixthCallOfABurstOfFive() {
        for (int i = 0; i < 5; i++) {
            assertTrue(answer(api, evaluation(AGENT, toolCall())).body().startsWith("{\"decision\":true"));
        }
        HttpResponse response = answer(api, evaluation(AGENT, toolCall()));

        assertEquals(200, response.status());
        assertEquals("throttle", context(response).text("effect").orElseThrow());
        assertEquals(100, context(response).integer("retry_after_ms").orElseThrow());
        bed.now = bed.now.plusMillis(100);
        assertTrue(answer(api, evaluation(AGENT, toolCall())).body().startsWith("{\"decision\":true"));
    }

    @Test
    void saysWhereAHookMayGoOnWithoutAnAnswer() {
        assertEquals(
                Optional.of("allow"),
                context(answer(api, evaluation(AGENT, toolCall("bot", "crm", "ping"))))
                        .text("on_failure"));
        assertEquals(
                Optional.empty(),
                context(answer(api, evaluation(AGENT, toolCall()))).text("on_failure"));
    }

    @ParameterizedTest
    @CsvSource({
        "bot, crm, unheard-of, unknown_tool",
        "nobody, crm, query, agent_unknown",
        "sleeper, crm, query, agent_suspended",
        "bot, files, any, no_matching_policy",
    })
    void deniesWithItsReason(String agent, String server, String tool, String code) {
        HttpResponse response = answer(api, evaluation(ENFORCER, toolCall(agent, server, tool)));

        assertEquals(200, response.status());
        assertEquals("deny", context(response).text("effect").orElseThrow());
        assertEquals(
                code,
                context(response).object("reason").orElseThrow().text("code").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ü", "名", "a b", "-x", "x/y"})
    void anIdThatNoAgentCanHaveIsUnknownAndNeverLookedUp(String letter) {
        HttpResponse response =
                answer(api, evaluation(ENFORCER, toolCall(letter.repeat(1_000 / letter.length()), "crm", "query")));

        assertEquals(
                "agent_unknown",
                context(response).object("reason").orElseThrow().text("code").orElseThrow());
        assertEquals(List.of(ENFORCER.keyId()), bed.directory.asked());
    }

    @Test
    void understandsCoazWhereTheSubjectIsTheUserAndTheContextNamesTheAgent() {
        String coaz = toolCall().replace("\"type\":\"agent\",\"id\":\"bot\"", "\"type\":\"identity\",\"id\":\"alice\"");
        String body = coaz.substring(0, coaz.length() - 1) + ",\"context\":{\"agent\":\"bot\"}}";

        assertTrue(answer(api, evaluation(AGENT, body)).body().startsWith("{\"decision\":true"));
        assertEquals(
                403,
                answer(api, evaluation(AGENT, body.replace("\"agent\":\"bot\"", "\"agent\":\"other\"")))
                        .status());
        assertEquals(403, answer(api, evaluation(AGENT, coaz)).status());
    }

    @Test
    void decidesAnyOtherTripleByTheSamePolicies() {
        String todo =
                "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"can_read\"},\"resource\":{\"type\":\"todo\",\"id\":\"1\"}}";

        assertTrue(answer(api, evaluation(ENFORCER, todo)).body().startsWith("{\"decision\":true"));
        assertTrue(answer(api, evaluation(ENFORCER, todo.replace("can_read", "can_delete")))
                .body()
                .startsWith("{\"decision\":false"));
    }

    @Test
    void noneOfWhatTheCallerSaysOfAnAgentIsBelieved() {
        String body = toolCall("sleeper", "crm", "query")
                .replace(
                        "\"id\":\"sleeper\"",
                        "\"id\":\"sleeper\",\"properties\":{\"status\":\"active\",\"roles\":[\"analyst\"]}");

        assertEquals(
                "agent_suspended",
                context(answer(api, evaluation(ENFORCER, body)))
                        .object("reason")
                        .orElseThrow()
                        .text("code")
                        .orElseThrow());
    }

    @Test
    void outsideOfItsScopeACallerIsForbiddenAndThatIsRecorded() {
        for (var forbidden : List.of(
                evaluation(AGENT, toolCall("sleeper", "crm", "query")),
                evaluation(AGENT, toolCall("bot", "mail", "send")),
                evaluation(AUDITOR, toolCall()))) {
            HttpResponse response = answer(api, forbidden);
            SealedRecord record = bed.records.records().getLast();

            assertEquals(403, response.status());
            assertEquals("security", record.kind());
            assertEquals("outside_scope", record.content().text("event").orElseThrow());
            assertEquals(record.id(), response.headers().get("tollgate-decision-id"));
        }
    }

    @Test
    void noKeyAndAnUnknownKeyGetTheSameAnswer() {
        HttpResponse without = answer(api, request("POST", "/access/v1/evaluation", Map.of(), toolCall()));
        HttpResponse unknown = answer(api, evaluation(STRANGER, toolCall()));

        assertEquals(401, without.status());
        assertEquals(without, unknown);
        assertEquals("Bearer", without.headers().get("www-authenticate"));
        assertFalse(without.body().contains(STRANGER.keyId()));
        assertEquals(
                List.of("security"),
                bed.records.records().stream().map(SealedRecord::kind).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /access/v1/evaluation, POST",
        "PUT, /access/v1/evaluations, POST",
        "HEAD, /v1/health, GET",
        "POST, /v1/health, GET",
        "DELETE, /.well-known/authzen-configuration, GET",
        "POST, /.well-known/authzen-configuration/acme, GET",
    })
    void anotherMethodIsRefusedAndTheRightOneNamed(String method, String path, String allowed) {
        HttpResponse response = answer(api, request(method, path, Map.of(), ""));

        assertEquals(405, response.status());
        assertEquals(allowed, response.headers().get("allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "//",
                "/access/v1",
                "/access/v1/evaluation/",
                "/access/v1/Evaluation",
                "/access/v2/evaluation",
                "/.well-known/authzen-configuration/a/b",
                "/.well-known/authzen-configuration/",
                "/.well-known/authzen-configuration/a%2Fb",
                "/v1/audit/records"
            })
    void anyOtherPathIsNotFound(String path) {
        HttpResponse response = answer(api, request("GET", path, Map.of(), ""));

        assertEquals(404, response.status());
        assertEquals("not_found", error(response).text("code").orElseThrow());
    }

    @Test
    void echoesTheRequestIdOnEveryAnswer() {
        var headers = Map.of("x-request-id", "r-1", "authorization", "Bearer " + AGENT.text());

        for (var request : List.of(
                request("POST", "/access/v1/evaluation", headers, toolCall()),
                request("POST", "/access/v1/evaluation", headers, "{"),
                request("POST", "/access/v1/evaluation", Map.of("x-request-id", "r-1"), toolCall()),
                request("GET", "/access/v1/evaluation", headers, ""),
                request("GET", "/nowhere", headers, ""),
                request("GET", "/v1/health", headers, ""))) {
            assertEquals("r-1", answer(api, request).headers().get("x-request-id"));
        }
        assertFalse(answer(api, evaluation(AGENT, toolCall())).headers().containsKey("x-request-id"));
    }

    @Test
    void anErrorNamesTheRequestByTheGatewaysIdWhenTheCallerGaveNone() {
        assertEquals(
                "gateway-id",
                error(answer(api, request("GET", "/nowhere", Map.of(), "")))
                        .text("request_id")
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | {} | 400",
                "application/jsonx | {} | 400",
                "application/json; charset=latin1 | {} | 400",
                "application/json | { | 400",
                "application/json | [] | 400",
                "application/json | null | 400",
                "application/json | {} {} | 400",
                "application/json | {\"subject\":1,\"subject\":1} | 400",
            })
    void refusesABodyThatIsNotOneJsonObject(String type, String body, int status) {
        var headers = Map.of("content-type", type, "authorization", "Bearer " + AGENT.text());

        assertEquals(
                status,
                answer(api, request("POST", "/access/v1/evaluation", headers, body))
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "APPLICATION/JSON;charset=\"UTF-8\"",
                " application/json "
            })
    void takesTheMediaTypeAsClientsWriteIt(String type) {
        var headers = Map.of("content-type", type, "authorization", "Bearer " + AGENT.text());

        assertEquals(
                200,
                answer(api, request("POST", "/access/v1/evaluation", headers, toolCall()))
                        .status());
    }

    @Test
    void takesABodyOf256KibibytesAndNoMore() {
        String call = toolCall();

        assertEquals(
                200,
                answer(api, evaluation(AGENT, call + " ".repeat(256 * 1024 - call.length())))
                        .status());
        assertEquals(
                413,
                answer(api, evaluation(AGENT, call + " ".repeat(256 * 1024 - call.length() + 1)))
                        .status());
    }

    @Test
    void describesItselfForTheOneAndForATenant() {
        HttpResponse one = answer(api, request("GET", "/.well-known/authzen-configuration", Map.of(), ""));
        HttpResponse tenant = answer(api, request("GET", "/.well-known/authzen-configuration/acme", Map.of(), ""));

        assertEquals(
                "{\"policy_decision_point\":\"https://tollgate.example.com\",\"access_evaluation_endpoint\":\"https://tollgate.example.com/access/v1/evaluation\",\"access_evaluations_endpoint\":\"https://tollgate.example.com/access/v1/evaluations\","
                        + "\"search_subject_endpoint\":\"https://tollgate.example.com/access/v1/search/subject\","
                        + "\"search_resource_endpoint\":\"https://tollgate.example.com/access/v1/search/resource\","
                        + "\"search_action_endpoint\":\"https://tollgate.example.com/access/v1/search/action\","
                        + "\"supported_obligations\":[\"cap_response\",\"redact\",\"rewrite_arguments\",\"step-up\",\"warn\"]}",
                one.body());
        assertTrue(tenant.body().startsWith("{\"policy_decision_point\":\"https://tollgate.example.com/acme\""));
    }

    @Test
    void saysThatItIsAlive() {
        assertEquals(
                "{\"status\":\"ok\",\"version\":\"1.2.3\",\"bundle\":\"" + TestBed.DIGEST + "\"}",
                answer(api, request("GET", "/v1/health", Map.of(), "")).body());
        bed.bundlesDown = true;
        assertEquals(
                503,
                answer(bed.api(), request("GET", "/v1/health", Map.of(), "")).status());
    }

    @Test
    void withoutABundleNothingIsDecided() {
        bed.bundle = Optional.empty();

        assertEquals(503, answer(bed.api(), evaluation(AGENT, toolCall())).status());
    }

    @Test
    void onlyAnEnforcerIsToldHowADecisionCameAbout() {
        String full = toolCall().replace("}}}", "}},\"context\":{\"explain\":\"full\"}}");

        assertEquals(
                1,
                context(answer(api, evaluation(ENFORCER, full))).items("trace").size());
        assertFalse(context(answer(api, evaluation(AGENT, full))).get("trace").isPresent());
    }

    @Test
    void postsToOtherPathsAreNotFoundEither() {
        assertEquals(
                404,
                answer(api, post("/access/v1/search/everything", AGENT, "{}")).status());
    }

    private static Json.Obj context(HttpResponse response) {
        return TestBed.json(response.body()).object("context").orElseThrow();
    }

    private static Json.Obj error(HttpResponse response) {
        return TestBed.json(response.body()).object("error").orElseThrow();
    }
}
