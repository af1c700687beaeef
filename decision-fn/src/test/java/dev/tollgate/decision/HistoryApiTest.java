package dev.tollgate.decision;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import dev.tollgate.core.record.SealedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an agent saw before counts: {@code files/send} is denied for 15 minutes after {@code crm/query}, which returns what is untrusted. */
class HistoryApiTest {
    private final TestBed bed = new TestBed();
    private Api api;

    @BeforeEach
    void publishFlowRules() {
        bed.bundle = Optional.of(flow(List.of("labels")));
        api = bed.api();
    }

    @Test
    void whatAnAgentReadStandsInTheWayOfWhatItSends() {
        assertTrue(allows("bot", "files", "send", ""));
        assertTrue(allows("bot", "crm", "query", ""));
        assertFalse(allows("bot", "files", "send", ""));
    }

    @Test
    void neitherAnotherSessionNorAnotherTraceShedsIt() {
        allows("bot", "crm", "query", "\"session_id\":\"one\",\"trace_id\":\"t1\"");

        assertFalse(allows("bot", "files", "send", "\"session_id\":\"two\",\"trace_id\":\"t2\""));
        assertFalse(allows("bot", "files", "send", ""));
    }

    @Test
    void itCountsForAsLongAsTheBundleSays() {
        allows("bot", "crm", "query", "");
        bed.now = bed.now.plus(Duration.ofMinutes(15));
        assertFalse(allows("bot", "files", "send", ""));

        bed.now = bed.now.plusMillis(1);
        assertTrue(allows("bot", "files", "send", ""));
    }

    @Test
    void oneAgentsHistoryIsNotAnothers() {
        bed.directory.with(new Agent("other", "", "someone-else", List.of(), Agent.Status.ACTIVE, List.of()));
        allows("other", "crm", "query", "\"trace_id\":\"t1\",\"session_id\":\"s1\"");

        assertTrue(allows("bot", "files", "send", "\"trace_id\":\"t1\",\"session_id\":\"s1\""));
        assertFalse(allows("other", "files", "send", ""));
    }

    @Test
    void agentsOfOneOwnerShareATraceAndThoseOfOthersDoNot() {
        bed.bundle = Optional.of(flow(List.of("trace", "labels")));
        bed.directory.with(new Agent("sibling", "", "owner-of-bot", List.of(), Agent.Status.ACTIVE, List.of()));
        bed.directory.with(new Agent("stranger", "", "someone-else", List.of(), Agent.Status.ACTIVE, List.of()));
        api = bed.api();
        allows("bot", "crm", "query", "\"trace_id\":\"t1\"");

        assertFalse(allows("sibling", "files", "send", "\"trace_id\":\"t1\""));
        assertTrue(allows("sibling", "files", "send", "\"trace_id\":\"t2\""));
        assertTrue(allows("stranger", "files", "send", "\"trace_id\":\"t1\""));
    }

    @Test
    void aRuleOnTheTraceDeniesWhereThereIsNone() {
        bed.bundle = Optional.of(flow(List.of("trace", "labels")));
        api = bed.api();

        Json.Obj context = context(ask("bot", "files", "send", ""));

        assertEquals(
                "policy_error",
                context.object("reason").orElseThrow().text("code").orElseThrow());
        assertTrue(context.object("reason")
                .orElseThrow()
                .text("message")
                .orElseThrow()
                .endsWith("Send context.trace_id."));
    }

    @Test
    void aBatchCannotHideTheReadingFromTheSending() {
        String items = "{\"evaluations\":[" + TestBed.toolCall("bot", "crm", "query") + ","
                + TestBed.toolCall("bot", "files", "send") + "]}";
        HttpResponse answer = TestBed.answer(api, TestBed.evaluations(TestBed.ENFORCER, items));

        List<Json> decisions = ((Json.Arr) body(answer).get("evaluations").orElseThrow()).items();
        assertEquals(
                Json.of(true), ((Json.Obj) decisions.get(0)).get("decision").orElseThrow());
        assertEquals(
                Json.of(false), ((Json.Obj) decisions.get(1)).get("decision").orElseThrow());
    }

    @Test
    void aPlanIsDecidedOnWhatItsOwnStepsWouldAddAndAddsNothingYet() {
        String plan = "{\"options\":{\"tollgate\":{\"plan\":true}},\"evaluations\":["
                + TestBed.toolCall("bot", "crm", "query") + "," + TestBed.toolCall("bot", "files", "send") + "]}";
        HttpResponse answer = TestBed.answer(api, TestBed.evaluations(TestBed.ENFORCER, plan));

        assertTrue(body(answer).get("plan").isEmpty());
        assertEquals(0, bed.historyWrites.get());
        assertTrue(allows("bot", "files", "send", ""));
    }

    @Test
    void aCallThatIsDeniedAddsNothing() {
        bed.limitsDown = true;
        assertFalse(allows("bot", "crm", "query", ""));
        bed.limitsDown = false;

        assertEquals(0, bed.historyWrites.get());
        assertTrue(allows("bot", "files", "send", ""));
    }

    @Test
    void whatTheHistoryCannotTakeIsDeniedAndTheRecordWithdrawn() {
        bed.historyDown = true;

        Json.Obj context = context(ask("bot", "crm", "query", ""));

        assertEquals(
                "store_unavailable",
                context.object("reason").orElseThrow().text("code").orElseThrow());
        List<Json.Obj> records = contents();
        assertEquals(Optional.of("allow"), records.get(records.size() - 2).text("effect"));
        Json.Obj withdrawal = records.getLast();
        assertEquals(records.get(records.size() - 2).text("id"), withdrawal.text("withdraws"));
        assertEquals(Optional.of("deny"), withdrawal.text("effect"));
        assertEquals(Optional.of("bot"), withdrawal.text("agent"));
    }

    @Test
    void whatCannotBeReadIsDenied() {
        bed.historyDown = true;

        Json.Obj context = context(ask("bot", "files", "send", ""));

        assertEquals(
                "store_unavailable",
                context.object("reason").orElseThrow().text("code").orElseThrow());
    }

    @Test
    void historyIsReadForCallsWhoseRulesNameItAndKeptForCallsThatAddToIt() {
        allows("bot", "files", "get", "");
        assertEquals(0, bed.historyReads);
        assertEquals(0, bed.historyWrites.get());

        allows("bot", "files", "send", "");
        assertEquals(1, bed.historyReads);
        assertEquals(0, bed.historyWrites.get());

        allows("bot", "crm", "query", "\"session_id\":\"s\",\"trace_id\":\"t\"");
        assertEquals(1, bed.historyReads);
        assertEquals(1, bed.historyWrites.get());
    }

    @Test
    void theRecordSaysWhatTheToolReturns() {
        allows("bot", "crm", "query", "");

        assertEquals(
                Json.texts(List.of("untrusted")),
                contents().getLast().get("labels").orElseThrow());
    }

    private List<Json.Obj> contents() {
        return bed.records.records().stream().map(SealedRecord::content).toList();
    }

    private boolean allows(String agent, String server, String tool, String context) {
        return body(ask(agent, server, tool, context))
                .get("decision")
                .orElseThrow()
                .equals(Json.of(true));
    }

    private HttpResponse ask(String agent, String server, String tool, String context) {
        String call = TestBed.toolCall(agent, server, tool);
        return TestBed.answer(
                api,
                TestBed.evaluation(
                        TestBed.ENFORCER, call.substring(0, call.length() - 1) + ",\"context\":{" + context + "}}"));
    }

    private static Json.Obj body(HttpResponse answer) {
        return TestBed.json(answer.body());
    }

    private static Json.Obj context(HttpResponse answer) {
        return body(answer).object("context").orElseThrow();
    }

    /** @param path of the labels below {@code history} */
    static Bundle flow(List<String> path) {
        Expr labels = new Expr.Variable(Input.HISTORY);
        for (String step : path) {
            labels = new Expr.Select(labels, step);
        }
        Expr isUntrusted = new Expr.Call(Function.IN, List.of(new Expr.Constant("untrusted"), labels));
        var query = new ToolEntry(List.of("read"), List.of("untrusted"), Optional.empty(), false);
        var send = new ToolEntry(List.of("egress"), List.of(), Optional.empty(), false);
        var get = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);
        var egress = new Target(
                List.of(),
                List.of(new Glob("tools/call")),
                List.of(new Target.ToolMatch.WithTrait("egress")),
                List.of());
        return Bundles.of(
                Map.of(
                        "crm", new Server("crm", false, Map.of("query", query), Optional.empty()),
                        "files", new Server("files", false, Map.of("send", send, "get", get), Optional.empty())),
                List.of(
                        Bundles.policy("all", Bundles.everyTool(), List.of(Bundles.allow("yes")), List.of("many")),
                        Bundles.policy(
                                "flow", egress, List.of(Bundles.when(Bundles.deny("no"), isUntrusted)), List.of())),
                Bundles.limit("many"));
    }
}
