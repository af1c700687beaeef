package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.decision.TestBed.AGENT;
import static dev.tollgate.decision.TestBed.answer;
import static dev.tollgate.decision.TestBed.evaluation;
import static dev.tollgate.decision.TestBed.evaluations;
import static dev.tollgate.decision.TestBed.toolCall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** No allow without a record, whatever fails. */
class StoreFaultsTest {
    private final TestBed bed = new TestBed();

    @Test
    void aRegistryThatIsDownIsADeny() {
        bed.directory.goDown();

        assertDenied("store_unavailable", answer(bed.api(), evaluation(AGENT, toolCall())));
    }

    @Test
    void bundlesThatAreDownAreADeny() {
        bed.bundlesDown = true;

        assertDenied("store_unavailable", answer(bed.api(), evaluation(AGENT, toolCall())));
    }

    @Test
    void aTenantKeyThatIsDownIsADeny() {
        bed.tenantKeyDown = true;

        assertDenied("store_unavailable", answer(bed.api(), evaluation(AGENT, toolCall())));
    }

    @Test
    void keysOfPeopleThatAreDownAreADenyWithoutARecord() {
        bed.personalKeys.isDown = true;

        assertDenied("store_unavailable", answer(bed.api(), evaluation(AGENT, toolCall())));
        assertEquals(List.of(), bed.records.records());
    }

    @Test
    void limitsThatAreDownAreADenyWithARecord() {
        bed.limitsDown = true;
        HttpResponse response = answer(bed.api(), evaluation(AGENT, toolCall()));

        assertDenied("store_unavailable", response);
        assertEquals(
                "store_unavailable",
                bed.records.records().getFirst().content().text("reason").orElseThrow());
    }

    @Test
    void limitsThatHangLeaveTimeForTheRecord() {
        bed.limitsHang = true;
        Deadline deadline = Deadline.in(Duration.ofMillis(1_300), bed.nanos::get);
        HttpResponse response = bed.api().answer(evaluation(AGENT, toolCall()), deadline);

        assertDenied("store_unavailable", response);
        assertEquals(1, bed.records.records().size());
    }

    /** The first takes all the time there is for limits; the second does not begin. */
    @Test
    void limitsThatHangShareOneBudgetAndGoOnUncountedWhereTheySaySo() {
        bed.bundle = Optional.of(Bundles.of(
                TestBed.bundle().servers(),
                List.of(Bundles.policy(
                        "all", Bundles.everyTool(), List.of(Bundles.allow("all")), List.of("agent", "shared"))),
                uncounted("agent", LimitRule.KeyPart.SUBJECT_ID),
                uncounted("shared")));
        bed.limitsHang = true;
        Deadline deadline = Deadline.in(Duration.ofMillis(1_300), bed.nanos::get);
        HttpResponse response = bed.api().answer(evaluation(AGENT, toolCall()), deadline);

        assertTrue(response.body().startsWith("{\"decision\":true"), response.body());
        assertEquals(Duration.ofMillis(500), deadline.left(), "left for the record");
        assertFalse(bed.records.records().getFirst().content().get("limits").isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99, 1_001})
    void aBudgetLeavesTimeForReadsAndForTheRecord(int ms) {
        assertThrows(IllegalArgumentException.class, () -> DecisionHandler.timeToRecord(Duration.ofMillis(ms)));
        assertEquals(Duration.ofMillis(500), DecisionHandler.timeToRecord(Duration.ofMillis(800)));
    }

    private static LimitRule uncounted(String name, LimitRule.KeyPart... per) {
        return new LimitRule(
                name,
                Mode.ENFORCE,
                Bundles.TEN_A_SECOND,
                List.of(per),
                Bundles.ONE,
                LimitRule.Exceeded.THROTTLE,
                true,
                Optional.empty());
    }

    @Test
    void aBundleThatCannotBeUsedIsLoadedAgainOnlyAfterTenSeconds() {
        bed.bundleDamaged = true;
        Api api = bed.api();
        for (int i = 0; i < 5; i++) {
            assertEquals(503, answer(api, evaluation(AGENT, toolCall())).status());
        }
        assertEquals(1, bed.loads);
        bed.bundleDamaged = false;
        bed.nanos.addAndGet(Duration.ofSeconds(10).toNanos());

        assertEquals(200, answer(api, evaluation(AGENT, toolCall())).status());
        assertEquals(2, bed.loads);
    }

    @Test
    void aBrokenBundleNeverReplacesAGoodOne() {
        Api api = bed.api();
        answer(api, evaluation(AGENT, toolCall()));
        bed.bundleDamaged = true;
        bed.digest = "sha256:" + "e".repeat(64);
        bed.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        HttpResponse response = answer(api, evaluation(AGENT, toolCall()));

        assertTrue(response.body().contains("\"decision\":true"), response.body());
        assertTrue(response.body().contains(TestBed.DIGEST), response.body());
        bed.bundleDamaged = false;
        bed.nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertTrue(answer(api, evaluation(AGENT, toolCall())).body().contains(bed.digest));
    }

    /** Opening record, the writer's entry, the record itself. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void recordsThatCannotBeWrittenMakeADeny(int step) {
        for (Fault fault : List.of(Fault.BEFORE_WRITING, Fault.AFTER_WRITING)) {
            var faulty = new TestBed();
            var plan = new ArrayList<>(Collections.nCopies(step, Fault.NONE));
            plan.add(fault);
            faulty.records.plan(plan);
            Api api = faulty.api();
            HttpResponse response = answer(api, evaluation(AGENT, toolCall()));

            assertDenied("audit_unavailable", response);
            assertFalse(response.headers().containsKey("tollgate-decision-id"));
            assertTrue(
                    answer(api, evaluation(AGENT, toolCall())).body().startsWith("{\"decision\":true"), "it recovers");
            assertEquals(List.of(), ChainCheck.check(faulty.records.chains()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BEFORE_WRITING", "AFTER_WRITING"})
    void noItemOfABatchIsAllowedWithoutItsRecord(Fault fault) {
        Api api = bed.api();
        answer(api, evaluation(AGENT, toolCall()));
        bed.records.plan(List.of(fault));

        assertEquals(
                "{\"evaluations\":[{\"decision\":false},{\"decision\":false}]}",
                answer(api, evaluations(AGENT, batch("execute_all"))).body());
    }

    @Test
    void aBatchThatEndsAtADenyEndsAtTheFirstAlsoWhenTheStoreIsDown() {
        bed.directory.goDown();

        assertEquals(
                "{\"evaluations\":[{\"decision\":false}]}",
                answer(bed.api(), evaluations(AGENT, batch("deny_on_first_deny")))
                        .body());
    }

    @Test
    void aBatchThatEndsAtADenyEndsAtTheFirstAlsoWhenItCannotBeRecorded() {
        bed.records.plan(List.of(Fault.BEFORE_WRITING));

        assertEquals(
                "{\"evaluations\":[{\"decision\":false}]}",
                answer(bed.api(), evaluations(AGENT, batch("deny_on_first_deny")))
                        .body());
    }

    @Test
    void aBatchThatEndsAtAPermitAnswersEachItemWhenTheStoreIsDown() {
        bed.directory.goDown();

        assertEquals(
                "{\"evaluations\":[{\"decision\":false},{\"decision\":false}]}",
                answer(bed.api(), evaluations(AGENT, batch("permit_on_first_permit")))
                        .body());
    }

    @Test
    void recoversWithoutARestart() {
        Api api = bed.api();
        bed.directory.goDown();
        assertDenied("store_unavailable", answer(api, evaluation(AGENT, toolCall())));
        bed.directory.comeBack();

        assertTrue(answer(api, evaluation(AGENT, toolCall())).body().startsWith("{\"decision\":true"));
    }

    private static String batch(String semantic) {
        String call = toolCall();
        return call.substring(0, call.length() - 1)
                + ",\"evaluations\":[{},{}],\"options\":{\"evaluations_semantic\":\"" + semantic + "\"}}";
    }

    private static void assertDenied(String code, HttpResponse response) {
        assertEquals(200, response.status());
        Json.Obj answer = TestBed.json(response.body());
        assertEquals(Json.of(false), answer.get("decision").orElseThrow());
        Json.Obj context = answer.object("context").orElseThrow();
        assertEquals("deny", context.text("effect").orElseThrow());
        assertEquals(code, context.object("reason").orElseThrow().text("code").orElseThrow());
        assertFalse(response.body().contains("as planned"), "the cause is for the log");
    }
}
