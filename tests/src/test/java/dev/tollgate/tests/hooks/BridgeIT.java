package dev.tollgate.tests.hooks;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Docker's gateway before the packaged bridge, and the packaged functions behind it. */
@OnStage(bundle = "hooks")
class BridgeIT {
    private static final String BEFORE = "/hooks/docker/before?server=crm";
    private static final String AFTER = "/hooks/docker/after";

    private final LocalStage stage;
    private NewAgent agent;

    BridgeIT(Stage stage) {
        this.stage = stage.local();
    }

    @BeforeEach
    void anAgent() throws Exception {
        agent = stage.newAgent();
    }

    @Test
    void aCallIsDecidedAndItsAnswerRedactedForARuntimeThatSendsNoKey() throws Exception {
        try (HttpProgram bridge = bridge(Map.of("TOLLGATE_AGENT_KEY", agent.key()))) {
            assertEquals("", bridge.post(BEFORE, call("list")).body(), bridge::logged);
            String denied = bridge.post(BEFORE, call("erase")).body();
            String redacted = bridge.post(
                            AFTER, "{\"content\":[{\"type\":\"text\",\"text\":\"mail ada@example.com\"}]}")
                    .body();
            String clean = bridge.post(AFTER, "{\"content\":[{\"type\":\"text\",\"text\":\"All is well.\"}]}")
                    .body();

            assertTrue(denied.contains("Nothing is erased here. (denied_by_policy, decision "), denied);
            assertTrue(denied.endsWith("\"isError\":true}"), denied);
            assertTrue(
                    redacted.startsWith("{\"content\":[{\"type\":\"text\",\"text\":\"mail [EMAIL_ADDRESS"), redacted);
            assertEquals("", clean);
        }
        List<String> records = stage.audit().records().values().stream()
                .filter(record -> record.text("agent").equals(Optional.of(agent.id())))
                .flatMap(record -> record.text("kind").stream())
                .sorted()
                .toList();
        assertEquals(List.of("decision", "decision", "redaction", "redaction"), records);
    }

    @Test
    void anEnforcersKeyAsksForTheAgentThatTheBridgeWasStartedFor() throws Exception {
        String key = stage.newKey(AccessKey.Role.ENFORCER, List.of(agent.id()), List.of("crm"));
        try (HttpProgram bridge = bridge(Map.of("TOLLGATE_ENFORCER_KEY", key, "TOLLGATE_AGENT", agent.id()))) {
            assertEquals("", bridge.post(BEFORE, call("list")).body(), bridge::logged);
        }
    }

    @Test
    void aKeyThatIsNoneIsANoAndIsInNoLog() throws Exception {
        try (HttpProgram bridge = bridge(Map.of("TOLLGATE_AGENT_KEY", "tg_nobody_verysecretindeed"))) {
            String refused = bridge.post(BEFORE, call("list")).body();

            assertTrue(refused.endsWith("\"isError\":true}"), refused);
            assertFalse((refused + bridge.logged()).contains("verysecret"));
        }
    }

    private HttpProgram bridge(Map<String, String> key) throws Exception {
        var environment = new HashMap<>(key);
        environment.put("TOLLGATE_URL", stage.url().toString());
        return HttpProgram.start(environment, List.of("bridge", "--listen", "127.0.0.1:0", "--verbose"));
    }

    private static String call(String tool) {
        return "{\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":{}}}";
    }
}
