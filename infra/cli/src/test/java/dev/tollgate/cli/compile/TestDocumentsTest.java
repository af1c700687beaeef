package dev.tollgate.cli.compile;

import dev.tollgate.cli.BundleFolder;
import dev.tollgate.cli.testing.Expectation;
import dev.tollgate.cli.testing.TestCase;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Call;
import dev.tollgate.core.policy.Effect;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureInForce;
import dev.tollgate.core.policy.ReasonCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TestDocumentsTest {
    private static final String EVERYTHING =
            "\"supported_obligations\":[\"cap_response\",\"redact\",\"rewrite_arguments\"," + "\"warn\"]";

    private static CompiledBundle compiled;

    @BeforeAll
    static void compile() throws CompileException {
        compiled = Compiler.compile(BundleFolder.resource("bundles/language"));
    }

    @Test
    void saysWhereACaseStands() {
        TestCase first = compiled.tests().getFirst();

        assertEquals("analysts", first.document());
        assertEquals("reads customers", first.name());
        assertEquals("tests.yaml", first.file());
        assertEquals(6, first.line());
    }

    @Test
    void makesTheCallThatTheDecisionFunctionWouldMakeOfATool() throws JsonException {
        Call call = compiled.tests().get(0).call();

        assertEquals(
                new Call(
                        new Call.Subject(
                                "agent", "report-bot", List.of("analyst"), "ada", "reports", json("{\"model\":\"m\"}")),
                        new Call.Action("tools/call", Json.Obj.EMPTY),
                        new Call.Resource(
                                "tool", "query", json("{\"server\":\"crm\",\"definition_digest\":\"sha256:00\"}")),
                        Optional.of(new Call.Tool(
                                "crm",
                                "query",
                                compiled.bundle().servers().get("crm").tools().get("query"))),
                        json("{" + EVERYTHING
                                + ",\"arguments\":{\"statement\":\"select name from customers\",\"limit\":500}}")),
                call);
    }

    @Test
    void whatTheCaseSaysOfTheHookReplacesWhatIsUsual() throws JsonException {
        Call call = compiled.tests().get(1).call();

        assertEquals("tools/list", call.action().name());
        assertEquals(json("{\"supported_obligations\":[\"warn\"],\"session_id\":\"s\"}"), call.context());
    }

    @Test
    void otherSubjectsHaveTheRolesThatTheDataGivesThem() throws JsonException {
        Call call = compiled.tests().get(2).call();

        assertEquals(
                new Call.Subject("user", "beth", List.of("employee"), "", "", json("{\"team\":\"north\"}")),
                call.subject());
        assertEquals(new Call.Resource("record", "1", json("{\"owner\":\"beth\"}")), call.resource());
        assertEquals(Optional.empty(), call.tool());
        assertEquals(json("{" + EVERYTHING + ",\"ip\":\"10.0.0.1\"}"), call.context());
    }

    @Test
    void aCaseMayBeOfAnIncident() {
        assertEquals(
                List.of(PostureInForce.NORMAL, PostureInForce.everywhere(Posture.READ_ONLY)),
                compiled.tests().stream()
                        .limit(2)
                        .map(test -> test.situation().inForce())
                        .toList());
    }

    @Test
    void givesTimeAndHistoryInTheFormThatConditionsRead() throws JsonException {
        TestCase first = compiled.tests().getFirst();
        String none = "{\"labels\":[],\"calls\":{},\"amounts\":{},\"first_use\":false}";

        assertEquals(Instant.parse("2026-11-23T09:00:00Z"), first.situation().now());
        assertEquals(
                json("{\"labels\":[\"untrusted\"],\"calls\":{\"crm/query\":3},\"amounts\":{\"rows\":20},"
                        + "\"first_use\":true,\"session\":" + none.replace("[]", "[\"sensitive\"]") + "}"),
                first.situation().history());
        assertEquals(
                Instant.parse("2026-01-05T12:00:00Z"),
                compiled.tests().get(2).situation().now());
    }

    @Test
    void readsWhatIsExpected() {
        assertEquals(
                List.of(
                        new Expectation(
                                Effect.ALLOW,
                                Optional.empty(),
                                Optional.of("crm-analysts"),
                                Optional.of("reads-of-two-tables"),
                                Optional.of(List.of("redact", "rewrite_arguments")),
                                Optional.empty()),
                        new Expectation(
                                Effect.DENY,
                                Optional.of(ReasonCode.STEP_UP_REQUIRED),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(List.of()),
                                Optional.of(Effect.DENY)),
                        new Expectation(
                                Effect.DENY,
                                Optional.of(ReasonCode.NO_MATCHING_POLICY),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                compiled.tests().stream().map(TestCase::expected).toList());
    }

    @Test
    void testsAreNoPartOfWhatIsPublished(@TempDir Path folder) throws CompileException {
        String head = "{apiVersion: tollgate.dev/v1, kind: Bundle, metadata: {name: b}, spec: {}}\n";
        CompiledBundle without = Compiler.compile(BundleFolder.of(folder.resolve("1"), "b.yaml", head));
        CompiledBundle with = Compiler.compile(BundleFolder.of(folder.resolve("2"), "b.yaml", head + """
                ---
                apiVersion: tollgate.dev/v1
                kind: Test
                metadata: {name: t}
                spec:
                  cases:
                    - {name: a, agent: {id: bot}, request: {tool: crm/query}, expect: {effect: unknown_tool}}
                """));

        assertEquals(without.digest(), with.digest());
        assertEquals(1, with.tests().size());
    }

    private static Json.Obj json(String text) throws JsonException {
        return (Json.Obj) new JsonText(9).parse(text);
    }
}
