package dev.tollgate.redaction;

import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.record.Draft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.tollgate.redaction.TestBed.AGENT;
import static dev.tollgate.redaction.TestBed.AUDITOR;
import static dev.tollgate.redaction.TestBed.ENFORCER;
import static dev.tollgate.redaction.TestBed.OTHER;
import static dev.tollgate.redaction.TestBed.STRANGER;
import static dev.tollgate.redaction.TestBed.answer;
import static dev.tollgate.redaction.TestBed.json;
import static dev.tollgate.redaction.TestBed.redact;
import static dev.tollgate.redaction.TestBed.submission;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RedactApiTest {
    private static final String MAIL = "{\"text\":\"write to alice@example.com\"}";

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @AfterEach
    void chainsOfThisFunctionAreWhole() {
        var chains = bed.records.chains();
        chains.keySet().removeIf(writer -> writer.startsWith("d"));
        assertEquals(List.of(), ChainCheck.check(chains));
    }

    @Test
    void redactsByTheDecisionAndRecordsTheOutcome() {
        String decision = bed.decision();
        HttpResponse response = answer(api, redact(AGENT, submission(decision, MAIL)));
        Json.Obj answer = json(response.body());

        assertEquals(200, response.status());
        assertEquals(
                List.of("result", "action", "findings", "labels", "record_id"),
                List.copyOf(answer.members().keySet()));
        assertFalse(response.body().contains("alice"), response.body());
        assertTrue(response.body().startsWith("{\"result\":{\"text\":\"write to [EMAIL_ADDRESS:k1:"), response.body());
        assertEquals(Optional.of("redacted"), answer.text("action"));
        assertEquals(List.of("personal_data"), answer.texts("labels"));
        assertEquals(answer.text("record_id").orElseThrow(), response.headers().get("tollgate-record-id"));
        Json.Obj record = only();
        assertEquals(answer.text("record_id"), record.text("id"));
        assertEquals(
                json("""
                        {"kind":"redaction","decision":"%s","agent":"bot","owner":"p.owner","action":"tools/call",
                         "server":"crm","tool":"query","session":"p.session","trace":"p.trace",
                         "outcome":{"status":"ok","duration_ms":12},"profiles":["gdpr"],"redaction":"redacted",
                         "findings":[{"type":"EMAIL_ADDRESS","action":"pseudonym","count":1}],
                         "begins":["session","trace"],"labels":["personal_data"],"bytes_in":%d}""".formatted(decision, MAIL.length())),
                without(record, "id", "v", "at", "prev", "ttl", "bytes_out", "bundle", "caller", "took_us"));
        assertEquals(
                AGENT.keyId(), record.object("caller").orElseThrow().text("key").orElseThrow());
    }

    @Test
    void aRequestWithoutADecisionIsRedactedByTheStrictest() {
        String body = "{\"outcome\":{\"status\":\"ok\"},\"result\":\"mail alice@example.com\"}";
        HttpResponse response = answer(api, redact(ENFORCER, body));

        assertTrue(response.body().startsWith("{\"result\":\"mail [EMAIL_ADDRESS]\""), response.body());
        assertEquals("no_decision", only().text("unmatched").orElseThrow());
        assertEquals(List.of("gdpr", "hipaa", "pci", "secrets"), only().texts("profiles"));
    }

    @Test
    void ofAnAgentAndAToolThatAreKnownTheAgentsProfilesAreTheStrictest() {
        String body = """
                {"subject":{"type":"agent","id":"%s"},"resource":{"type":"tool","id":"query","properties":{"server":"crm"}},
                 "outcome":{"status":"ok"},"result":"mail alice@example.com"}""";
        assertTrue(answer(api, redact(ENFORCER, body.formatted("bot"))).body().contains("[EMAIL_ADDRESS:k1:"));
        assertTrue(answer(api, redact(ENFORCER, body.formatted("other"))).body().contains("alice@example.com"));
        assertTrue(
                answer(api, redact(ENFORCER, body.formatted("nobody"))).body().contains("[EMAIL_ADDRESS]"));
        assertTrue(answer(api, redact(ENFORCER, body.formatted("other").replace("query", "unheard-of")))
                .body()
                .contains("[EMAIL_ADDRESS]"));
    }

    /** What the caller says of the call counts for nothing once there is a decision. */
    @Test
    void theCallerCannotChooseAWeakerProfile() {
        String body = """
                {"decision_id":"%s","subject":{"type":"agent","id":"bot"},"profiles":[],"resource":{"type":"tool","id":"none"},
                 "outcome":{"status":"ok"},"context":{"trace_id":"mine","session_id":"mine"},"result":"mail alice@example.com"}""";
        HttpResponse response = answer(api, redact(AGENT, body.formatted(bed.decision())));

        assertTrue(response.body().contains("[EMAIL_ADDRESS:k1:"), response.body());
        assertEquals("query", only().text("tool").orElseThrow());
        assertEquals("p.trace", only().text("trace").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "effect, deny, not_allowed",
        "effect, throttle, not_allowed",
        "preflight, yes, not_allowed",
        "agent, other, foreign",
    })
    void whatIsNoAllowOfTheCallersOwnIsUnmatched(String member, String value, String why) {
        String decision = bed.decision(Map.of(member, Json.of(value)));
        HttpResponse response = answer(api, redact(AGENT, submission(decision, "\"mail alice@example.com\"")));

        assertTrue(response.body().contains("[EMAIL_ADDRESS]"), response.body());
        assertEquals(why, last().text("unmatched").orElseThrow());
        assertTrue(last().text("decision").isEmpty());
    }

    @Test
    void anotherCallersDecisionIsNotedAndLeftFree() {
        String decision = bed.decision();
        HttpResponse response = answer(api, redact(OTHER, submission(decision, MAIL)));

        assertEquals(200, response.status());
        assertEquals(2, bed.written().size());
        assertEquals("security", bed.written().getFirst().text("kind").orElseThrow());
        assertEquals("foreign_decision", bed.written().getFirst().text("event").orElseThrow());
        assertEquals("foreign", last().text("unmatched").orElseThrow());
        answer(api, redact(AGENT, submission(decision, MAIL)));
        assertEquals(decision, last().text("decision").orElseThrow());
    }

    @Test
    void aDecisionAboutAnotherServerThanTheKeysIsForeign() {
        answer(api, redact(ENFORCER, submission(bed.decision(Map.of("server", Json.of("files"))), MAIL)));

        assertEquals("foreign", last().text("unmatched").orElseThrow());
    }

    @Test
    void aDecisionAboutAnotherAgentThanTheCallerSaysIsForeign() {
        String body = submission(bed.decision(), MAIL)
                .replaceFirst("\\{", "{\"subject\":{\"type\":\"agent\",\"id\":\"other\"},");
        answer(api, redact(ENFORCER, body));

        assertEquals("foreign", last().text("unmatched").orElseThrow());
    }

    @Test
    void aDecisionIsGoodForAnHour() {
        String decision = bed.decision();
        String other = bed.decision();
        bed.now = TestBed.NOON.plus(Duration.ofHours(1)).minusMillis(1);
        answer(api, redact(AGENT, submission(decision, MAIL)));
        assertEquals(decision, last().text("decision").orElseThrow());
        bed.now = TestBed.NOON.plus(Duration.ofHours(1));
        answer(api, redact(AGENT, submission(other, MAIL)));

        assertEquals("expired", last().text("unmatched").orElseThrow());
    }

    @Test
    void whatIsNoDecisionIsNone() {
        String search = bed.recorded(
                Draft.Kind.SEARCH,
                Json.object().put("agent", "bot").put("effect", "allow").build());
        for (String id : List.of(search, "d1-99", "nobody-1", "../../x", "d1-1.7", " ")) {
            HttpResponse response = answer(api, redact(AGENT, submission(id, MAIL)));
            assertEquals(200, response.status(), id);
            assertEquals("unknown_decision", last().text("unmatched").orElseThrow(), id);
        }
    }

    /** Whoever could change a record could take out of it what it asks for. */
    @Test
    void aRecordThatIsNotWhatItsHashSaysIsNone() {
        String decision = bed.decision();
        bed.alter(decision, record -> without(record, "answer"));
        answer(api, redact(AGENT, submission(decision, MAIL)));

        assertEquals("unknown_decision", last().text("unmatched").orElseThrow());
    }

    @Test
    void anItemOfABatchHasItsOwnOutcome() {
        String first = bed.decision(Map.of("item", Json.of(0)));
        bed.decision(Map.of("item", Json.of(2), "tool", Json.of("other-query")));
        answer(api, redact(AGENT, submission(first + ".0", MAIL)));
        answer(api, redact(AGENT, submission(first + ".2", MAIL)));

        assertEquals("other-query", last().text("tool").orElseThrow());
        assertEquals(409, answer(api, redact(AGENT, submission(first, "1"))).status());
    }

    @Test
    void aDecisionHasOneOutcome() {
        String decision = bed.decision();
        answer(api, redact(AGENT, submission(decision, MAIL)));
        HttpResponse second = answer(api, redact(AGENT, submission(decision, "\"another alice@example.com\"")));

        assertEquals(409, second.status());
        assertFalse(second.body().contains("alice"), second.body());
        assertEquals("security", last().text("kind").orElseThrow());
        assertEquals("second_outcome", last().text("event").orElseThrow());
        assertEquals(bed.written().getFirst().text("id"), last().text("first"));
    }

    @Test
    void theSameRequestWithinAMinuteIsAnsweredAgain() {
        String decision = bed.decision();
        Json.Obj first =
                json(answer(api, redact(AGENT, submission(decision, MAIL))).body());
        bed.now = TestBed.NOON.plusSeconds(59);
        Json.Obj again =
                json(answer(api, redact(AGENT, submission(decision, MAIL))).body());

        assertEquals(first.get("result"), again.get("result"));
        assertEquals(first.text("record_id"), last().text("repeats"));
        assertEquals(again.text("record_id"), last().text("id"));
        bed.now = TestBed.NOON.plusSeconds(60);
        assertEquals(409, answer(api, redact(AGENT, submission(decision, MAIL))).status());
    }

    @Test
    void theSameRequestOfSomebodyElseIsASecondOutcome() {
        String decision = bed.decision();
        answer(api, redact(AGENT, submission(decision, MAIL)));

        assertEquals(
                409, answer(api, redact(ENFORCER, submission(decision, MAIL))).status());
    }

    @Test
    void anAgentActsForItselfOnly() {
        String body = """
                {"subject":{"type":"agent","id":"other"},"outcome":{"status":"ok"},"result":1}""";
        HttpResponse response = answer(api, redact(AGENT, body));

        assertEquals(403, response.status());
        assertEquals("outside_scope", only().text("event").orElseThrow());
    }

    @Test
    void neitherAuditorsNorStrangersAreAnswered() {
        assertEquals(403, answer(api, redact(AUDITOR, submission("x-1", "1"))).status());
        HttpResponse unknown = answer(api, redact(STRANGER, submission("x-1", "1")));

        assertEquals(401, unknown.status());
        assertEquals("Bearer", unknown.headers().get("www-authenticate"));
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/redact, 405", "POST, /v1/redact/, 404", "POST, /v1, 404"})
    void thereIsOnePathWithOneMethod(String method, String path, int status) {
        assertEquals(
                status,
                answer(api, TestBed.request(method, path, Map.of(), new byte[0]))
                        .status());
    }

    @Test
    void placesAreForEnforcersOnly() {
        String body = submission("none-1", MAIL).replaceFirst("\\{", "{\"context\":{\"explain\":\"full\"},");

        assertTrue(answer(api, redact(ENFORCER, body)).body().contains("\"places\":[{\"type\":\"EMAIL_ADDRESS\""));
        assertFalse(answer(api, redact(AGENT, body)).body().contains("places"));
    }

    @Test
    void theObligationsCapIsKept() {
        String decision = bed.decision(Map.of("answer", json("{\"cap\":{\"rows\":2}}")));
        HttpResponse response = answer(api, redact(AGENT, submission(decision, "[1,2,3,4]")));

        assertTrue(response.body().startsWith("{\"result\":[1,2],\"action\":\"truncated\""), response.body());
    }

    @Test
    void aProfileThatIsGoneSinceMakesItTheStrictest() {
        String decision = bed.decision(Map.of("answer", json("{\"profiles\":[\"gone\"]}")));
        HttpResponse response = answer(api, redact(AGENT, submission(decision, MAIL)));

        assertTrue(response.body().contains("[EMAIL_ADDRESS]"), response.body());
        assertEquals(decision, last().text("decision").orElseThrow());
    }

    @Test
    void whatADecisionAskedForHoldsInABundleThatOnlyMonitors() {
        bed.bundle = Optional.of(TestBed.monitoring(TestBed.bundle()));
        String decision = bed.decision(Map.of("answer", json("{\"profiles\":[\"gone\"]}")));

        assertTrue(answer(api, redact(AGENT, submission(decision, MAIL))).body().contains("[EMAIL_ADDRESS]"));
        assertFalse(
                answer(api, redact(AGENT, submission("none-1", MAIL))).body().contains("[EMAIL_ADDRESS]"));
    }

    @Test
    void theRequestsIdIsGivenBack() {
        var request = TestBed.request(
                "POST",
                "/v1/redact",
                Map.of("authorization", "Bearer " + AGENT.text(), "x-request-id", "mine"),
                TestBed.bytes(submission("none-1", "null")));

        assertEquals("mine", answer(api, request).headers().get("x-request-id"));
    }

    private Json.Obj only() {
        assertEquals(1, bed.written().size());
        return last();
    }

    private Json.Obj last() {
        return bed.written().getLast();
    }

    private static Json.Obj without(Json.Obj record, String... names) {
        var members = new java.util.TreeMap<>(record.members());
        List.of(names).forEach(members::remove);
        return new Json.Obj(members);
    }
}
