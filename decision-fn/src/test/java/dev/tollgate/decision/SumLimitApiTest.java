package dev.tollgate.decision;

import dev.tollgate.core.agent.Agent;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Rate;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.LimitRule;
import dev.tollgate.core.policy.LimitRule.Exceeded;
import dev.tollgate.core.policy.LimitRule.KeyPart;
import dev.tollgate.core.policy.Mode;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.tollgate.decision.TestBed.ENFORCER;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Limits on the sum of an argument, counted for each agent, server, tool, owner, or for all. */
class SumLimitApiTest {
    /** Seven in three seconds: a permit comes back each 428,572 microseconds, which is no whole number of milliseconds. */
    private static final Rate ODD = new Rate(7, Duration.ofSeconds(3), 10);

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @ParameterizedTest
    @CsvSource({
        "SUBJECT_ID,    bot,   crm,   pay,    other, crm,   pay",
        "TOOL_SERVER,   other, crm,   refund, bot,   files, pay",
        "TOOL_NAME,     other, crm,   pay,    bot,   crm,   refund",
        "SUBJECT_OWNER, twin,  files, pay,    other, crm,   pay",
    })
    void isCountedForWhatTheLimitSaysAndForNothingElse(
            KeyPart part,
            String sameAgent,
            String sameServer,
            String sameTool,
            String agent,
            String server,
            String tool) {
        publish(ODD, part);
        assertEquals("allow", effect(pay("bot", "crm", "pay", 10)));

        assertEquals("throttle", effect(pay(sameAgent, sameServer, sameTool, 1)));
        assertEquals("allow", effect(pay(agent, server, tool, 10)));
    }

    @Test
    void withoutPartsAllCallsShareOneSum() {
        publish(ODD);
        assertEquals("allow", effect(pay("bot", "crm", "pay", 10)));

        assertEquals("throttle", effect(pay("other", "files", "refund", 1)));
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "10, 10", "7, 4", "3, 9", "1, 10"})
    void aCallRepeatedAfterTheWaitIsAdmittedAndNotAMillisecondEarlier(long first, long second) {
        publish(ODD, KeyPart.SUBJECT_ID);
        assertEquals("allow", effect(pay("bot", "crm", "pay", first)));
        Json.Obj throttled = context(pay("bot", "crm", "pay", second));
        long wait = throttled.integer("retry_after_ms").orElseThrow();
        Instant then = bed.now;

        bed.now = then.plusMillis(wait - 1);
        assertEquals("throttle", effect(pay("bot", "crm", "pay", second)));
        bed.now = then.plusMillis(wait);
        assertEquals("allow", effect(pay("bot", "crm", "pay", second)));
    }

    /** In slices of one, no more passes than in one piece. */
    @Test
    void slicesAddUp() {
        publish(ODD, KeyPart.SUBJECT_ID);
        int admitted = 0;
        for (int i = 0; i < 30; i++) {
            admitted += effect(pay("bot", "crm", "pay", 1)).equals("allow") ? 1 : 0;
        }

        assertEquals(10, admitted);
        assertEquals("throttle", effect(pay("bot", "crm", "pay", 10)));
    }

    @Test
    void whatTheBurstCanNeverGiveIsDeniedAndTakesNothing() {
        publish(ODD, KeyPart.SUBJECT_ID);
        Json.Obj denied = context(pay("bot", "crm", "pay", 11));

        assertEquals(
                "limit_cost_too_large",
                denied.object("reason").orElseThrow().text("code").orElseThrow());
        assertEquals("allow", effect(pay("bot", "crm", "pay", 10)));
    }

    private void publish(Rate rate, KeyPart... per) {
        bed.directory
                .with(new Agent("twin", "reports", "owner-of-bot", List.of(), Agent.Status.ACTIVE, List.of()))
                .with(new Agent("other", "reports", "someone", List.of(), Agent.Status.ACTIVE, List.of()));
        var tool = new ToolEntry(List.of("write"), List.of(), Optional.empty(), false);
        var amount = new Expr.Select(new Expr.Variable(Input.ARGS), "amount");
        var everyTool = new Target(List.of(), List.of(new Glob("tools/call")), List.of(), List.of());
        bed.bundle = Optional.of(Bundles.of(
                Map.of(
                        "crm", new Server("crm", false, Map.of(), Optional.of(tool)),
                        "files", new Server("files", false, Map.of(), Optional.of(tool))),
                List.of(Bundles.policy("all", everyTool, List.of(Bundles.allow("all")), List.of("amounts"))),
                new LimitRule(
                        "amounts",
                        Mode.ENFORCE,
                        rate,
                        List.of(per),
                        amount,
                        Exceeded.THROTTLE,
                        false,
                        Optional.empty())));
    }

    private HttpResponse pay(String agent, String server, String tool, long amount) {
        String call = TestBed.toolCall(agent, server, tool);
        return TestBed.answer(
                api,
                TestBed.evaluation(
                        ENFORCER,
                        call.substring(0, call.length() - 1) + ",\"context\":{\"arguments\":{\"amount\":" + amount
                                + "}}}"));
    }

    private static String effect(HttpResponse response) {
        return context(response).text("effect").orElseThrow();
    }

    private static Json.Obj context(HttpResponse response) {
        return TestBed.json(response.body()).object("context").orElseThrow();
    }
}
