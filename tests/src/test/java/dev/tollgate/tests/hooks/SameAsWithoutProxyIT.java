package dev.tollgate.tests.hooks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.LocalStage.NewAgent;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Where policy allows everything, the real client of the TypeScript SDK sees no proxy. */
@OnStage(bundle = "proxy")
class SameAsWithoutProxyIT {
    /** How much of a call's progress comes before its answer is chance; which notices come, too. */
    private static final List<String> BY_CHANCE = List.of("long", "notes");

    private final Stage stage;

    SameAsWithoutProxyIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void everyFeatureOfServerEverythingWorksTheSame() throws Exception {
        LocalStage local = stage.local();
        NpmServers servers = NpmServers.installed();
        NewAgent agent = local.newAgent("tester");
        String key = local.newKey(AccessKey.Role.ENFORCER, List.of(agent.id()), List.of("open"));
        var behindProxy = new ArrayList<>(ProxyProcess.command());
        behindProxy.addAll(List.of("--server", "open", "--agent", agent.id(), "--"));
        behindProxy.addAll(servers.everything("stdio"));

        ObjectNode alone = driven(servers, servers.everything("stdio"), Map.of());
        ObjectNode proxied = driven(
                servers, behindProxy, Map.of("TOLLGATE_URL", stage.url().toString(), "TOLLGATE_ENFORCER_KEY", key));

        assertTrue(alone.size() > 20, alone::toString);
        assertEquals(alone.at("/long/1").toString(), proxied.at("/long/1").toString());
        alone.remove(BY_CHANCE);
        proxied.remove(BY_CHANCE);
        assertEquals(alone.toPrettyString(), proxied.toPrettyString());
    }

    private static ObjectNode driven(NpmServers servers, List<String> server, Map<String, String> environment)
            throws Exception {
        Path program = servers.folder().resolve("everything.mjs");
        Files.write(program, Files.readAllBytes(Repository.data("hooks").resolve("everything.mjs")));
        var command = new ArrayList<>(List.of("node", program.toString(), "stdio"));
        command.addAll(server);
        Path err = Repository.scratch("everything").resolve("err.txt");
        var builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process node = builder.start();
        String out = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(node.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, node.exitValue(), Files.readString(err));
        return (ObjectNode) new ObjectMapper().readTree(out);
    }
}
