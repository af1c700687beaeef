package dev.tollgate.tests.hooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where policy allows everything, the real clients of the TypeScript and the Python SDK see no proxy. */
@OnStage(bundle = "proxy")
class SameAsWithoutProxyIT {
    /** How much of a call's progress comes before its answer is chance; which notices come, too. */
    private static final List<String> BY_CHANCE = List.of("long", "notes");

    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

    private final Stage stage;

    private NpmServers servers;
    private NewAgent agent;
    private Map<String, String> tollgate;

    SameAsWithoutProxyIT(Stage stage) {
        this.stage = stage;
    }

    @BeforeEach
    void prepare() throws Exception {
        LocalStage local = stage.local();
        servers = NpmServers.installed();
        agent = local.newAgent("tester");
        String key = local.newKey(AccessKey.Role.ENFORCER, List.of(agent.id()), List.of("open"));
        tollgate = Map.of("TOLLGATE_URL", stage.url().toString(), "TOLLGATE_ENFORCER_KEY", key);
    }

    @Test
    void everyFeatureOfServerEverythingWorksTheSame() throws Exception {
        List<String> server = servers.everything("stdio");
        List<String> program = List.of("node", program("everything.mjs").toString());

        List<ObjectNode> seen = atOnce(List.of(
                () -> run(with(program, "stdio", server), Map.of()),
                () -> run(with(program, "stdio", proxied(server)), tollgate),
                () -> overHttp(server, Map.of(), url -> run(with(program, "http", List.of(url)), Map.of()))));

        ObjectNode alone = seen.getFirst();
        assertTrue(alone.size() > 20, alone::toString);
        for (ObjectNode behindProxy : seen) {
            assertEquals(
                    alone.at("/long/1").toString(), behindProxy.at("/long/1").toString());
        }
        seen.forEach(each -> each.remove(BY_CHANCE));
        assertEquals(alone.toPrettyString(), seen.get(1).toPrettyString());
        assertEquals(alone.toPrettyString(), seen.get(2).toPrettyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "filesystem"})
    void everyToolOfTheServersThatEverybodyUsesAnswersTheSame(String name) throws Exception {
        List<String> program = List.of(
                "node",
                program("calls.mjs").toString(),
                Repository.data("mcp").resolve(name + ".json").toString());
        var folders = List.of(folder(name), folder(name), folder(name));

        List<ObjectNode> seen = atOnce(List.of(
                () -> run(with(program, "stdio", server(name, folders.get(0))), own(folders.get(0))),
                () -> run(
                        with(program, "stdio", proxied(server(name, folders.get(1)))),
                        and(tollgate, own(folders.get(1)))),
                () -> overHttp(
                        server(name, folders.get(2)),
                        own(folders.get(2)),
                        url -> run(with(program, "http", List.of(url)), own(folders.get(2))))));

        ObjectNode alone = seen.getFirst();
        assertTrue(alone.size() > 14, alone::toString);
        assertEquals(alone.toPrettyString(), seen.get(1).toPrettyString());
        assertEquals(alone.toPrettyString(), seen.get(2).toPrettyString());
    }

    @Test
    void thePythonClientSeesNoProxyEither() throws Exception {
        List<String> program = List.of(
                PythonSdk.installed().python().toString(), program("client.py").toString());
        List<String> server = servers.everything("stdio");

        List<ObjectNode> seen = atOnce(List.of(
                () -> run(with(program, server), Map.of()), () -> run(with(program, proxied(server)), tollgate)));

        assertTrue(seen.getFirst().at("/many").size() == 8, seen.getFirst()::toString);
        assertEquals(seen.getFirst().toPrettyString(), seen.getLast().toPrettyString());
    }

    private interface Client {
        ObjectNode drive(String url) throws Exception;
    }

    /** The server speaks stdio only; the proxy gives it its HTTP. */
    private ObjectNode overHttp(List<String> server, Map<String, String> environment, Client client) throws Exception {
        ProxyProcess proxy =
                ProxyProcess.start(and(tollgate, environment), words(List.of("--listen", "127.0.0.1:0"), server));
        try {
            var url = new ArrayList<String>();
            Await.until("the proxy listens", Duration.ofSeconds(30), () -> {
                Matcher listening = LISTENING.matcher(proxy.log());
                return listening.find() && url.add(listening.group(1));
            });
            return client.drive(url.getFirst());
        } finally {
            proxy.end();
            proxy.exitCode();
        }
    }

    private List<String> proxied(List<String> server) {
        return with(ProxyProcess.command(), words(List.of(), server));
    }

    private List<String> words(List<String> options, List<String> server) {
        var words = new ArrayList<>(List.of("--server", "open", "--agent", agent.id()));
        words.addAll(options);
        words.add("--");
        words.addAll(server);
        return words;
    }

    private List<String> server(String name, Path folder) {
        return name.equals("memory") ? servers.memory() : servers.filesystem(folder);
    }

    private static Map<String, String> own(Path folder) {
        return Map.of(
                "CALLS_DIR",
                folder.toString(),
                "MEMORY_FILE_PATH",
                folder.resolve("memory.jsonl").toString());
    }

    private static Path folder(String name) throws Exception {
        return Repository.scratch(name).toRealPath();
    }

    /** Where the SDK is found. */
    private Path program(String name) throws Exception {
        return Files.write(
                servers.folder().resolve(name),
                Files.readAllBytes(Repository.data("mcp").resolve(name)));
    }

    private static List<String> with(List<String> program, String kind, List<String> rest) {
        return with(with(program, List.of(kind)), rest);
    }

    private static List<String> with(List<String> program, List<String> rest) {
        var command = new ArrayList<>(program);
        command.addAll(rest);
        return command;
    }

    private static Map<String, String> and(Map<String, String> one, Map<String, String> other) {
        var both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    private static List<ObjectNode> atOnce(List<Callable<ObjectNode>> runs) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var seen = new ArrayList<ObjectNode>();
            for (Future<ObjectNode> run : threads.invokeAll(runs)) {
                seen.add(run.get());
            }
            return seen;
        }
    }

    private static ObjectNode run(List<String> command, Map<String, String> environment) throws Exception {
        Path err = Repository.scratch("same").resolve("err.txt");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process client = builder.start();
        try {
            String out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(client.waitFor(120, TimeUnit.SECONDS));
            assertEquals(0, client.exitValue(), Files.readString(err));
            return (ObjectNode) new ObjectMapper().readTree(out);
        } finally {
            client.destroyForcibly();
        }
    }
}
