package dev.tollgate.decision;

import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.tollgate.decision.PlanBed.NOTE;
import static dev.tollgate.decision.PlanBed.QUERY;
import static dev.tollgate.decision.PlanBed.call;
import static dev.tollgate.decision.PlanBed.copy;
import static dev.tollgate.decision.PlanBed.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The calls of a plan, when they are made. */
class PlannedCallApiTest {
    private final PlanBed plans = new PlanBed();
    private final TestBed bed = plans.bed;

    @Test
    void doesItsStepsWhileOthersDrainWhatTheyShare() {
        String plan = plans.booked(QUERY, QUERY, QUERY);
        for (int i = 0; i < 3; i++) {
            assertEffect("allow", plans.ask(call("other", "query", "{}")));
        }
        assertEffect("throttle", plans.ask(call("other", "query", "{}")));

        for (int i = 0; i < 3; i++) {
            assertEffect("allow", plans.ask(step(QUERY, plan, i)));
            assertPlan(plan, i, "used");
        }
        assertEffect("throttle", plans.ask(QUERY));
    }

    @Test
    void doesItsStepsInAnyOrderAndSkipsSome() {
        String plan = plans.booked(QUERY, copy("10"), NOTE);

        assertEffect("allow", plans.ask(step(NOTE, plan, 2)));
        assertPlan(plan, 2, "used");
        assertEffect("allow", plans.ask(step(copy("10"), plan, 1)));
        assertPlan(plan, 1, "used");
    }

    @Test
    void whatAPlanHasPaidForStandsInTheRecordWithoutARest() {
        String plan = plans.booked(QUERY);
        plans.ask(step(QUERY, plan, 0));

        assertEquals(
                "[{\"name\":\"own\"},{\"name\":\"shared\"}]",
                JsonText.write(plans.lastRecord().get("limits").orElseThrow()));
        assertFalse(plans.lastRecord().get("preflight").isPresent());
    }

    @Test
    void aReplayIsDecidedAfresh() {
        String plan = plans.booked(copy("4"));
        assertEffect("allow", plans.ask(step(copy("4"), plan, 0)));
        assertEffect("allow", plans.ask(step(copy("4"), plan, 0)));
        assertPlan(plan, 0, "not_used");

        assertEffect("throttle", plans.ask(step(copy("4"), plan, 0)));
        assertPlan(plan, 0, "not_used");
    }

    /** In each case the step stays there for the call that it is of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"pages\":4 | \"pages\":5",
                "\"pages\":4 | \"pages\":4,\"more\":1",
                "\"big\":1.0 | \"big\":1",
                "\"id\":\"bot\" | \"id\":\"other\"",
                "\"server\":\"crm\" | \"server\":\"crm\",\"mode\":\"x\"",
                "\"name\":\"tools/call\" | \"name\":\"tools/call\",\"properties\":{\"x\":1}",
                "\"step\":0 | \"step\":1",
                "\"step\":0 | \"step\":99",
            })
    void anotherCallIsDecidedAfreshAndLeavesTheStepAsItIs(String said, String instead) {
        String planned = call("bot", "copy", "{\"arguments\":{\"pages\":4,\"big\":1.0}}");
        String plan = plans.booked(planned, NOTE);
        String asPlanned = step(planned, plan, 0);
        assertTrue(asPlanned.contains(said), asPlanned);

        assertEffect("allow", plans.ask(asPlanned.replace(said, instead)));
        assertEquals(
                "not_used",
                plans.lastRecord().object("plan").orElseThrow().text("use").orElseThrow());
        assertEffect("allow", plans.ask(asPlanned));
        assertPlan(plan, 0, "used");
    }

    @Test
    void theOrderOfArgumentsAndWhatTheCallIsNotMadeOfMayChange() {
        String plan = plans.booked(call("bot", "copy", "{\"arguments\":{\"pages\":4,\"to\":\"x\"}}"));
        String done = call(
                "bot",
                "copy",
                "{\"arguments\":{\"to\":\"x\", \"pages\":4},\"session_id\":\"s\",\"trace_id\":\"t\",\"hook\":\"client\"}");

        assertEffect("allow", plans.ask(step(done, plan, 0)));
        assertPlan(plan, 0, "used");
    }

    @Test
    void aPlanPaysForAQuarterOfAnHour() {
        String plan = plans.booked(NOTE, NOTE);
        bed.now = bed.now.plus(Duration.ofMinutes(15)).minusMillis(1);
        plans.ask(step(NOTE, plan, 0));
        assertPlan(plan, 0, "used");
        bed.now = bed.now.plusMillis(1);

        assertEffect("allow", plans.ask(step(NOTE, plan, 1)));
        assertPlan(plan, 1, "not_used");
    }

    /** The id may be anything then, a secret too. */
    @Test
    void aPlanThatNeverWasIsNoErrorAndItsIdInNoRecord() {
        String claimed = "sksecretsecretsecretsecret";

        assertEffect("allow", plans.ask(step(QUERY, claimed, 0)));
        Json.Obj plan = plans.lastRecord().object("plan").orElseThrow();
        assertEquals("not_used", plan.text("use").orElseThrow());
        assertTrue(plan.text("id").orElseThrow().startsWith("p."), "a pseudonym");
        assertFalse(JsonText.write(plans.lastRecord()).contains(claimed));
    }

    @Test
    void aPlanThatCannotBeAskedForIsNoError() {
        String plan = plans.booked(QUERY);
        bed.plansDown = true;

        assertEffect("allow", plans.ask(step(QUERY, plan, 0)));
        assertEquals(
                "not_used",
                plans.lastRecord().object("plan").orElseThrow().text("use").orElseThrow());
    }

    @Test
    void theItemsOfABatchCanBeStepsOfAPlan() {
        String plan = plans.booked(copy("5"), copy("5"));

        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":true}]}",
                plans.batch(step(copy("5"), plan, 0), step(copy("5"), plan, 1)).body());
        assertPlan(plan, 1, "used");
    }

    @Test
    void theSameStepTwiceInABatchIsPaidForOnce() {
        String plan = plans.booked(copy("10"));

        assertTrue(plans.batch(step(copy("10"), plan, 0), step(copy("10"), plan, 0))
                .body()
                .startsWith("{\"evaluations\":[{\"decision\":true},{\"decision\":false,"));
    }

    @Test
    void noPlanMakesAnAllowOfWhatThePoliciesDenyByNow() {
        String plan = plans.booked(QUERY);
        bed.publish(PlanBed.bundle(Bundles.TEN_A_SECOND, PlanBed.denied("no-more", "query")));

        assertEffect("deny", plans.ask(step(QUERY, plan, 0)));
        assertEquals(0, bed.plansAsked);
        bed.publish(PlanBed.bundle(Bundles.TEN_A_SECOND));
        assertEffect("allow", plans.ask(step(QUERY, plan, 0)));
        assertPlan(plan, 0, "used");
    }

    @Test
    void aLimitThatIsAnotherByNowIsTakenAsUsual() {
        String plan = plans.booked(QUERY);
        bed.publish(PlanBed.bundle(new Rate(20, Duration.ofSeconds(1), 5)));

        assertEffect("allow", plans.ask(step(QUERY, plan, 0)));
        assertPlan(plan, 0, "used");
        assertEquals(
                "[{\"name\":\"shared\"},{\"name\":\"own\",\"remaining\":4}]",
                JsonText.write(plans.lastRecord().get("limits").orElseThrow()));
    }

    @Test
    void aCallWithoutAPlanAsksForNone() {
        plans.ask(QUERY);

        assertEquals(0, bed.plansAsked);
        assertEquals(Optional.empty(), plans.lastRecord().get("plan"));
    }

    @Test
    void aMalformedPlanIsABadRequest() {
        HttpResponse response = plans.ask(step(QUERY, "short", 0));

        assertEquals(400, response.status());
        assertTrue(response.body().contains("'context.plan.id': expected the id of a plan, 26 letters."));
    }

    @Test
    void aPlanPaysForNoCallThatCannotBeRecordedAndNotTwiceEither() {
        String plan = plans.booked(copy("10"));
        bed.records.plan(List.of(Fault.BEFORE_WRITING));

        assertEffect("deny", plans.ask(step(copy("10"), plan, 0)));
        assertEffect("throttle", plans.ask(step(copy("10"), plan, 0)));
    }

    private void assertPlan(String id, int place, String use) {
        assertEquals(
                "{\"id\":\"" + id + "\",\"step\":" + place + ",\"use\":\"" + use + "\"}",
                JsonText.write(plans.lastRecord().get("plan").orElseThrow()));
    }

    private static void assertEffect(String effect, HttpResponse response) {
        assertEquals(
                Optional.of(effect),
                TestBed.json(response.body()).object("context").flatMap(context -> context.text("effect")),
                response.body());
    }
}
