package dev.tollgate.tests.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.json.Json;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.FreePort;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Real MCP servers behind the packaged proxy, and the packaged functions behind that. */
@BesideOthers
@OnStage(bundle = "proxy")
class McpProxyIT {
    private final Stage stage;

    @TempDir
    private Path files;

    private LocalStage local;
    private NpmServers servers;
    private NewAgent agent;

    McpProxyIT(Stage stage) {
        this.stage = stage;
    }

    @BeforeEach
    void prepare() throws Exception {
        local = stage.local();
        servers = NpmServers.installed();
        agent = local.newAgent("reader");
        files = files.toRealPath();
        Files.writeString(files.resolve("customers.txt"), "Ada <ada@example.com>, card 4111 1111 1111 1111\n");
    }

    @Test
    void aFileIsReadAndWhatIsPersonalInItIsRedacted() throws Exception {
        try (ProxyProcess proxy = filesystem()) {
            JsonNode answer = proxy.call("read_text_file", path("customers.txt"));

            String text = answer.at("/result/content/0/text").asText();
            assertEquals("Ada <[EMAIL_ADDRESS]>, card [CREDIT_CARD]\n", text, answer::toString);
            assertFalse(answer.toString().contains("ada@"), answer::toString);
        }
        Json.Obj record = records("redaction").getFirst();
        assertEquals(Optional.of("read_text_file"), record.text("tool"), record::toString);
        assertTrue(local.audit().findings().isEmpty());
    }

    @Test
    void whatNoPolicyAllowsNeitherHappensNorIsListed() throws Exception {
        try (ProxyProcess proxy = filesystem()) {
            JsonNode denied =
                    proxy.call("write_file", "{\"path\":\"" + files.resolve("new.txt") + "\",\"content\":\"x\"}");
            JsonNode list = proxy.ask("tools/list", "{}");

            assertTrue(denied.at("/result/isError").asBoolean(), denied::toString);
            assertTrue(denied.toString().contains("[Tollgate] no_matching_policy"), denied::toString);
            assertFalse(Files.exists(files.resolve("new.txt")));
            assertEquals("[list_allowed_directories, list_directory, read_text_file]", names(list, "tools"));
        }
    }

    @Test
    void callsThatComeTooOftenAreThrottledOrWaitForTheirTurn() throws Exception {
        try (ProxyProcess proxy = filesystem("--refuse", "error")) {
            for (int i = 0; i < 2; i++) {
                JsonNode listed = proxy.call("list_directory", path("."));
                assertTrue(listed.has("result"), listed::toString);
            }
            JsonNode throttled = proxy.call("list_directory", path("."));

            assertEquals(-32003, throttled.at("/error/code").asInt(), throttled::toString);
            assertTrue(throttled.at("/error/data/retry_after_ms").asInt() > 0, throttled::toString);
        }
        try (ProxyProcess proxy = filesystem("--wait-up-to", "20s")) {
            for (int i = 0; i < 3; i++) {
                JsonNode listed = proxy.call("list_directory", path("."));
                assertTrue(listed.at("/result/content/0/text").asText().contains("customers.txt"), listed::toString);
            }
        }
    }

    @Test
    void aToolWhoseDefinitionIsNotTheApprovedOneIsNeitherCalledNorShown() throws Exception {
        try (ProxyProcess proxy = everything()) {
            JsonNode changed = proxy.call("get-sum", "{\"a\":1,\"b\":2}");
            JsonNode pinned = proxy.call("echo", "{\"message\":\"hi\"}");
            JsonNode list = proxy.ask("tools/list", "{}");

            assertTrue(changed.toString().contains("[Tollgate] tool_changed"), changed::toString);
            assertEquals("Echo: hi", pinned.at("/result/content/0/text").asText(), pinned::toString);
            assertEquals("[echo, get-structured-content, trigger-long-running-operation]", names(list, "tools"));
        }
    }

    @Test
    void resourcesAndPromptsAreAskedAboutToo() throws Exception {
        try (ProxyProcess proxy = everything()) {
            JsonNode resources = proxy.ask("resources/list", "{}");
            JsonNode read =
                    proxy.ask("resources/read", "{\"uri\":\"demo://resource/static/document/architecture.md\"}");
            JsonNode other = proxy.ask("resources/read", "{\"uri\":\"demo://resource/static/document/features.md\"}");
            JsonNode prompts = proxy.ask("prompts/list", "{}");
            JsonNode prompt = proxy.ask("prompts/get", "{\"name\":\"simple-prompt\"}");
            JsonNode template = proxy.ask("resources/templates/list", "{}");

            assertEquals(1, resources.at("/result/resources").size(), resources::toString);
            assertTrue(read.at("/result/contents/0/text").asText().length() > 100, read::toString);
            assertEquals(-32001, other.at("/error/code").asInt(), other::toString);
            assertEquals("[simple-prompt]", names(prompts, "prompts"));
            assertTrue(prompt.at("/result/messages").size() > 0, prompt::toString);
            assertEquals(0, template.at("/result/resourceTemplates").size(), template::toString);
        }
    }

    @Test
    void theInspectorListsWhatIsPermittedAndReadsWhyTheRestIsRefused() throws Exception {
        var words = new ArrayList<>(ProxyProcess.command());
        words.addAll(List.of("--server", "filesystem", "--agent", agent.id(), "--"));
        words.addAll(servers.filesystem(files));
        var governed = Map.of("command", words.removeFirst(), "args", words, "env", tollgate());
        Path config = Files.writeString(
                Repository.scratch("inspector").resolve("mcp.json"),
                new ObjectMapper().writeValueAsString(Map.of("mcpServers", Map.of("filesystem", governed))));

        JsonNode list = inspector(config, "tools/list");
        JsonNode refused = inspector(
                config, "tools/call", "--tool-name", "read_text_file", "--tool-arg", "path=" + files + "/key.pem");

        var names = new TreeSet<String>();
        list.path("tools").forEach(tool -> names.add(tool.path("name").asText()));
        assertEquals("[list_allowed_directories, list_directory, read_text_file]", names.toString());
        assertEquals(
                "[Tollgate] denied_by_policy: Keys are not read.",
                refused.at("/content/0/text").asText(),
                refused::toString);
        assertTrue(refused.path("isError").asBoolean());
    }

    private JsonNode inspector(Path config, String method, String... more) throws Exception {
        var words = new ArrayList<>(List.of("--method", method));
        words.addAll(List.of(more));
        Process process = new ProcessBuilder(servers.inspector(config, "filesystem", words.toArray(String[]::new)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        JsonNode said = new ObjectMapper().readTree(process.getInputStream());
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return said;
    }

    @Test
    void aServerThatCrashesLeavesNoCallWithoutAnAnswer() throws Exception {
        try (ProxyProcess proxy = everything()) {
            int call = proxy.asks(
                    "tools/call",
                    "{\"name\":\"trigger-long-running-operation\",\"arguments\":{\"duration\":60,\"steps\":2}}");
            Await.until(
                    "the call",
                    Duration.ofSeconds(20),
                    () -> !records("decision").isEmpty());
            proxy.servers().forEach(ProcessHandle::destroyForcibly);

            JsonNode answer = proxy.answer(call);
            assertTrue(answer.at("/error/message").asText().contains("the server ended"), answer::toString);
            assertEquals(1, proxy.exitCode());
        }
        Await.until(
                "the outcome",
                Duration.ofSeconds(20),
                () -> !records("redaction").isEmpty());
        Json.Obj outcome = records("redaction").getFirst();
        assertTrue(outcome.toString().contains("error"), outcome::toString);
    }

    @Test
    void withoutTollgateNothingGoes() throws Exception {
        Map<String, String> nobody =
                Map.of("TOLLGATE_URL", "http://127.0.0.1:" + FreePort.find(), "TOLLGATE_ENFORCER_KEY", key());
        try (ProxyProcess proxy = proxy(nobody, "filesystem", List.of(), servers.filesystem(files))) {
            JsonNode call = proxy.call("read_text_file", path("customers.txt"));
            JsonNode list = proxy.ask("tools/list", "{}");

            assertTrue(call.toString().contains("[Tollgate] no_decision"), call::toString);
            assertFalse(call.toString().contains("Ada"), call::toString);
            assertTrue(list.has("error"), list::toString);
        }
    }

    @Test
    void overHttpOnBothSidesItIsTheSame() throws Exception {
        int serverPort = FreePort.find();
        int proxyPort = FreePort.find();
        var starting = new ProcessBuilder(servers.everything("streamableHttp"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        starting.environment().put("PORT", Integer.toString(serverPort));
        Process server = starting.start();
        var words = new ArrayList<>(List.of("--server", "everything", "--agent", agent.id()));
        words.addAll(
                List.of("--listen", "127.0.0.1:" + proxyPort, "--upstream", "http://127.0.0.1:" + serverPort + "/mcp"));
        ProxyProcess proxy = ProxyProcess.start(tollgate(), words);
        var http = HttpClient.newHttpClient();
        URI mcp = URI.create("http://127.0.0.1:" + proxyPort + "/mcp");
        try {
            String initialize = """
                    {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";
            var welcome = new ArrayList<HttpResponse<String>>();
            Await.until("both listen", Duration.ofSeconds(40), () -> {
                try {
                    welcome.add(post(http, mcp, initialize, Map.of()));
                    return welcome.getLast().body().contains("serverInfo");
                } catch (java.net.ConnectException notYet) {
                    return false;
                }
            });
            var session = Map.of(
                    "Mcp-Session-Id",
                    welcome.getLast().headers().firstValue("Mcp-Session-Id").orElseThrow(),
                    "MCP-Protocol-Version",
                    "2025-06-18");
            assertEquals(
                    202,
                    post(http, mcp, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", session)
                            .statusCode());
            String echo = post(
                            http,
                            mcp,
                            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"echo\",\"arguments\":{\"message\":\"hi\"}}}",
                            session)
                    .body();
            String env = post(
                            http,
                            mcp,
                            "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\",\"params\":{\"name\":\"get-env\",\"arguments\":{}}}",
                            session)
                    .body();
            String slow = post(
                            http,
                            mcp,
                            "{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/call\",\"params\":{\"name\":\"trigger-long-running-operation\",\"arguments\":{\"duration\":1,\"steps\":3},\"_meta\":{\"progressToken\":\"p\"}}}",
                            session)
                    .body();

            assertTrue(echo.contains("Echo: hi"), echo);
            assertTrue(env.contains("[Tollgate] no_matching_policy"), env);
            assertTrue(
                    slow.indexOf("notifications/progress") >= 0
                            && slow.indexOf("notifications/progress") < slow.indexOf("\"result\""),
                    slow);
        } finally {
            proxy.servers().forEach(ProcessHandle::destroyForcibly);
            proxy.end();
            server.destroyForcibly();
        }
    }

    private static HttpResponse<String> post(HttpClient http, URI uri, String body, Map<String, String> headers)
            throws Exception {
        var request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private ProxyProcess filesystem(String... options) throws Exception {
        return proxy(tollgate(), "filesystem", List.of(options), servers.filesystem(files));
    }

    private ProxyProcess everything() throws Exception {
        return proxy(tollgate(), "everything", List.of(), servers.everything("stdio"));
    }

    private ProxyProcess proxy(
            Map<String, String> environment, String server, List<String> options, List<String> command)
            throws Exception {
        var words = new ArrayList<>(List.of("--server", server, "--agent", agent.id(), "--verbose"));
        words.addAll(options);
        words.add("--");
        words.addAll(command);
        return ProxyProcess.start(environment, words).initialized();
    }

    private Map<String, String> tollgate() throws Exception {
        var environment = new HashMap<String, String>();
        environment.put("TOLLGATE_URL", stage.url().toString());
        environment.put("TOLLGATE_ENFORCER_KEY", key());
        return environment;
    }

    private String key() throws Exception {
        return local.newKey(AccessKey.Role.ENFORCER, List.of(agent.id()), List.of("filesystem", "everything"));
    }

    private String path(String file) {
        return "{\"path\":\"" + files.resolve(file).normalize() + "\"}";
    }

    private static String names(JsonNode list, String member) {
        var names = new TreeSet<String>();
        list.at("/result/" + member).forEach(item -> names.add(item.path("name").asText()));
        return names.toString();
    }

    private List<Json.Obj> records(String kind) {
        return local.audit().records().values().stream()
                .filter(record -> record.text("kind").equals(Optional.of(kind)))
                .filter(record -> record.text("agent").equals(Optional.of(agent.id())))
                .toList();
    }
}
