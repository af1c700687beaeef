package dev.tollgate.tests;

import dev.tollgate.core.json.Json;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Programs;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The hooks that are one file each, run as they are against the packaged functions. */
@OnStage(bundle = "hooks")
class OneFileHookIT {
    private static final Path HOOKS = Repository.root().resolve("hooks");
    private static final Path SCRIPTS = Repository.root().resolve("tests/data/hook-scripts");

    private final LocalStage stage;
    private NewAgent agent;

    OneFileHookIT(Stage stage) {
        this.stage = stage.local();
    }

    @BeforeEach
    void anAgent() throws Exception {
        agent = stage.newAgent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"python/tollgate_hook.py", "typescript/tollgate.mjs", "shell/tollgate-hook"})
    void isUnderAHundredLines(String file) throws IOException {
        assertTrue(Files.readAllLines(HOOKS.resolve(file)).size() < 100, file);
    }

    @Test
    void shellLetsAnAllowedCallGoOnAndNothingElse() throws Exception {
        Programs.assume("sh", "jq", "curl");
        assertEquals(
                0,
                shell("{\"tool_name\":\"mcp__crm__list\",\"tool_input\":{\"a\":1},\"session_id\":\"s\"}")
                        .exitCode());

        Ran denied = shell("{\"tool_name\":\"mcp__crm__erase\",\"tool_input\":{}}");
        assertEquals(2, denied.exitCode());
        assertTrue(
                denied.err().startsWith("Tollgate: Nothing is erased here. (denied_by_policy, decision "),
                denied.err());
        assertEquals(
                2, shell("{\"tool_name\":\"mcp__crm__read\",\"tool_input\":{}}").exitCode(), "it needs redaction");
        assertEquals(2, shell("{\"tool_name\":\"Bash\",\"tool_input\":{}}").exitCode());
        assertEquals(
                2,
                shell("{\"tool_name\":\"mcp__crm__list\",\"tool_input\":[1]}").exitCode());
        assertEquals(2, shell("{}").exitCode());
        assertEquals(2, shell("hello").exitCode());
        String call = "{\"tool_name\":\"mcp__crm__list\"}";
        assertEquals(
                2,
                run(Map.of("TOLLGATE_AGENT_KEY", "wrong"), call, "sh", shellHook())
                        .exitCode());
        assertEquals(
                2,
                run(Map.of("TOLLGATE_URL", "http://127.0.0.1:1"), call, "sh", shellHook())
                        .exitCode());
        assertEquals(2, run(Map.of("TOLLGATE_URL", ""), call, "sh", shellHook()).exitCode());
    }

    @Test
    void pythonAsksRunsAndGivesBackWhatIsLeft() throws Exception {
        Programs.assume("python3");
        var environment = Map.of("PYTHONPATH", HOOKS.resolve("python").toString(), "PYTHONDONTWRITEBYTECODE", "1");

        Ran ran = run(environment, "", "python3", SCRIPTS.resolve("guarded.py").toString());

        assertEquals("", ran.err());
        assertEquals(0, ran.exitCode());
        checkLines(ran.out());
        checkOutcomes("python/1.0");
    }

    @Test
    void javaScriptAsksRunsAndGivesBackWhatIsLeft() throws Exception {
        Programs.assume("node");
        String module = HOOKS.resolve("typescript/tollgate.mjs").toUri().toString();

        Ran ran = run(
                Map.of("HOOK", module),
                "",
                "node",
                SCRIPTS.resolve("guarded.mjs").toString());

        assertEquals("", ran.err());
        assertEquals(0, ran.exitCode());
        checkLines(ran.out());
        checkOutcomes("typescript/1.0");
    }

    /** {@code TOLLGATE_TEST_PYTHON}: a Python that has fastmcp. */
    @Test
    void fastMcpCallsOnlyWhatIsAllowed() throws Exception {
        String python = System.getenv().getOrDefault("TOLLGATE_TEST_PYTHON", "python3");
        Programs.assume("python3");
        boolean isThere = run(Map.of(), "", python, "-c", "import fastmcp").exitCode() == 0;
        Assumptions.assumeTrue(isThere, "fastmcp is not installed");
        var environment = Map.of("PYTHONPATH", HOOKS.resolve("python").toString(), "PYTHONDONTWRITEBYTECODE", "1");

        Ran ran = run(
                environment, "", python, SCRIPTS.resolve("fastmcp_server.py").toString());

        assertEquals(
                List.of(
                        "read: mail [EMAIL_ADDRESS]",
                        "search: {'limit': 100}",
                        "erase: Tollgate: Nothing is erased here. (denied_by_policy)"),
                lines(ran.out()),
                ran.err());
    }

    /** {@code TOLLGATE_TEST_NODE_MODULES}: a directory where @modelcontextprotocol/sdk and zod are installed. */
    @Test
    void theMcpSdkCallsOnlyWhatIsAllowedOnBothSides() throws Exception {
        Programs.assume("node");
        String modules = System.getenv().getOrDefault("TOLLGATE_TEST_NODE_MODULES", "");
        Assumptions.assumeFalse(modules.isEmpty(), "TOLLGATE_TEST_NODE_MODULES is not set");
        String module = HOOKS.resolve("typescript/tollgate.mjs").toUri().toString();

        Ran ran = run(
                Map.of("HOOK", module), "", "node", SCRIPTS.resolve("sdk.mjs").toString());

        var expected = new ArrayList<String>();
        for (String side : List.of("server", "client")) {
            expected.add(side + " read: mail [EMAIL_ADDRESS]");
            expected.add(side + " search: 100");
            expected.add(side + " erase: Tollgate: Nothing is erased here. (denied_by_policy) !");
        }
        assertEquals(expected, lines(ran.out()), ran.err());
    }

    private static List<String> lines(String out) {
        return out.lines()
                .map(line -> line.replaceAll(":k[0-9]+:[a-z2-7]{16}]", "]"))
                .toList();
    }

    /** Each script prints the same. */
    private static void checkLines(String out) {
        assertEquals(
                List.of(
                        "read: mail [EMAIL_ADDRESS]",
                        "search: limit 100",
                        "erase: Tollgate: Nothing is erased here. (denied_by_policy)",
                        "rare: done",
                        "rare: throttled",
                        "list: its own failure",
                        "away: no_answer",
                        "ran: read,search,rare,list"),
                lines(out));
    }

    private void checkOutcomes(String hook) {
        List<Json.Obj> outcomes = stage.audit().records().values().stream()
                .filter(record -> record.text("kind").equals(Optional.of("redaction")))
                .filter(record -> record.text("agent").equals(Optional.of(agent.id())))
                .toList();
        assertEquals(4, outcomes.size(), outcomes::toString);
        assertEquals(1, outcomes.stream().filter(OneFileHookIT::isError).count());
        outcomes.forEach(outcome -> assertEquals(Optional.of(hook), outcome.text("hook")));
        assertFalse(outcomes.toString().contains("ada@example.com"));
    }

    private static boolean isError(Json.Obj outcome) {
        return outcome.object("outcome").orElseThrow().text("status").equals(Optional.of("error"));
    }

    private record Ran(int exitCode, String out, String err) {}

    private static String shellHook() {
        return HOOKS.resolve("shell/tollgate-hook").toString();
    }

    private Ran shell(String event) throws Exception {
        return run(Map.of(), event, "sh", shellHook());
    }

    private Ran run(Map<String, String> variables, String input, String... command) throws Exception {
        Path folder = Repository.scratch("hook");
        Path err = folder.resolve("err.txt");
        // From a file, since a hook may refuse before it reads, and a pipe would break then.
        Path in = Files.writeString(folder.resolve("in.txt"), input);
        var builder = new ProcessBuilder(command).redirectInput(in.toFile()).redirectError(err.toFile());
        builder.environment().put("TOLLGATE_URL", stage.url().toString());
        builder.environment().put("TOLLGATE_AGENT", agent.id());
        builder.environment().put("TOLLGATE_AGENT_KEY", agent.key());
        builder.environment().put("TOLLGATE_WAIT_S", "20");
        builder.environment().putAll(variables);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the hook did not end");
        }
        return new Ran(process.exitValue(), out, Files.readString(err));
    }
}
