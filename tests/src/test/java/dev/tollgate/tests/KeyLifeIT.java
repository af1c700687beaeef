package dev.tollgate.tests;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.tests.stage.AdministeredStage;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Rotation, revocation, expiry, suspension. A function may remember a key for 30 seconds; that these take effect is
 * shown on processes that remember nothing.
 */
@OnStage
class KeyLifeIT {
    private final Stage stage;

    KeyLifeIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void takesTwoKeysWhileOneIsReplaced() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");

        String second = local.administration().rotate(agent.id()).token().text();

        assertEquals(200, ask(agent.key(), agent).status());
        assertEquals(200, ask(second, agent).status());
    }

    @Test
    void revokesTheOldestOfThreeKeys() throws Exception {
        LocalStage local = stage.local();
        NewAgent agent = local.newAgent("reader");
        assertEquals(200, ask(agent.key(), agent).status());

        String second = local.administration().rotate(agent.id()).token().text();
        String third = local.administration().rotate(agent.id()).token().text();
        local.killFunctions();

        assertEquals(401, ask(agent.key(), agent).status());
        assertEquals(200, ask(second, agent).status());
        assertEquals(200, ask(third, agent).status());
    }

    @Test
    void refusesARevokedKey() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        local.administration().revokeKey(IdentityIT.keyIdOf(agent.key()));
        assertEquals(401, ask(agent.key(), agent).status());
    }

    @Test
    void refusesAnExpiredKey() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        KeyToken expired = local.administration()
                .createKey(new KeyGrant(
                        AccessKey.Role.ENFORCER,
                        List.of("*"),
                        List.of("*"),
                        Optional.of(Instant.now().minusSeconds(1))));
        assertEquals(401, ask(expired.text(), agent).status());
    }

    @Test
    void deniesASuspendedAgentUntilItIsResumed() throws Exception {
        LocalStage local = stage.local();
        NewAgent agent = local.newAgent("reader");
        assertTrue(ask(agent.key(), agent).decision());

        local.administration().suspend(agent.id());
        local.killFunctions();

        Answer suspended = ask(agent.key(), agent);
        assertEquals("deny", suspended.effect(), suspended::toString);
        assertEquals("agent_suspended", suspended.reason());
        assertEquals("agent_suspended", ask(stage.enforcerKey(), agent).reason(), "whoever asks");
        assertEquals(
                "agent_suspended",
                local.audit()
                        .record(suspended.decisionId().orElseThrow())
                        .orElseThrow()
                        .text("reason")
                        .orElse(""));

        local.administration().resume(agent.id());
        local.killFunctions();
        assertTrue(ask(agent.key(), agent).decision());
    }

    private Answer ask(String key, NewAgent agent) throws Exception {
        return stage.anonymous().withKey(key).evaluation(Question.call(agent.id(), "docs", "read"));
    }
}
