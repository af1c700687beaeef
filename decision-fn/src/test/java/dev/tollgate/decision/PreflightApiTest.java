package dev.tollgate.decision;

import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.tollgate.decision.PlanBed.NOTE;
import static dev.tollgate.decision.PlanBed.QUERY;
import static dev.tollgate.decision.PlanBed.RARE;
import static dev.tollgate.decision.PlanBed.WIPE;
import static dev.tollgate.decision.PlanBed.copy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A plan before the first of its steps is done. */
class PreflightApiTest {
    private final PlanBed plans = new PlanBed();
    private final TestBed bed = plans.bed;

    @Test
    void answersThePlanBesideItsSteps() {
        HttpResponse response = plans.preflight(QUERY, copy("3"), NOTE);

        assertEquals(200, response.status());
        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":true},{\"decision\":true}],"
                        + "\"plan\":{\"id\":\"planaaaaaaaaaaaaaaaaaaaaab\",\"expires_at\":\"2026-11-23T12:15:00.000000Z\"}}",
                response.body());
        assertEquals("w1-1", response.headers().get("tollgate-decision-id"));
    }

    @Test
    void takesTheLimitsOfAllStepsAtOnce() {
        plans.booked(QUERY, QUERY, NOTE, QUERY);

        assertAllowed(plans.ask(QUERY));
        assertAllowed(plans.ask(QUERY));
        assertWaits(100, plans.ask(QUERY));
    }

    @Test
    void aPlanWithAStepThatIsDeniedTakesNothing() {
        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false},{\"decision\":true}]}",
                plans.preflight(QUERY, WIPE, QUERY).body());

        assertEquals("{\"decision\":true}", first(plans.preflight(QUERY, QUERY, QUERY, QUERY, QUERY)));
    }

    @Test
    void aPlanThatALimitRefusesTakesNothingAndSaysWhenItWouldBeAdmittedWhole() {
        plans.ask(QUERY);
        plans.ask(QUERY);

        assertEquals(
                "{\"evaluations\":[{\"decision\":false,\"context\":{\"retry_after_ms\":100}},{\"decision\":true},"
                        + "{\"decision\":false,\"context\":{\"retry_after_ms\":100}},{\"decision\":false,\"context\":{\"retry_after_ms\":100}},"
                        + "{\"decision\":false,\"context\":{\"retry_after_ms\":100}}]}",
                plans.preflight(QUERY, NOTE, QUERY, QUERY, QUERY).body());
        bed.now = bed.now.plusMillis(99);
        assertEquals(
                "{\"decision\":false,\"context\":{\"retry_after_ms\":1}}",
                first(plans.preflight(QUERY, QUERY, QUERY, QUERY)));
        bed.now = bed.now.plusMillis(1);
        plans.booked(QUERY, QUERY, QUERY, QUERY);
    }

    @Test
    void aStepWaitsForTheSlowestOfTheLimitsThatItNeeds() {
        for (int i = 0; i < 4; i++) {
            plans.ask(PlanBed.call("other", "query", "{}"));
        }
        plans.ask(copy("10"));

        assertEquals(
                "{\"evaluations\":[{\"decision\":false,\"context\":{\"retry_after_ms\":60000}},"
                        + "{\"decision\":false,\"context\":{\"retry_after_ms\":60000}},"
                        + "{\"decision\":false,\"context\":{\"retry_after_ms\":60000}},"
                        + "{\"decision\":false,\"context\":{\"retry_after_ms\":1080000}},{\"decision\":true}]}",
                plans.preflight(QUERY, QUERY, QUERY, copy("3"), NOTE).body());
    }

    @Test
    void saysWhyAPlanIsThrottled() {
        plans.ask(QUERY);
        Json.Obj context = context(plans.preflight(explained(QUERY), QUERY, QUERY, QUERY, QUERY));

        assertEquals("throttle", context.text("effect").orElseThrow());
        assertEquals(
                "The limit 'own' (10 in 1s, burst 5) has less left than the steps of this plan take together. Try again in 100 ms.",
                context.object("reason").orElseThrow().text("message").orElseThrow());
    }

    @Test
    void deniesASumThatNoWaitingHelps() {
        HttpResponse response = plans.preflight(explained(copy("6")), NOTE, copy("5"));
        Json.Obj reason = context(response).object("reason").orElseThrow();

        assertEquals("deny", context(response).text("effect").orElseThrow());
        assertEquals("limit_cost_too_large", reason.text("code").orElseThrow());
        assertEquals(
                "The steps of this plan together take more of the limit 'pages' (10 in 1h, burst 10) than it can ever give at once. Ask for less.",
                reason.text("message").orElseThrow());
        assertTrue(response.body().endsWith(",{\"decision\":true},{\"decision\":false}]}"), response.body());
        assertAllowed(plans.ask(copy("10")));
    }

    @Test
    void aCostThatIsNoneOfAnyPlanDeniesItsStepOnly() {
        for (String pages : List.of("11", "-1", "\"two\"")) {
            assertEquals(
                    "{\"evaluations\":[{\"decision\":true},{\"decision\":false}]}",
                    plans.preflight(QUERY, copy(pages)).body());
        }
        plans.booked(QUERY, QUERY, QUERY, QUERY, QUERY);
    }

    @Test
    void aLimitThatDeniesNamesNoWait() {
        plans.ask(RARE);

        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false}]}",
                plans.preflight(QUERY, RARE).body());
        assertEquals(
                "rate_limited",
                context(plans.preflight(explained(RARE)))
                        .object("reason")
                        .orElseThrow()
                        .text("code")
                        .orElseThrow());
    }

    @Test
    void aStepOutsideOfTheScopeIsAnErrorAndNothingIsTaken() {
        String elsewhere = TestBed.toolCall("bot", "vault", "open");

        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false,\"context\":{\"error\":{\"status\":403,\"message\":\"This key may not ask about this subject or this server.\"}}},{\"decision\":true}]}",
                plans.preflight(QUERY, elsewhere, NOTE).body());
        assertEquals(
                List.of("decision", "security", "decision"),
                plans.records().stream()
                        .map(record -> record.text("kind").orElseThrow())
                        .toList());
        assertEquals(
                List.of(0L, 1L, 2L),
                plans.records().stream()
                        .map(record -> record.integer("item").orElseThrow())
                        .toList());
        plans.booked(QUERY, QUERY, QUERY, QUERY, QUERY);
    }

    @Test
    void aStepThatCannotBeReadIsAnErrorAndNothingIsTaken() {
        assertEquals(
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false,\"context\":{\"error\":{\"status\":400,\"message\":\"'evaluations[1]': expected an object.\"}}}]}",
                plans.preflight(QUERY, "7").body());
        plans.booked(QUERY, QUERY, QUERY, QUERY, QUERY);
    }

    @Test
    void takesLimitsUnder99KeysAndRefusesMore() {
        HttpResponse refused = plans.preflight(files(100));

        assertEquals(400, refused.status());
        assertTrue(
                refused.body()
                        .contains(
                                "'evaluations': expected steps whose limits are counted under at most 99 keys in all, not 100."),
                refused.body());
        plans.booked(files(99));
    }

    @Test
    void aPlanOfAHundredStepsIsBooked() {
        assertEquals(
                100,
                TestBed.json(plans.preflight(Collections.nCopies(100, NOTE).toArray(String[]::new))
                                .body())
                        .items("evaluations")
                        .size());
    }

    @Test
    void whenLimitsCannotBeCountedOnlyStepsWithoutThemAreAllowed() {
        bed.plansDown = true;
        HttpResponse response = plans.preflight(explained(QUERY), NOTE);

        assertEquals(
                "store_unavailable",
                context(response).object("reason").orElseThrow().text("code").orElseThrow());
        assertTrue(response.body().endsWith(",{\"decision\":true}]}"), response.body());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BEFORE_WRITING", "AFTER_WRITING"})
    void aPlanThatIsNotRecordedIsNone(Fault fault) {
        plans.ask(NOTE);
        bed.records.plan(List.of(fault));

        assertEquals(
                "{\"evaluations\":[{\"decision\":false},{\"decision\":false}]}",
                plans.preflight(NOTE, NOTE).body());
    }

    @Test
    void aPlanIsNoneWhileNobodyCanBeKnown() {
        bed.directory.goDown();

        assertEquals(
                "{\"evaluations\":[{\"decision\":false},{\"decision\":false}]}",
                plans.preflight(NOTE, NOTE).body());
    }

    @Test
    void eachStepHasARecordThatNobodyTakesForACall() {
        plans.preflight(QUERY, NOTE);

        assertEquals(2, plans.records().size());
        Json.Obj query = plans.records().getFirst();
        assertEquals(Optional.of(Json.of(true)), query.get("preflight"));
        assertEquals(
                "{\"id\":\"planaaaaaaaaaaaaaaaaaaaaab\"}",
                JsonText.write(query.get("plan").orElseThrow()));
        assertEquals(
                "[{\"name\":\"own\"},{\"name\":\"shared\"}]",
                JsonText.write(query.get("limits").orElseThrow()));
        assertEquals("allow", query.text("effect").orElseThrow());
        assertEquals(0, query.integer("item").orElseThrow());
        Json.Obj note = plans.lastRecord();
        assertEquals(Optional.of(Json.of(true)), note.get("preflight"));
        assertEquals(query.get("plan"), note.get("plan"));
        assertEquals(Optional.empty(), note.get("limits"));
    }

    @Test
    void theOnlyStepOfAPlanHasItsPlaceInItsRecord() {
        plans.preflight(NOTE);

        assertEquals(0, plans.lastRecord().integer("item").orElseThrow());
    }

    @Test
    void theStepsOfARefusedPlanNameNoPlan() {
        plans.preflight(QUERY, WIPE);

        for (Json.Obj record : plans.records()) {
            assertEquals(Optional.of(Json.of(true)), record.get("preflight"));
            assertEquals(Optional.empty(), record.get("plan"));
            assertEquals(Optional.empty(), record.get("limits"));
        }
    }

    @Test
    void whatIsOnlyMonitoredIsNotCountedBeforeItIsDone() {
        bed.publish(PlanBed.bundle(
                Bundles.TEN_A_SECOND, Bundles.monitored(PlanBed.policy("watched", "crm", "note", "rare"))));
        plans.booked(NOTE, NOTE, NOTE);
        plans.ask(NOTE);
        assertFalse(plans.lastRecord().get("would_be").isPresent());
        plans.ask(NOTE);

        assertEquals(
                "rate_limited",
                plans.lastRecord()
                        .object("would_be")
                        .orElseThrow()
                        .text("reason")
                        .orElseThrow());
    }

    @Test
    void anAgentPlansForItself() {
        HttpResponse response = TestBed.answer(
                bed.api(),
                TestBed.evaluations(
                        TestBed.AGENT, "{\"evaluations\":[" + NOTE + "],\"options\":{\"tollgate\":{\"plan\":true}}}"));

        assertTrue(response.body().contains("\"plan\":{\"id\":"), response.body());
    }

    private static String[] files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestBed.toolCall("bot", "files", "f" + i))
                .toArray(String[]::new);
    }

    private static String explained(String call) {
        return call.contains("\"context\":{}")
                ? call.replace("\"context\":{}", "\"context\":{\"explain\":\"reason\"}")
                : call.replace("\"context\":{", "\"context\":{\"explain\":\"reason\",");
    }

    private static String first(HttpResponse response) {
        return JsonText.write(TestBed.json(response.body()).items("evaluations").getFirst());
    }

    private static Json.Obj context(HttpResponse response) {
        Json.Obj item =
                (Json.Obj) TestBed.json(response.body()).items("evaluations").getFirst();
        return item.object("context").orElseThrow();
    }

    private static void assertAllowed(HttpResponse response) {
        assertTrue(response.body().startsWith("{\"decision\":true"), response.body());
    }

    private static void assertWaits(long millis, HttpResponse response) {
        assertEquals(
                Optional.of(millis),
                TestBed.json(response.body()).object("context").orElseThrow().integer("retry_after_ms"));
    }
}
