package dev.tollgate.tests.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.json.Json;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.StoreProxy;
import dev.tollgate.tests.stage.StoreProxy.Wire;
import dev.tollgate.tests.stage.TollgateProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** While Tollgate is away, only what may go on does, and is reported when it is back. */
@BesideOthers
@OnStage(bundle = "proxy")
class ProxyJournalIT {
    private final Stage stage;

    @TempDir
    private Path directory;

    ProxyJournalIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void whatGoesOnWhileTollgateIsAwayIsRecordedWhenItIsBack() throws Exception {
        LocalStage local = stage.local();
        NpmServers servers = NpmServers.installed();
        NewAgent agent = local.newAgent("reader");
        register(local);
        directory = directory.toRealPath();
        Path journal = directory.resolve("journal");
        try (var wire = new StoreProxy()) {
            wire.leadsTo(stage.url());
            var words = new ArrayList<>(
                    List.of("--server", "filesystem", "--agent", agent.id(), "--journal", journal.toString(), "--"));
            words.addAll(servers.filesystem(directory));
            Map<String, String> environment = Map.of(
                    "TOLLGATE_URL", wire.url().toString(),
                    "TOLLGATE_ENFORCER_KEY",
                            local.newKey(AccessKey.Role.ENFORCER, List.of(agent.id()), List.of("filesystem")),
                    "TOLLGATE_HOOK", "proxy-1",
                    "TOLLGATE_HOOK_KEY", directory.resolve("hook.pem").toString());
            try (ProxyProcess proxy = ProxyProcess.start(environment, words).initialized()) {
                assertTrue(proxy.call("list_allowed_directories", "{}").has("result"));
                Await.until("the journal's head", Duration.ofSeconds(20), () -> Files.exists(journal));

                wire.becomes(Wire.REFUSES);
                JsonNode goesOn = proxy.call("list_allowed_directories", "{}");
                JsonNode doesNot = proxy.call("read_text_file", "{\"path\":\"" + directory.resolve("hook.pem") + "\"}");
                wire.becomes(Wire.WHOLE);

                assertTrue(goesOn.toString().contains(directory.toString()), goesOn::toString);
                assertTrue(doesNot.toString().contains("no_decision"), doesNot::toString);
                Await.until(
                        "the report",
                        Duration.ofSeconds(40),
                        () -> journalled(local, agent).size() == 1);
            }
        }
        Json.Obj record = journalled(local, agent).getFirst();
        assertEquals(Json.of(true), record.get("goes_on").orElseThrow());
        assertEquals(Optional.of("list_allowed_directories"), record.text("tool"));
        assertTrue(local.audit().findings().isEmpty());
    }

    private void register(LocalStage local) throws Exception {
        var tollgate = new TollgateProgram(local);
        Path key = directory.resolve("hook.pem");
        String publicKey = tollgate.run("hook", "keygen", key.toString()).out();
        Path file = Files.writeString(Repository.scratch("proxy-hook").resolve("hook.pub"), publicKey);
        var registered = tollgate.run(
                "hook",
                "register",
                "proxy-1",
                "--public-key",
                file.toString(),
                "--agents",
                "*",
                "--servers",
                "filesystem");
        assertEquals(0, registered.exitCode(), registered.err());
    }

    private static List<Json.Obj> journalled(LocalStage local, NewAgent agent) {
        return local.audit().records().values().stream()
                .filter(record -> record.text("kind").equals(Optional.of("journal")))
                .filter(record -> record.text("agent").equals(Optional.of(agent.id())))
                .toList();
    }
}
