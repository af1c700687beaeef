package dev.tollgate.tests;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.CutStage;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Redaction;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.StoreProxy.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The redaction function's wire to DynamoDB is cut in several ways: the answer is held back, in time. */
@TestInstance(Lifecycle.PER_CLASS)
@Isolated
class RedactStoreDownIT {
    private static final Duration MOST = Duration.ofSeconds(2);
    private static final Set<String> REASONS = Set.of("store_unavailable", "audit_unavailable");
    private static final String RESULT = "\"write to alice@example.com\"";

    private CutStage cut;
    private LocalStage stage;

    @BeforeAll
    void start() throws Exception {
        cut = CutStage.start("redaction", "RedactionFunction");
        stage = cut.stage();
        stage.warmUp();
    }

    @AfterAll
    void end() throws Exception {
        if (cut != null) {
            cut.close();
        }
    }

    @BeforeEach
    void answersBefore() throws Exception {
        cut.wireBecomes(Wire.WHOLE);
        Await.until("an answer before the test", Duration.ofSeconds(20), () -> isRedacted(redact(allowed())));
    }

    @AfterEach
    void allChainsVerify() {
        assertEquals(List.of(), stage.audit().findings());
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSES", "HANGS", "LOSES_ANSWERS", "THROTTLES", "EXPIRED"})
    void holdsAnswersBackInTimeAndGivesThemToWhoAsksAgain(Wire broken) throws Exception {
        List<Long> processes = stage.redactionFunction().processIds();
        String decision = allowed();
        cut.wireBecomes(broken);
        Answer held = redact(decision);

        assertEquals(200, held.status(), held::toString);
        assertEquals("blocked", held.json().path("action").asText(), held::toString);
        assertTrue(REASONS.contains(held.json().path("reason").asText()), held::toString);
        assertFalse(held.text().contains("alice"), held::toString);
        assertTrue(held.header("Tollgate-Record-Id").isEmpty(), held::toString);
        assertTrue(held.took().compareTo(MOST) < 0, held::toString);

        cut.wireBecomes(Wire.WHOLE);
        Await.until("the answer", Duration.ofSeconds(10), () -> isRedacted(redact(decision)));
        assertEquals(processes, stage.redactionFunction().processIds(), "no process was restarted");
        System.out.printf(
                "store %s: %s after %d ms%n",
                broken, held.json().path("reason"), held.took().toMillis());
    }

    private String allowed() throws Exception {
        return Redaction.allowed(stage.agent(), Stage.AGENT, "read");
    }

    private Answer redact(String decision) throws Exception {
        return Redaction.send(stage.agent(), Redaction.of(decision, RESULT));
    }

    private static boolean isRedacted(Answer answer) {
        return answer.status() == 200 && answer.json().path("action").asText().equals("redacted");
    }
}
