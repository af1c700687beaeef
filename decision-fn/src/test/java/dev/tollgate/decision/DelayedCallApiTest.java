package dev.tollgate.decision;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.Exceeded;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
import dev.tollgate.core.policy.Policy;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.tollgate.decision.TestBed.ENFORCER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Calls that come a little too soon. Each agent has two calls at once and ten a second, and may wait half a second for
 * its turn; some tools have another limit beside that one.
 */
class DelayedCallApiTest {
    private static final String QUERY = call("query", "{\"pages\":1}");

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @BeforeEach
    void publish() {
        bed.directory.with(new Agent("other", "reports", "someone", List.of(), Agent.Status.ACTIVE, List.of()));
        bed.bundle = Optional.of(bundle());
    }

    @Test
    void aCallOverTheLimitIsToldItsTurn() {
        useUp();
        Json.Obj context = context(ask(QUERY));

        assertEquals("throttle", context.text("effect").orElseThrow());
        assertEquals(100, context.integer("retry_after_ms").orElseThrow());
        Json.Obj reservation = context.object("reservation").orElseThrow();
        assertEquals(26, reservation.text("id").orElseThrow().length());
        assertEquals(
                "2026-11-23T12:00:00.100000Z", reservation.text("not_before").orElseThrow());
        assertEquals(
                "2026-11-23T12:00:01.100000Z", reservation.text("expires_at").orElseThrow());
        assertEquals(
                "The limit 'own' (10 in 1s, burst 2) is used up. This call has a reservation: make it again in 100 ms, "
                        + "and name the reservation.",
                context.object("reason").orElseThrow().text("message").orElseThrow());
        assertRecord(reservation.text("id").orElseThrow(), "held");
        assertEquals("[{\"name\":\"own\"}]", recorded("limits"));
    }

    @Test
    void isAdmittedAtItsTurnAndNotAMillisecondBefore() {
        useUp();
        String id = reserved(QUERY);
        bed.now = bed.now.plusMillis(99);
        Json.Obj early = context(ask(with(id, QUERY)));
        assertEquals("throttle", early.text("effect").orElseThrow());
        assertEquals(1, early.integer("retry_after_ms").orElseThrow());
        assertEquals(id, early.object("reservation").orElseThrow().text("id").orElseThrow());
        assertRecord(id, "held");
        bed.now = bed.now.plusMillis(1);

        assertEffect("allow", ask(with(id, QUERY)));
        assertRecord(id, "used");
        assertEquals("[{\"name\":\"own\"}]", recorded("limits"));
    }

    @Test
    void isAdmittedOnce() {
        useUp();
        String id = reserved(QUERY);
        bed.now = bed.now.plusMillis(100);
        assertEffect("allow", ask(with(id, QUERY)));

        String another = reserved(with(id, QUERY));
        assertFalse(another.equals(id));
    }

    @Test
    void isAdmittedForASecond() {
        useUp();
        String punctual = reserved(QUERY);
        String late = reserved(QUERY);
        Instant then = bed.now;
        bed.now = then.plusMillis(1_100);
        assertEffect("allow", ask(with(punctual, QUERY)));
        assertRecord(punctual, "used");
        bed.now = then.plusMillis(1_200).plusNanos(1_000);

        assertEffect("allow", ask(with(late, QUERY)));
        assertRecord(late, "not_used");
        assertTrue(recorded("limits").contains("remaining"), "the limit admits it afresh by then");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"pages\":1 | \"pages\":2",
                "\"pages\":1 | \"pages\":1.0",
                "\"id\":\"bot\" | \"id\":\"other\"",
                "\"id\":\"query\" | \"id\":\"both\"",
            })
    void anotherCallIsDecidedAfreshAndLeavesTheReservationAsItIs(String said, String instead) {
        useUp();
        String id = reserved(QUERY);
        bed.now = bed.now.plusMillis(100);
        ask(with(id, QUERY).replace(said, instead));
        assertFalse(recorded("reservation").contains("\"used\""), recorded("reservation"));

        assertEffect("allow", ask(with(id, QUERY)));
        assertRecord(id, "used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sksecretsecretsecretsecret", "ResSecret", "secret-that-is-no-id"})
    void aReservationThatNeverWasIsNoErrorAndItsIdInNoRecord(String claimed) {
        assertEffect("allow", ask(with(claimed, QUERY)));
        Json.Obj reservation = lastRecord().object("reservation").orElseThrow();
        assertEquals("not_used", reservation.text("use").orElseThrow());
        assertFalse(JsonText.write(lastRecord()).contains(claimed));
    }

    @Test
    void whatIsNoTextIsMalformed() {
        HttpResponse response = ask(QUERY.replace("\"context\":{", "\"context\":{\"reservation\":{\"id\":\"x\"},"));

        assertEquals(400, response.status());
        assertTrue(response.body().contains("'context.reservation'"), response.body());
    }

    @Test
    void waitsAtMostAsLongAsTheLimitSays() {
        useUp();
        for (int i = 1; i <= 5; i++) {
            assertEquals(i * 100, context(ask(QUERY)).integer("retry_after_ms").orElseThrow());
        }
        Json.Obj context = context(ask(QUERY));

        assertEquals("throttle", context.text("effect").orElseThrow());
        assertEquals(600, context.integer("retry_after_ms").orElseThrow());
        assertFalse(context.get("reservation").isPresent());
    }

    @Test
    void anItemOfABatchNamesItsReservation() {
        useUp();
        HttpResponse response =
                TestBed.answer(api, TestBed.evaluations(ENFORCER, "{\"evaluations\":[" + QUERY + "," + QUERY + "]}"));

        assertTrue(
                response.body()
                        .contains("{\"decision\":false,\"context\":{\"retry_after_ms\":200,\"reservation\":{\"id\":"),
                response.body());
    }

    /** Nothing is kept of a limit that counts for a minute, and the call could not be made in its turn. */
    @Test
    void reservesNothingWhereAnotherLimitOfTheAgentRefuses() {
        assertEffect("allow", ask(call("both", "{}")));
        ask(QUERY);
        Json.Obj context = context(ask(call("both", "{}")));

        assertEquals(60_000, context.integer("retry_after_ms").orElseThrow());
        assertFalse(context.get("reservation").isPresent());
        bed.now = bed.now.plusMillis(100);
        assertEffect("allow", ask(QUERY));
    }

    @Test
    void whatIsNotReservedIsTakenWhenTheCallIsMade() {
        useUp();
        String id = reserved(call("both", "{}"));
        bed.now = bed.now.plusMillis(100);
        assertEffect("allow", ask(with(id, call("both", "{}"))));

        assertEquals("[{\"name\":\"own\"},{\"name\":\"slow\",\"remaining\":0}]", recorded("limits"));
    }

    @Test
    void aWiderLimitStillHasItsSay() {
        useUp();
        String id = reserved(call("shared", "{}"));
        ask(call("shared", "{}").replace("\"id\":\"bot\"", "\"id\":\"other\""));
        bed.now = bed.now.plusMillis(100);
        Json.Obj context = context(ask(with(id, call("shared", "{}"))));

        assertEquals("throttle", context.text("effect").orElseThrow());
        assertTrue(context.object("reason")
                .orElseThrow()
                .text("message")
                .orElseThrow()
                .contains("'all'"));
        assertRecord(id, "used");
    }

    /** A limit that only watches has nothing to wait for. */
    @Test
    void aMonitoredLimitReservesNothing() {
        for (int i = 0; i < 3; i++) {
            assertEffect("allow", ask(call("watched", "{}")));
        }

        assertFalse(lastRecord().get("reservation").isPresent());
        assertTrue(lastRecord().get("would_be").isPresent());
    }

    @Test
    void aPlanReservesNothing() {
        useUp();
        HttpResponse response = TestBed.answer(
                api,
                TestBed.evaluations(
                        ENFORCER, "{\"evaluations\":[" + QUERY + "],\"options\":{\"tollgate\":{\"plan\":true}}}"));

        assertEquals("{\"evaluations\":[{\"decision\":false,\"context\":{\"retry_after_ms\":100}}]}", response.body());
    }

    @Test
    void aLimitWhoseFiguresChangedIsTakenAsUsual() {
        useUp();
        String id = reserved(QUERY);
        LimitRule faster = own(new Rate(20, Duration.ofSeconds(1), 2)).delayingUpTo(Duration.ofMillis(500));
        bed.publish(Bundles.of(Map.of("crm", crm()), List.of(policy("queries", "query", "own")), faster));

        assertEffect("allow", ask(with(id, QUERY)));
        assertTrue(recorded("limits").contains("\"remaining\":1"), recorded("limits"));
    }

    @Test
    void nobodyIsAskedForAReservationWhereNoLimitDelays() {
        ask(with("a".repeat(26), call("pages", "{\"pages\":1}")));

        assertEquals(0, bed.reservationsAsked);
    }

    @Test
    void withoutItsStoreNothingIsReservedAndNothingLetThrough() {
        useUp();
        String id = reserved(QUERY);
        bed.reservationsDown = true;
        bed.now = bed.now.plusMillis(100);

        Json.Obj context = context(ask(with(id, QUERY)));
        assertEquals("deny", context.text("effect").orElseThrow());
        assertEquals(
                "store_unavailable",
                context.object("reason").orElseThrow().text("code").orElseThrow());
        assertFalse(context.get("reservation").isPresent());
    }

    /** Sums of an argument wait as calls do: by what they cost. */
    @Test
    void aSumWaitsByItsCost() {
        assertEffect("allow", ask(call("sums", "{\"pages\":100}")));
        Json.Obj context = context(ask(call("sums", "{\"pages\":7}")));

        assertEquals(70, context.integer("retry_after_ms").orElseThrow());
        String id = context.object("reservation").orElseThrow().text("id").orElseThrow();
        bed.now = bed.now.plusMillis(70);
        assertEffect("allow", ask(with(id, call("sums", "{\"pages\":7}"))));
    }

    private void useUp() {
        assertEffect("allow", ask(call("query", "{}")));
        assertEffect("allow", ask(call("query", "{}")));
    }

    private String reserved(String question) {
        Json.Obj context = context(ask(question));
        return context.object("reservation")
                .flatMap(reservation -> reservation.text("id"))
                .orElseThrow(() -> new AssertionError("no reservation: " + JsonText.write(context)));
    }

    private HttpResponse ask(String question) {
        return TestBed.answer(api, TestBed.evaluation(ENFORCER, question));
    }

    private static Json.Obj context(HttpResponse response) {
        return TestBed.json(response.body()).object("context").orElseThrow();
    }

    private static void assertEffect(String effect, HttpResponse response) {
        assertEquals(effect, context(response).text("effect").orElseThrow(), response.body());
    }

    private Json.Obj lastRecord() {
        return bed.records.records().getLast().content();
    }

    private String recorded(String member) {
        return JsonText.write(lastRecord().get(member).orElseThrow());
    }

    private void assertRecord(String id, String use) {
        assertEquals("{\"id\":\"" + id + "\",\"use\":\"" + use + "\"}", recorded("reservation"));
    }

    private static String call(String tool, String arguments) {
        String call = TestBed.toolCall("bot", "crm", tool);
        return call.substring(0, call.length() - 1) + ",\"context\":{\"arguments\":" + arguments + "}}";
    }

    private static String with(String reservation, String call) {
        return call.replace("\"context\":{", "\"context\":{\"reservation\":\"" + reservation + "\",");
    }

    private static Bundle bundle() {
        LimitRule own = own(new Rate(10, Duration.ofSeconds(1), 2)).delayingUpTo(Duration.ofMillis(500));
        LimitRule watched = limit("watched", Mode.MONITOR, own.rate(), Bundles.ONE, KeyPart.SUBJECT_ID)
                .delayingUpTo(Duration.ofMillis(500));
        var pages = new Expr.Select(new Expr.Variable(Input.ARGS), "pages");
        LimitRule sums = limit(
                        "sums", Mode.ENFORCE, new Rate(100, Duration.ofSeconds(1), 100), pages, KeyPart.SUBJECT_ID)
                .delayingUpTo(Duration.ofMillis(500));
        var hourly = new Rate(1, Duration.ofMinutes(1), 1);
        return Bundles.of(
                Map.of("crm", crm()),
                List.of(
                        policy("queries", "query", "own"),
                        policy("both", "both", "own", "slow"),
                        policy("shared", "shared", "own", "all"),
                        policy("watched", "watched", "watched"),
                        policy("sums", "sums", "sums"),
                        policy("pages", "pages", "all")),
                own,
                watched,
                sums,
                limit("slow", Mode.ENFORCE, hourly, Bundles.ONE, KeyPart.SUBJECT_ID),
                limit("all", Mode.ENFORCE, hourly, Bundles.ONE));
    }

    private static Server crm() {
        var tool = new ToolEntry(List.of("read"), List.of(), Optional.empty(), false);
        return new Server("crm", false, Map.of(), Optional.of(tool));
    }

    private static LimitRule own(Rate rate) {
        return limit("own", Mode.ENFORCE, rate, Bundles.ONE, KeyPart.SUBJECT_ID);
    }

    private static LimitRule limit(String name, Mode mode, Rate rate, Expr cost, KeyPart... per) {
        return new LimitRule(name, mode, rate, List.of(per), cost, Exceeded.THROTTLE, false, Optional.empty());
    }

    private static Policy policy(String name, String tool, String... limits) {
        var target = new Target(
                List.of(),
                List.of(new Glob("tools/call")),
                List.of(new Target.ToolMatch.Named(new Glob("crm"), new Glob(tool))),
                List.of());
        return Bundles.policy(name, target, List.of(Bundles.allow("all")), List.of(limits));
    }
}
