package dev.tollgate.decision;

import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundle.Settings;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.decision.ApprovalBed.CLEO;
import static dev.tollgate.decision.ApprovalBed.ELSEWHERE;
import static dev.tollgate.decision.ApprovalBed.MAYA;
import static dev.tollgate.decision.ApprovalBed.NAMELESS;
import static dev.tollgate.decision.ApprovalBed.OLGA;
import static dev.tollgate.decision.ApprovalBed.call;
import static dev.tollgate.decision.ApprovalBed.effect;
import static dev.tollgate.decision.ApprovalBed.idIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Calls that somebody has to approve: what agents are answered. */
class ApprovalApiTest {
    private static final String EXPORT = call("export", "{\"rows\":50000}");
    private static final String COPY = call("copy", "{\"rows\":1}");
    private static final String WIPE = call("wipe", "{}");

    private final ApprovalBed approvals = new ApprovalBed();
    private final TestBed bed = approvals.bed;

    @Test
    void whatNeedsApprovalIsDeniedWithARequest() {
        HttpResponse denied = approvals.ask(EXPORT);
        Json.Obj context = TestBed.json(denied.body()).object("context").orElseThrow();

        assertEquals("deny", effect(denied));
        assertEquals(Optional.of("approval_required"), context.object("reason").flatMap(reason -> reason.text("code")));
        String id = idIn(denied).orElseThrow();
        assertEquals(
                "{\"id\":\"" + id + "\",\"endpoint\":\"https://tollgate.example.com/v1/approvals/" + id
                        + "\",\"expires_at\":\"2026-11-24T12:00:00.000000Z\"}",
                JsonText.write(context.object("access_request").orElseThrow()));
    }

    @Test
    void theSameCallWaitsForTheSameRequest() {
        String id = approvals.pending(EXPORT);

        assertEquals(id, approvals.pending(EXPORT));
        assertNotEquals(id, approvals.pending(call("export", "{\"rows\":50001}")));
    }

    @Test
    void approvedItIsAllowedAsOftenAsTheRuleSays() {
        String once = approvals.pending(EXPORT);
        approvals.decide(MAYA, once, "approve");
        assertEquals("allow", effect(approvals.ask(EXPORT)));
        assertEquals("deny", effect(approvals.ask(EXPORT)));

        approvals.decide(MAYA, approvals.pending(COPY), "approve");
        for (int i = 0; i < 3; i++) {
            assertEquals("allow", effect(approvals.ask(COPY)));
        }
        assertEquals("deny", effect(approvals.ask(COPY)));
    }

    @Test
    void aUsedUpApprovalIsAskedForAnew() {
        String first = approvals.pending(EXPORT);
        approvals.decide(MAYA, first, "approve");
        approvals.ask(EXPORT);

        String second = approvals.pending(EXPORT);
        assertNotEquals(first, second);
        assertEquals(404, approvals.decide(MAYA, first, "approve").status());
        assertEquals("deny", effect(approvals.ask(EXPORT)));
    }

    /** Everything that is part of a call, and what is not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rows\":50000.0} | bot | export",
                "{\"rows\":5e4} | bot | export",
                "{\"rows\":\"50000\"} | bot | export",
                "{\"rows\":50000,\"to\":\"x\"} | bot | export",
                "{\"Rows\":50000} | bot | export",
                "{} | bot | export",
                "{\"rows\":50000} | other | export",
                "{\"rows\":50000} | bot | copy"
            })
    void anotherCallIsNotApproved(String arguments, String agent, String tool) {
        approvals.decide(MAYA, approvals.pending(EXPORT), "approve");

        assertEquals("deny", effect(approvals.ask(PlanBed.call(agent, tool, "{\"arguments\":" + arguments + "}"))));
        assertEquals("allow", effect(approvals.ask(EXPORT)));
    }

    @Test
    void anApprovalEndsWithItsTime() {
        approvals.decide(MAYA, approvals.pending(COPY), "approve");
        assertEquals("allow", effect(approvals.ask(COPY)));
        bed.now = bed.now.plus(Duration.ofHours(1));

        assertEquals("deny", effect(approvals.ask(COPY)));
    }

    @Test
    void aDeniedCallIsToldWhyAndAsksForNothing() {
        approvals.deny(MAYA, approvals.pending(EXPORT), "Use staging.");
        HttpResponse denied = approvals.ask(EXPORT);

        assertEquals(Optional.empty(), idIn(denied));
        assertTrue(denied.body().contains("denied it: Use staging."), denied.body());
        bed.now = bed.now.plus(Duration.ofHours(24));
        approvals.pending(EXPORT);
    }

    @Test
    void whatIsLeftOfAnApprovalCanBeTakenBack() {
        String id = approvals.pending(COPY);
        approvals.decide(MAYA, id, "approve");
        approvals.ask(COPY);
        assertEquals(200, approvals.decide(MAYA, id, "deny").status());

        assertEquals("deny", effect(approvals.ask(COPY)));
    }

    @Test
    void eachRuleWantsAnApprovalOfItsOwn() {
        String first = approvals.pending(WIPE);
        assertEquals(403, approvals.decide(CLEO, first, "approve").status());
        approvals.decide(MAYA, first, "approve");
        String second = approvals.pending(WIPE);
        assertNotEquals(first, second);
        assertEquals(403, approvals.decide(MAYA, second, "approve").status());
        approvals.decide(CLEO, second, "approve");

        assertEquals("allow", effect(approvals.ask(WIPE)));
        assertEquals("deny", effect(approvals.ask(WIPE)));
    }

    @Test
    void theRecordSaysWhatAnAllowUsed() {
        String id = approvals.pending(EXPORT);
        assertEquals(List.of(id), lastApprovals("awaited"));
        approvals.decide(MAYA, id, "approve");
        approvals.ask(EXPORT);

        assertEquals(List.of(id), lastApprovals("used"));
    }

    @Test
    void theSameRequestRepeatsItsAllowForAMinute() {
        String id = approvals.pending(EXPORT);
        approvals.decide(MAYA, id, "approve");
        assertEquals("allow", effect(approvals.ask(EXPORT, "r-1")));
        bed.now = bed.now.plusSeconds(59);

        assertEquals("deny", effect(approvals.ask(EXPORT, "r-2")));
        assertEquals("allow", effect(approvals.ask(EXPORT, "r-1")));
        assertEquals(List.of(id), lastApprovals("repeats"));
        assertEquals("deny", effect(approvals.ask(call("export", "{\"rows\":50001}"), "r-1")));
        assertEquals("deny", effect(approvals.ask(TestBed.AGENT, EXPORT, "r-1")));
        bed.now = bed.now.plusSeconds(1);
        assertEquals("deny", effect(approvals.ask(EXPORT, "r-1")));
    }

    @Test
    void whatWasTakenBackIsNotRepeated() {
        String id = approvals.pending(COPY);
        approvals.decide(MAYA, id, "approve");
        assertEquals("allow", effect(approvals.ask(COPY, "r-1")));
        approvals.decide(MAYA, id, "deny");

        assertEquals("deny", effect(approvals.ask(COPY, "r-1")));
    }

    @Test
    void aBatchTakesNoMoreThanWasApproved() {
        approvals.decide(MAYA, approvals.pending(EXPORT), "approve");
        assertEquals(List.of(true, false), decisions(approvals.batch("{}", EXPORT, EXPORT)));

        approvals.decide(MAYA, approvals.pending(COPY), "approve");
        assertEquals(List.of(true, true, true, false), decisions(approvals.batch("{}", COPY, COPY, COPY, COPY)));
        assertEquals("deny", effect(approvals.ask(COPY)));
    }

    @Test
    void anItemOfABatchSaysWhatItWaitsFor() {
        HttpResponse batch = approvals.batch("{}", EXPORT, call("query", "{}"));
        String id = approvals.pending(EXPORT);

        assertTrue(
                batch.body()
                        .startsWith("{\"evaluations\":[{\"decision\":false,\"context\":{\"access_request\":{\"id\":\""
                                + id),
                batch.body());
    }

    @Test
    void aBatchThatDoesNotFitIntoATransactionIsRefusedInPart() {
        approvals.decide(MAYA, approvals.pending(COPY), "approve");
        var items = new ArrayList<>(Collections.nCopies(98, call("query", "{}")));
        items.add(COPY);
        items.add(COPY);
        List<Boolean> decisions = decisions(approvals.batch("{}", items.toArray(String[]::new)));

        assertEquals(List.of(true, false, false), decisions.subList(97, 100));
        assertEquals("allow", effect(approvals.ask(COPY)));
    }

    @Test
    void aPlanForeseesAnApprovalWithoutUsingIt() {
        String plan = "{\"tollgate\":{\"plan\":true}}";
        String id = approvals.pending(EXPORT);
        assertEquals(List.of(false, true), decisions(approvals.batch(plan, EXPORT, call("query", "{}"))));
        approvals.decide(MAYA, id, "approve");

        assertEquals(List.of(true, true), decisions(approvals.batch(plan, EXPORT, call("query", "{}"))));
        assertEquals(List.of(true, false), decisions(approvals.batch(plan, EXPORT, EXPORT)));
        assertEquals("allow", effect(approvals.ask(EXPORT)));
        assertEquals("deny", effect(approvals.ask(EXPORT)));
    }

    @Test
    void nothingIsReadUnlessARuleAsksForIt() {
        approvals.ask(call("query", "{}"));

        assertEquals(0, bed.approvals.reads());
    }

    @Test
    void withoutTheStoreItIsANo() {
        bed.approvals.goDown();
        HttpResponse denied = approvals.ask(EXPORT);

        assertEquals("deny", effect(denied));
        assertTrue(denied.body().contains("store_unavailable"), denied.body());
        assertEquals("allow", effect(approvals.ask(call("query", "{}"))));
    }

    @Test
    void whatCouldNotBeRecordedUsesNothing() {
        approvals.decide(MAYA, approvals.pending(EXPORT), "approve");
        bed.records.plan(List.of(Fault.BEFORE_WRITING));
        assertTrue(approvals.ask(EXPORT).body().contains("audit_unavailable"));

        assertEquals("allow", effect(approvals.ask(EXPORT)));
    }

    @Test
    void onlySoManyCallsOfAnAgentWait() {
        for (int i = 0; i < 100; i++) {
            approvals.pending(call("export", "{\"rows\":" + i + "}"));
        }
        HttpResponse tooMany = approvals.ask(EXPORT);

        assertEquals(Optional.empty(), idIn(tooMany));
        assertTrue(tooMany.body().contains("100 calls of this agent wait"), tooMany.body());
        approvals.pending(call("export", "{\"rows\":7}"));
    }

    @Test
    void aBundleThatOnlyMonitorsAsksNobody() {
        Bundle enforced = bed.bundle.orElseThrow();
        Settings usual = enforced.settings();
        bed.publish(new Bundle(
                enforced.name(),
                new Settings(
                        Mode.MONITOR,
                        usual.budget(),
                        usual.historyWindow(),
                        usual.retention().usual()),
                enforced.servers(),
                enforced.policies(),
                enforced.limits(),
                enforced.schedules(),
                enforced.redactions(),
                enforced.data()));

        assertEquals("allow", effect(approvals.ask(EXPORT)));
        assertEquals(0, bed.approvals.reads());
    }

    @Test
    void theApproverSeesTheCallAsItWasSent() {
        String id = approvals.pending(call("export", "{\"rows\":5.0e4,\"to\":\"x\"}"));
        Json.Obj shown = TestBed.json(approvals.show(MAYA, id).body());

        assertEquals(Optional.of("pending"), shown.text("status"));
        assertEquals(
                "{\"rows\":5.0e4,\"to\":\"x\"}",
                JsonText.write(shown.object("call")
                        .flatMap(call -> call.object("arguments"))
                        .orElseThrow()));
        assertFalse(approvals
                .show(MAYA, id)
                .body()
                .toLowerCase(java.util.Locale.ROOT)
                .contains("olga"));
        bed.now = bed.now.plus(Duration.ofHours(24));
        Json.Obj later = TestBed.json(approvals.show(MAYA, id).body());
        assertEquals(Optional.of("expired"), later.text("status"));
        assertEquals(Optional.empty(), later.get("call"));
        assertEquals(409, approvals.decide(MAYA, id, "approve").status());
    }

    @Test
    void whoDecidesFirstCounts() {
        String id = approvals.pending(EXPORT);
        HttpResponse first = approvals.decide(MAYA, id, "approve");

        assertEquals(first.body(), approvals.decide(NAMELESS, id, "approve").body());
        assertEquals(1, approvals.records("approval").size());
        String denied = approvals.pending(COPY);
        approvals.decide(MAYA, denied, "deny");
        assertEquals(200, approvals.decide(MAYA, denied, "deny").status());
        assertEquals(409, approvals.decide(MAYA, denied, "approve").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "elsewhere", "not named", "enforcer", "agent", "auditor"})
    void nobodyElseDecides(String who) {
        String id = approvals.pending(EXPORT);
        KeyToken key = switch (who) {
            case "owner" -> OLGA;
            case "elsewhere" -> ELSEWHERE;
            case "not named" -> CLEO;
            case "enforcer" -> TestBed.ENFORCER;
            case "agent" -> TestBed.AGENT;
            default -> TestBed.AUDITOR;
        };
        int before = approvals.records("security").size();

        assertEquals(403, approvals.decide(key, id, "approve").status());
        assertEquals(403, approvals.show(key, id).status());
        assertEquals(before + 2, approvals.records("security").size());
        assertEquals("deny", effect(approvals.ask(EXPORT)));
    }

    @Test
    void aListHasOnlyWhatTheCallerMayDecide() {
        String id = approvals.pending(EXPORT);
        approvals.pending(call("wipe", "{}"));

        assertEquals(2, listed(MAYA).size());
        assertTrue(listed(MAYA).contains(id));
        assertEquals(2, listed(NAMELESS).size());
        assertEquals(List.of(), listed(OLGA));
        assertEquals(List.of(), listed(CLEO));
        assertEquals(List.of(), listed(ELSEWHERE));
        approvals.decide(MAYA, id, "deny");
        assertEquals(1, listed(MAYA).size());
    }

    @Test
    void aListHasPages() {
        for (int i = 0; i < 5; i++) {
            approvals.pending(call("export", "{\"rows\":" + i + "}"));
        }
        Json.Obj first = TestBed.json(approvals.list(MAYA, Map.of("limit", "3")).body());
        Json.Obj second = TestBed.json(approvals
                .list(
                        MAYA,
                        Map.of("limit", "3", "cursor", first.text("next_cursor").orElseThrow()))
                .body());

        assertEquals(3, first.items("approvals").size());
        assertEquals(2, second.items("approvals").size());
        assertEquals(Optional.of(""), second.text("next_cursor"));
        assertEquals(400, approvals.list(MAYA, Map.of("limit", "0")).status());
        assertEquals(400, approvals.list(MAYA, Map.of("status", "all")).status());
        assertEquals(400, approvals.list(MAYA, Map.of("cursor", "%")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"decision\":\"yes\"}", "{\"decision\":\"deny\",\"reason\":\"two\\nlines\"}", "[]"})
    void aDecisionIsReadStrictly(String body) {
        String id = approvals.pending(EXPORT);

        assertEquals(
                400,
                TestBed.answer(bed.api(), TestBed.post("/v1/approvals/" + id, MAYA, body))
                        .status());
    }

    @Test
    void theRecordOfADecisionNamesNoPerson() {
        String id = approvals.pending(EXPORT);
        approvals.deny(MAYA, id, "Because Bob said so.");
        String record = JsonText.write(approvals.records("approval").getLast());

        assertTrue(record.contains("\"act\":\"deny\"") && record.contains(id), record);
        assertFalse(record.contains("maya") || record.contains("Bob") || record.contains("50000"), record);
    }

    private List<String> listed(KeyToken key) {
        return TestBed.json(approvals.list(key, Map.of()).body()).items("approvals").stream()
                .map(item -> ((Json.Obj) item).text("id").orElseThrow())
                .toList();
    }

    private List<String> lastApprovals(String use) {
        return approvals.records("decision").getLast().items("approvals").stream()
                .map(Json.Obj.class::cast)
                .filter(each -> each.text("use").orElseThrow().equals(use))
                .map(each -> each.text("id").orElseThrow())
                .toList();
    }

    private static List<Boolean> decisions(HttpResponse batch) {
        return TestBed.json(batch.body()).items("evaluations").stream()
                .map(item -> ((Json.Obj) item).get("decision").orElseThrow() == Json.Bool.TRUE)
                .toList();
    }
}
