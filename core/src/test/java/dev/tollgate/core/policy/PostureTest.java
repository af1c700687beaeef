package dev.tollgate.core.policy;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.expr.Expr;
import dev.tollgate.core.policy.expr.Function;
import dev.tollgate.core.policy.expr.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.tollgate.core.policy.Bundles.allow;
import static dev.tollgate.core.policy.Bundles.deny;
import static dev.tollgate.core.policy.Bundles.policy;
import static dev.tollgate.core.policy.Bundles.when;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What a posture lets through, whatever the policies say. */
class PostureTest {
    private static final Situation NOON = Situation.at(Instant.parse("2026-11-24T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "normal, read, allowed",
        "normal, write, allowed",
        "read_only, read, allowed",
        "read_only, write, posture_read_only",
        "read_only, read egress, posture_read_only",
        "read_only, '', posture_read_only",
        "lockdown, read, posture_lockdown",
        "lockdown, write, posture_lockdown"
    })
    void readOnlyAllowsToolsThatOnlyReadAndLockdownNone(String posture, String traits, String reason) {
        List<String> written = traits.isEmpty() ? List.of() : List.of(traits.split(" "));
        Call call = Calls.ofTool("crm", "query", new ToolEntry(written, List.of(), Optional.empty(), false));
        Situation situation = NOON.in(Posture.ofWord(posture).orElseThrow());
        Engine engine = Engines.of(Bundles.of(List.of(policy("p", allow("all")))));

        assertEquals(reason, engine.decide(call, situation).reason().code().word());
        assertEquals(reason.equals("allowed"), engine.mayAllow(call, situation));
    }

    @ParameterizedTest
    @CsvSource({
        "resources/read, allowed",
        "prompts/get, allowed",
        "resources/subscribe, posture_read_only",
        "can_delete, posture_read_only"
    })
    void ofWhatIsNoToolReadOnlyAllowsWhatOnlyLooks(String action, String reason) {
        Engine engine = Engines.of(Bundles.of(List.of(policy("p", allow("all")))));

        Verdict verdict = engine.decide(Calls.on(action, "resource", "file:///a"), NOON.in(Posture.READ_ONLY));

        assertEquals(reason, verdict.reason().code().word());
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aPostureHoldsForABundleThatOnlyMonitorsToo(Mode mode) {
        var settings = new Bundle.Settings(mode, 100_000, Duration.ofMinutes(15), Duration.ofDays(90));
        Engine engine = Engines.of(new Bundle(
                "b",
                settings,
                Map.of(),
                List.of(policy("p", allow("all"))),
                Map.of(),
                Map.of(),
                Map.of(),
                Json.Obj.EMPTY));

        Verdict verdict = engine.decide(Calls.ofTool(), NOON.in(Posture.LOCKDOWN));

        assertEquals(ReasonCode.POSTURE_LOCKDOWN, verdict.reason().code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        read_only | global | | Only tools that do nothing but read may be called for now. Try again later.
        read_only | server | 2026-11-24T13:30:00.5Z | Only tools that do nothing but read of the server 'crm' may be called until 2026-11-24T13:30:00Z. Try again later.
        read_only | agent | | This agent may only call tools that do nothing but read for now. Try again later.
        lockdown | global | 2026-11-24T13:30:00Z | No tool may be called until 2026-11-24T13:30:00Z. Stop, and tell your owner.
        lockdown | server | | No tool of the server 'crm' may be called for now. Stop, and tell your owner.
        lockdown | agent | | This agent may not call any tool for now. Stop, and tell your owner.
        """)
    void theRefusalSaysForWhatAndForHowLong(String posture, String scope, Instant until, String message) {
        Call write = Calls.ofTool("crm", "set", new ToolEntry(List.of("write"), List.of(), Optional.empty(), false));
        PostureScope standsFor = PostureScope.of(write).stream()
                .filter(each -> each.word().equals(scope))
                .findFirst()
                .orElseThrow();
        var inForce = new PostureInForce(Posture.ofWord(posture).orElseThrow(), standsFor, Optional.ofNullable(until));

        Verdict verdict = Engines.of(Bundles.of(List.of())).decide(write, NOON.in(inForce));

        assertEquals(message, verdict.reason().message());
    }

    @Test
    void whatIsNoToolIsOfTheServerThatTheRequestNames() {
        Call resource = Calls.withProperties(
                Calls.on("resources/read", "resource", "file:///a"),
                Json.object().put("server", "files").build());

        assertEquals(
                List.of(PostureScope.EVERYTHING, new PostureScope.OfServer("files"), new PostureScope.OfAgent("bot")),
                PostureScope.of(resource));
    }

    @Test
    void conditionsReadThePosture() {
        var isReadOnly = new Expr.Call(
                Function.EQUAL, List.of(new Expr.Variable(Input.POSTURE), new Expr.Constant("read_only")));
        Engine engine = Engines.of(Bundles.of(List.of(policy("p", allow("all"), when(deny("no"), isReadOnly)))));

        assertEquals(
                ReasonCode.ALLOWED, engine.decide(Calls.ofTool(), NOON).reason().code());
        assertEquals(
                ReasonCode.DENIED_BY_POLICY,
                engine.decide(Calls.ofTool(), NOON.in(Posture.READ_ONLY))
                        .reason()
                        .code());
    }
}
