package dev.tollgate.tests;

import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.CutStage;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.StoreProxy.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** DynamoDB answers each call a second late, or only the table of the limits does. */
@TestInstance(Lifecycle.PER_CLASS)
@Isolated
class SlowStoreIT {
    /** The function answers within 1.5 s; the gateway, and a machine that has other work, come on top. */
    private static final Duration MOST = Duration.ofSeconds(2);

    private static final Set<String> STORE_REASONS = Set.of("store_unavailable", "audit_unavailable");

    private final String read = Question.call(Stage.AGENT, "docs", "read");
    private final String list = Question.call(Stage.AGENT, "docs", "list");
    private final String write = Question.call(Stage.AGENT, "docs", "write");
    private CutStage cut;
    private LocalStage stage;
    private Http agent;

    @BeforeAll
    void start() throws Exception {
        cut = CutStage.start("limits", "DecisionFunction");
        stage = cut.stage();
        agent = stage.agent();
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
        for (String question : List.of(read, list, write)) {
            Await.until(
                    "an allow before the test",
                    Duration.ofSeconds(20),
                    () -> agent.evaluation(question).decision());
        }
    }

    @AfterEach
    void recoversByItselfAndAllChainsVerify() throws Exception {
        cut.wireBecomes(Wire.WHOLE);
        Await.until(
                "an allow again",
                Duration.ofSeconds(10),
                () -> agent.evaluation(write).decision());
        assertEquals(List.of(), stage.audit().findings());
    }

    /** Also where limits would let a call go on: what cannot be recorded is a no. */
    @Test
    void deniesInTimeWhenEveryAnswerIsASecondLate() throws Exception {
        NewAgent unseen = stage.newAgent("reader");
        Http stranger = stage.anonymous().withKey(unseen.key());
        cut.wireBecomes(Wire.LATE);

        var seen = new ArrayList<String>();
        for (String question : List.of(read, list, write)) {
            seen.add(denied(agent.evaluation(question)));
        }
        Answer unknown = stranger.evaluation(Question.call(unseen.id(), "docs", "read"));
        seen.add(denied(unknown));
        assertEquals("store_unavailable", unknown.reason(), unknown::toString);
        System.out.println("DynamoDB a second late: " + seen);
    }

    @Test
    void deniesEachItemOfABatchInTime() throws Exception {
        cut.wireBecomes(Wire.LATE_STATE);
        Answer answer = agent.evaluations("{\"evaluations\":[" + String.join(",", write, write, read, list) + "]}");

        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.took().compareTo(MOST) < 0, answer::toString);
        List<Boolean> decisions = new ArrayList<>();
        answer.json()
                .get("evaluations")
                .forEach(item -> decisions.add(item.get("decision").booleanValue()));
        assertEquals(List.of(false, false, true, true), decisions, answer::toString);
    }

    /** The budget of reads and limits is spent; the record keeps its own time, and says why. */
    @Test
    void deniesWithARecordWhatCannotBeCounted() throws Exception {
        cut.wireBecomes(Wire.LATE_STATE);
        Answer answer = agent.evaluation(write);

        assertEquals("store_unavailable", answer.reason(), answer::toString);
        assertTrue(answer.took().compareTo(MOST) < 0, answer::toString);
        assertTrue(stage.audit().record(answer.decisionId().orElseThrow()).isPresent(), answer::toString);
        System.out.println("limits a second late, on_failure: deny: " + answer);
    }

    /** Two keys, one after the other: they share the budget. */
    @Test
    void goesOnUncountedWhereTheLimitsSaySoAndTheRecordCanBeWritten() throws Exception {
        cut.wireBecomes(Wire.LATE_STATE);
        Answer answer = agent.evaluation(list);

        assertTrue(answer.decision(), answer::toString);
        assertTrue(answer.took().compareTo(MOST) < 0, answer::toString);
        assertEquals("allow", answer.json().at("/context/on_failure").asText(), answer::toString);
        assertTrue(stage.audit().record(answer.decisionId().orElseThrow()).isPresent(), answer::toString);
        System.out.println("limits a second late, on_failure: allow: " + answer);
    }

    @Test
    void whatTakesNoLimitDoesNotWaitForThem() throws Exception {
        cut.wireBecomes(Wire.LATE_STATE);
        Answer answer = agent.evaluation(read);

        assertTrue(answer.decision(), answer::toString);
        assertTrue(answer.took().compareTo(Duration.ofSeconds(1)) < 0, answer::toString);
    }

    private static String denied(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        assertFalse(answer.decision(), answer::toString);
        assertTrue(STORE_REASONS.contains(answer.reason()), answer::toString);
        assertFalse(answer.json().at("/context/on_failure").isTextual(), "an answer came, and it is a no");
        assertTrue(answer.decisionId().isEmpty(), "a record that is not known to stand there is not named");
        assertTrue(answer.took().compareTo(MOST) < 0, answer::toString);
        return answer.reason() + " after " + answer.took().toMillis() + " ms";
    }
}
