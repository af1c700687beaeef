package dev.tollgate.decision;

import dev.tollgate.core.agent.AcsAgent;
import dev.tollgate.core.hook.AcsSession;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.CanonicalJson;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import dev.tollgate.core.record.SealedRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A session of OWASP ACS: who signs, in which order, and what is refused. */
class AcsTest {
    private static final Json.Obj HELLO = TestBed.json("{\"acs_versions_supported\":[\"0.1.0\"],"
            + "\"methods_implemented\":[\"steps/toolCallRequest\"],\"transports_supported\":[\"http\"],"
            + "\"provenance_producer\":\"none\"}");
    private static final String STEP = "steps/toolCallRequest";

    private static final String RESULT = "steps/toolCallResult";
    private static final Json.Obj HELLO_WITH_RESULTS =
            with(HELLO, "methods_implemented", Json.texts(List.of(STEP, RESULT)));

    private final HookBed hooks = new HookBed();
    private final AcsAgent agent = new AcsAgent(HookBed.AGENT, "s-1");
    private int requests;

    @Test
    void aHandshakeSaysWhatIsEvaluatedAndThatFailuresAreDenials() {
        Json.Obj answer = send("handshake/hello", HELLO);

        Json.Obj hello = result(answer).object("payload").orElseThrow();
        assertTrue(agent.verifies(answer));
        assertEquals(Optional.of("0.1.0"), hello.text("negotiated_version"));
        assertEquals(List.of(STEP, RESULT), hello.texts("methods_evaluated"));
        assertEquals(Optional.of("deny"), hello.text("on_decision_failure"));
        assertEquals(Optional.of(300_000L), hello.integer("skew_window_ms"));
    }

    @ParameterizedTest
    @CsvSource({
        "list, allow, allowed",
        "read, deny, obligation_unsupported",
        "erase, deny, denied_by_policy",
        "search, modify, allowed",
        "export, defer, approval_required",
        "nothing, deny, unknown_tool"
    })
    void decidesCallsAndSignsEachDecision(String tool, String decision, String code) {
        send("handshake/hello", HELLO);
        Json.Obj answer = send(STEP, call("mcp__crm__" + tool));

        Json.Obj result = result(answer);
        assertTrue(agent.verifies(answer));
        assertEquals(Optional.of(decision), result.text("decision"), answer::toString);
        assertEquals(List.of(code), result.texts("reason_codes"));
        assertTrue(result.text("reasoning").orElseThrow().startsWith("Tollgate: "));
        assertTrue(result.text("chain_hash").isPresent());
        assertEquals(decision.equals("modify"), result.object("modifications").isPresent());
        assertEquals(decision.equals("defer"), result.object("defer_details").isPresent());
        SealedRecord record = hooks.bed.records.records().getLast();
        assertEquals(Optional.of("acs"), record.content().text("hook"));
    }

    @Test
    void anAnswerIsRedactedUnderTheDecisionOfItsCall() {
        send("handshake/hello", HELLO_WITH_RESULTS);
        Json.Obj call = request(STEP, call("mcp__crm__read"), Json.Obj.EMPTY);
        Json.Obj decided = post(call);
        Json.Obj answer = send(RESULT, returned(idOf(call), "{\"value\":\"mail ada@example.com\"}"));

        assertEquals(Optional.of("allow"), result(decided).text("decision"), decided::toString);
        assertTrue(agent.verifies(answer));
        assertEquals(Optional.of("modify"), result(answer).text("decision"));
        String left = result(answer)
                .object("modifications")
                .orElseThrow()
                .text("modified_content")
                .orElseThrow();
        assertTrue(left.startsWith("mail [EMAIL_ADDRESS:"), left);
        assertTrue(result(answer).text("chain_hash").isPresent());
        Json.Obj record = hooks.bed.records.records().getLast().content();
        assertTrue(result(decided)
                .text("reasoning")
                .orElseThrow()
                .contains(record.text("decision").orElseThrow()));
        assertEquals(Optional.of(41L), record.object("outcome").orElseThrow().integer("duration_ms"));
        assertEquals(Optional.of("acs"), record.text("hook"));
    }

    @Test
    void anAnswerWithoutACallIsRedactedByTheStrictestAndACleanOneIsPassed() {
        send("handshake/hello", HELLO_WITH_RESULTS);
        Json.Obj unknown = send(RESULT, returned(nextId(), "{\"value\":\"mail ada@example.com\"}"));
        Json.Obj clean = send(RESULT, returned(nextId(), "{\"value\":\"nothing\"}"));

        assertEquals(Optional.of("modify"), result(unknown).text("decision"), unknown::toString);
        assertEquals(Optional.of("allow"), result(clean).text("decision"));
        assertEquals(List.of("passed"), result(clean).texts("reason_codes"));
    }

    @Test
    void aCallHasOneOutcomeAndAnotherOneIsHeldBack() {
        send("handshake/hello", HELLO_WITH_RESULTS);
        Json.Obj call = request(STEP, call("mcp__crm__read"), Json.Obj.EMPTY);
        post(call);
        Json.Obj first = request(RESULT, returned(idOf(call), "{\"value\":\"first\"}"), Json.Obj.EMPTY);
        post(first);

        Json.Obj second = send(RESULT, returned(idOf(call), "{\"value\":\"second\"}"));
        assertEquals(Optional.of("deny"), result(second).text("decision"));
        assertEquals(List.of("conflict"), result(second).texts("reason_codes"));
        assertTrue(result(second).text("chain_hash").isPresent());
        assertEquals(-32_005, error(post(first)), "a replay is told as one");
    }

    @Test
    void anAnswerThatCannotBeRecordedIsHeldBack() {
        send("handshake/hello", HELLO_WITH_RESULTS);
        Json.Obj call = request(STEP, call("mcp__crm__read"), Json.Obj.EMPTY);
        post(call);
        hooks.bed.records.plan(java.util.Collections.nCopies(8, Fault.BEFORE_WRITING));

        Json.Obj answer = send(RESULT, returned(idOf(call), "{\"value\":\"s3cret\"}"));

        assertTrue(agent.verifies(answer));
        assertEquals(Optional.of("deny"), result(answer).text("decision"));
        assertTrue(!answer.toString().contains("s3cret"));
    }

    @Test
    void aResultThatIsNoneIsTold() {
        send("handshake/hello", HELLO_WITH_RESULTS);
        for (String payload : List.of(
                "{\"tool\":{\"name\":\"x\"},\"exit_status\":\"success\"}",
                "{\"tool\":{\"name\":\"x\"},\"exit_status\":\"fine\",\"outputs\":[]}",
                "{\"tool\":{\"name\":\"x\"},\"exit_status\":\"success\",\"outputs\":[1]}",
                "{\"exit_status\":\"success\",\"outputs\":[]}")) {
            assertEquals(-32_602, error(send(RESULT, TestBed.json(payload))), payload);
        }
    }

    @Test
    void theHeadOfTheChainIsThatOfAllStepsAndAnybodyCanComputeIt() {
        send("handshake/hello", HELLO);
        String method = "steps/sessionStart";
        Optional<String> head = Optional.empty();
        for (int entry = 1; entry <= 3; entry++) {
            Json.Obj request = request(method, Json.Obj.EMPTY, Json.Obj.EMPTY);
            Json.Obj params = without(request.object("params").orElseThrow(), "signature");
            head = Optional.of(AcsSession.hash(
                    Json.object()
                            .put("entry_id", Integer.toString(entry))
                            .put("step_id", params.text("request_id").orElseThrow())
                            .put("step_type", method)
                            .put("request_hash", dev.tollgate.core.Sha256.hex(CanonicalJson.RFC_8785.bytes(params)))
                            .put("timestamp", hooks.bed.now.toString())
                            .build(),
                    head));
            assertEquals(head, result(post(request)).text("chain_hash"));
        }
    }

    @Test
    void whatIsNoToolCallIsLetGoOnAndSaidSo() {
        send("handshake/hello", HELLO);

        Json.Obj result = result(send("steps/userMessage", Json.Obj.EMPTY));

        assertEquals(Optional.of("allow"), result.text("decision"));
        assertEquals(List.of("not_evaluated"), result.texts("reason_codes"));
    }

    @Test
    void aPingNeedsNoSignature() {
        Json.Obj ping = TestBed.json("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"system/ping\",\"params\":{"
                + "\"acs_version\":\"0.1.0\",\"request_id\":\"" + nextId()
                + "\",\"timestamp\":\"2020-01-01T00:00:00Z\","
                + "\"metadata\":{\"agent_id\":\"a\",\"session_id\":\"s\"},\"payload\":{\"echo\":\"x\"}}}");

        Json.Obj answer = post(ping);

        assertEquals(Optional.of(7L), answer.integer("id"));
        assertEquals(Optional.of("allow"), result(answer).text("decision"));
        assertEquals(
                Optional.of("x"), result(answer).object("payload").orElseThrow().text("echo"));
    }

    @Test
    void aStepWithoutAHandshakeIsRefused() {
        assertEquals(-32_003, error(send(STEP, call("mcp__crm__list"))));
    }

    @Test
    void aRequestIsTakenOnceAndTakesItsLimitOnce() {
        send("handshake/hello", HELLO);
        Json.Obj request = request(STEP, call("mcp__crm__list"), Json.Obj.EMPTY);
        post(request);
        int records = hooks.bed.records.records().size();

        assertEquals(-32_005, error(post(request)));
        assertEquals(records, hooks.bed.records.records().size(), "a replay decides nothing");
    }

    @Test
    void aRequestOfAnotherTimeIsRefused() {
        send("handshake/hello", HELLO);
        Json.Obj request = request(STEP, call("mcp__crm__list"), Json.Obj.EMPTY);
        hooks.bed.now = hooks.bed.now.plus(AcsSession.WINDOW).plus(Duration.ofMillis(1));

        assertEquals(-32_006, error(post(request)));
    }

    @Test
    void aChainThatTheAgentKnowsOtherwiseIsTold() {
        send("handshake/hello", HELLO);
        String head =
                result(send(STEP, call("mcp__crm__list"))).text("chain_hash").orElseThrow();

        Json.Obj same = post(request(
                STEP,
                call("mcp__crm__list"),
                Json.object().put("chain_hash", head).build()));
        Json.Obj other = post(request(
                STEP,
                call("mcp__crm__list"),
                Json.object().put("chain_hash", head).build()));

        assertEquals(Optional.of("allow"), result(same).text("decision"));
        assertEquals(-32_007, error(other));
    }

    @Test
    void whatIsNotSignedOrSignedOtherwiseIsRefused() {
        Json.Obj hello = request("handshake/hello", HELLO, Json.Obj.EMPTY);
        Json.Obj params = hello.object("params").orElseThrow();
        Json.Obj unsigned = with(hello, "params", without(params, "signature"));
        Json.Obj altered = with(hello, "params", with(params, "payload", Json.Obj.EMPTY));
        Json.Obj otherSession = post(with(
                hello,
                "params",
                with(params, "metadata", TestBed.json("{\"agent_id\":\"hook-bot\",\"session_id\":\"s-2\"}"))));
        var stranger = new AcsAgent(TestBed.STRANGER, "s-1");

        assertEquals(-32_004, error(post(unsigned)));
        assertEquals(-32_004, error(post(altered)));
        assertEquals(-32_004, error(otherSession));
        assertEquals(
                -32_004,
                error(post(stranger.signed(
                        "handshake/hello", nextId(), hooks.bed.now.toString(), HELLO, Json.Obj.EMPTY))));
    }

    @Test
    void aHandshakeOfAnotherVersionOrTransportIsRefused() {
        assertEquals(
                -32_001,
                error(send("handshake/hello", with(HELLO, "acs_versions_supported", Json.texts(List.of("99.0.0"))))));
        assertEquals(
                -32_000,
                error(send("handshake/hello", with(HELLO, "transports_supported", Json.texts(List.of("stdio"))))));
        assertEquals(-32_600, error(send("handshake/hello", without(HELLO, "provenance_producer"))));
    }

    @Test
    void whatIsNoRequestIsToldSo() {
        send("handshake/hello", HELLO);

        assertEquals(-32_600, error(TestBed.json(raw("[]").body())));
        assertEquals(-32_600, error(TestBed.json(raw("{").body())));
        assertEquals(-32_600, error(TestBed.json(raw("{\"jsonrpc\":\"1.0\"}").body())));
        assertEquals(-32_601, error(send("agbom/snapshot", Json.Obj.EMPTY)));
        assertEquals(-32_602, error(send(STEP, TestBed.json("{\"tool\":{\"name\":\"x\"}}"))));
        assertEquals(-32_602, error(send(STEP, TestBed.json("{\"tool\":{\"name\":\"x\"},\"arguments\":{\"a\":1}}"))));
        assertEquals(
                -32_600,
                error(post(agent.signed(STEP, "no-uuid", hooks.bed.now.toString(), Json.Obj.EMPTY, Json.Obj.EMPTY))));
    }

    @Test
    void whenASessionCannotBeKeptTheAnswerIsASignedNo() {
        send("handshake/hello", HELLO);
        hooks.bed.sessions.goDown();

        Json.Obj answer = send(STEP, call("mcp__crm__list"));

        assertTrue(agent.verifies(answer));
        assertEquals(Optional.of("deny"), result(answer).text("decision"));
        assertEquals(List.of("store_unavailable"), result(answer).texts("reason_codes"));
    }

    @Test
    void whenNobodyIsKnownTheAnswerIsAnError() {
        hooks.bed.directory.goDown();

        assertEquals(-32_603, error(send("handshake/hello", HELLO)));
    }

    private Json.Obj send(String method, Json.Obj payload) {
        return post(request(method, payload, Json.Obj.EMPTY));
    }

    private Json.Obj request(String method, Json.Obj payload, Json.Obj more) {
        return agent.signed(method, nextId(), hooks.bed.now.toString(), payload, more);
    }

    private String nextId() {
        return "00000000-0000-4000-8000-%012d".formatted(++requests);
    }

    private Json.Obj post(Json.Obj message) {
        HttpResponse response = raw(JsonText.write(message));
        assertEquals(200, response.status());
        return TestBed.json(response.body());
    }

    private HttpResponse raw(String body) {
        return TestBed.answer(hooks.api(), TestBed.request("POST", "/hooks/acs", Map.of(), body));
    }

    private static Json.Obj call(String tool) {
        return TestBed.json("{\"tool\":{\"name\":\"" + tool + "\"},\"arguments\":{\"text\":{\"value\":\"ada\"}}}");
    }

    private static Json.Obj returned(String call, String outputs) {
        return TestBed.json("{\"tool\":{\"name\":\"mcp__crm__read\"},\"request_id_ref\":\"" + call
                + "\",\"exit_status\":\"success\",\"duration_ms\":41,\"outputs\":[" + outputs + "]}");
    }

    private static String idOf(Json.Obj request) {
        return request.object("params").orElseThrow().text("request_id").orElseThrow();
    }

    private static Json.Obj result(Json.Obj answer) {
        return answer.object("result").orElseThrow(() -> new AssertionError(answer.toString()));
    }

    private static long error(Json.Obj answer) {
        return answer.object("error")
                .flatMap(error -> error.integer("code"))
                .orElseThrow(() -> new AssertionError(answer.toString()));
    }

    private static Json.Obj with(Json.Obj object, String name, Json value) {
        var members = new LinkedHashMap<>(object.members());
        members.put(name, value);
        return new Json.Obj(members);
    }

    private static Json.Obj without(Json.Obj object, String name) {
        var members = new LinkedHashMap<>(object.members());
        members.remove(name);
        return new Json.Obj(members);
    }
}
