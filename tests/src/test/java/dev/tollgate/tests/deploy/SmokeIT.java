package dev.tollgate.tests.deploy;

import dev.tollgate.tests.deploy.Script.Ran;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Programs;
import dev.tollgate.tests.stage.Stage;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a pipeline asks a stage before it lets it be. */
@OnStage
class SmokeIT {
    private final Stage stage;

    SmokeIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void isContentWithAStageThatIsRight() throws Exception {
        Ran ran = smoke(Map.of("TOLLGATE_AGENT", Stage.AGENT, "TOLLGATE_AGENT_KEY", stage.agentKey()));
        assertEquals(0, ran.exitCode(), ran::err);
        assertEquals(6, ran.out().lines().filter(line -> line.startsWith("ok ")).count(), ran::out);
    }

    @Test
    void isNotWhenOneAnswerIsWrong() throws Exception {
        Ran ran = smoke(Map.of("TOLLGATE_AGENT", "nobody", "TOLLGATE_AGENT_KEY", "tg_none_none"));
        assertEquals(1, ran.exitCode());
        assertEquals(5, ran.out().lines().filter(line -> line.startsWith("ok ")).count(), ran::out);
        assertTrue(ran.err().contains("an unknown tool is denied, and it is recorded: expected 200"), ran::err);
        assertTrue(ran.err().contains("got 401"), ran::err);
    }

    private Ran smoke(Map<String, String> agent) throws Exception {
        Programs.assume("bash", "curl");
        var environment = new HashMap<>(agent);
        environment.put("TOLLGATE_URL", "");
        return Script.ofInfra("smoke", environment).run(stage.url().toString());
    }
}
