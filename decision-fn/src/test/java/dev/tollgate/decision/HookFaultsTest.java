package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever fails here, each runtime gets its own form of a no, with status 200. */
class HookFaultsTest {
    /** An allowed call in each dialect, and how each begins to say no. */
    private static final Map<String, List<String>> CALLS = Map.of(
            "/hooks/claude-code/pre-tool-use",
            List.of(
                    "{\"tool_name\":\"mcp__crm__list\",\"tool_input\":{},\"tool_use_id\":\"t\"}",
                    "{\"hookSpecificOutput\":{\"hookEventName\":\"PreToolUse\",\"permissionDecision\":\"deny\""),
            "/hooks/agentcore",
            List.of(
                    "{\"mcp\":{\"gatewayRequest\":{\"body\":{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"crm___list\"}}}}}",
                    "{\"interceptorOutputVersion\":\"1.0\",\"mcp\":{\"transformedGatewayResponse\":{\"statusCode\":200,\"body\":{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"content\":"),
            "/hooks/docker/before",
            List.of(
                    "{\"method\":\"tools/call\",\"params\":{\"name\":\"list\"}}",
                    "{\"content\":[{\"type\":\"text\",\"text\":\"Tollgate: "));

    private static final Map<String, Consumer<TestBed>> FAULTS = Map.of(
            "no bundle", bed -> bed.bundle = java.util.Optional.empty(),
            "bundles down", bed -> bed.bundlesDown = true,
            "registry down", bed -> bed.directory.goDown(),
            "tenant key down", bed -> bed.tenantKeyDown = true,
            "records down", bed -> bed.records.plan(Collections.nCopies(100, Fault.BEFORE_WRITING)),
            "defect", bed -> bed.now = null);

    static Stream<Arguments> faults() {
        return CALLS.keySet().stream()
                .flatMap(path -> FAULTS.keySet().stream().map(fault -> Arguments.of(path, fault)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isARefusalInTheRuntimesForm(String path, String fault) {
        var hooks = new HookBed();
        FAULTS.get(fault).accept(hooks.bed);

        HttpResponse response = ask(hooks.api(), path, "POST");

        assertEquals(200, response.status());
        assertTrue(response.body().startsWith(CALLS.get(path).getLast()), response.body());
        assertFalse(response.body().contains("NullPointer"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aMethodOrSizeThatIsNotTakenIsARefusalToo(String path) {
        var hooks = new HookBed();
        String large = CALLS.get(path).getFirst().replaceFirst("\\{", "{\"x\":\"" + "x".repeat(256 * 1024) + "\",");

        HttpResponse tooLarge = TestBed.answer(hooks.api(), TestBed.post(path, HookBed.AGENT, large));

        assertEquals(200, tooLarge.status());
        assertTrue(tooLarge.body().contains("too_large"), tooLarge.body());
        assertEquals(200, ask(hooks.api(), path, "PUT").status());
        assertTrue(ask(hooks.api(), path, "PUT").body().contains("method_not_allowed"));
    }

    static Stream<String> paths() {
        return CALLS.keySet().stream();
    }

    @Test
    void anAllowOfWhichNothingLeadsBackIsNone() {
        var hooks = new HookBed();
        hooks.bed.links.goDown();

        HttpResponse response = ask(hooks.api(), "/hooks/claude-code/pre-tool-use", "POST");

        assertTrue(response.body().contains("store_unavailable"), response.body());
        assertTrue(hooks.bed
                .records
                .records()
                .getLast()
                .content()
                .text("withdraws")
                .isPresent());
    }

    @Test
    void aPathThatNoDialectHasIsNotFound() {
        assertEquals(404, ask(new HookBed().api(), "/hooks/nobody", "POST").status());
    }

    private static HttpResponse ask(Api api, String path, String method) {
        String body = CALLS.getOrDefault(path, List.of("{}")).getFirst();
        return api.answer(
                TestBed.request(method, path, Map.of("authorization", "Bearer " + HookBed.AGENT.text()), body),
                Deadline.in(Duration.ofSeconds(10)));
    }
}
