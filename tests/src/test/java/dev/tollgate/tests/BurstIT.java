package dev.tollgate.tests;

import dev.tollgate.core.json.Json;
import dev.tollgate.tests.stage.AdministeredStage;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A limit of 10 a second with a burst of 20, asked for far more, through several instances. */
@OnStage
@Isolated
class BurstIT {
    private static final int BURST = 20;
    private static final int RATE_A_SECOND = 10;
    private static final int REQUESTS = 500;
    private static final int CONNECTIONS = 16;

    private final Stage stage;

    BurstIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void admitsWhatTheLimitAllowsAndRecordsEveryAnswer() throws Exception {
        LocalStage local = stage.local();
        allInstancesUp(local);
        NewAgent agent = local.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());

        long before = System.nanoTime();
        Load load = Load.spread(
                http, Question.call(agent.id(), "meter", "ping"), CONNECTIONS, REQUESTS, Duration.ofMillis(3_200));
        double seconds = (System.nanoTime() - before) / 1e9;

        List<Answer> answers = load.answers();
        long admitted = answers.stream().filter(Answer::decision).count();
        double most = BURST + RATE_A_SECOND * seconds;
        Map<String, Long> byWriter = answers.stream()
                .map(answer -> answer.decisionId().orElseThrow())
                .collect(Collectors.groupingBy(id -> id.substring(0, id.lastIndexOf('-')), Collectors.counting()));
        System.out.printf(
                "burst: %d requests, %d connections, %.2f s, %d instances %s: %d admitted, at most %.1f%n",
                REQUESTS,
                CONNECTIONS,
                seconds,
                local.function().processIds().size(),
                byWriter.values(),
                admitted,
                most);

        assertEquals(List.of(), load.failures());
        assertEquals(REQUESTS, answers.size());
        assertTrue(seconds >= 3, () -> "it took only " + seconds + " s");
        assertEquals(3, byWriter.size(), "the instances that answered");
        assertTrue(admitted <= most, () -> admitted + " were admitted, at most " + most);
        assertTrue(admitted >= 0.95 * most, () -> admitted + " were admitted, of " + most);
        assertEachHasItsRecord(answers, local.audit().records());
        assertEquals(List.of(), local.audit().findings());
    }

    @Test
    void saysExactlyWhenToTryAgain() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        String ping = Question.call(agent.id(), "meter", "ping");

        Answer refused = null;
        for (int i = 0; i < 200 && refused == null; i++) {
            Answer answer = http.evaluation(ping);
            refused = answer.decision() ? null : answer;
        }

        assertEquals("throttle", refused.effect());
        assertEquals("rate_limited", refused.reason());
        long wait = refused.json().at("/context/retry_after_ms").asLong();
        assertTrue(wait > 0 && wait <= 100, refused::toString);
        LockSupport.parkNanos(Duration.ofMillis(wait).toNanos());
        Answer again = http.evaluation(ping);
        assertTrue(again.decision(), again::toString);
    }

    @Test
    void deniesACostThatNoWaitingHelps() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());

        Answer tooLarge = http.evaluation(pages(agent, "101"));
        assertEquals("deny", tooLarge.effect(), tooLarge::toString);
        assertEquals("limit_cost_too_large", tooLarge.reason());
        // Nothing was taken: the whole burst is still there, once.
        assertTrue(http.evaluation(pages(agent, "100")).decision());
        assertEquals("throttle", http.evaluation(pages(agent, "1")).effect());
    }

    @Test
    void deniesACostThatIsNoWholeNumber() throws Exception {
        LocalStage local = stage.local();
        NewAgent agent = local.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        for (String cost : List.of("-1", "1.5", "1e1", "\"1\"", "null", "true", "9223372036854775808", "[1]")) {
            Answer answer = http.evaluation(pages(agent, cost));
            assertEquals("deny", answer.effect(), answer::toString);
            assertEquals("invalid_arguments", answer.reason(), answer::toString);
        }
        Answer absent = http.evaluation(Question.call(agent.id(), "meter", "copy"));
        assertEquals("deny", absent.effect(), absent::toString);
    }

    private static String pages(NewAgent agent, String pages) {
        return Question.call(agent.id(), "meter", "copy", "{\"arguments\":{\"pages\":" + pages + "}}");
    }

    static void assertEachHasItsRecord(List<Answer> answers, Map<String, Json.Obj> records) {
        for (Answer answer : answers) {
            String id = answer.decisionId().orElseThrow(() -> new AssertionError("no record is named: " + answer));
            Json.Obj record = records.get(id);
            assertTrue(record != null, () -> "there is no record " + id);
            assertEquals("decision", record.text("kind").orElse(""), id);
            assertEquals(answer.effect(), record.text("effect").orElse(""), id);
            assertEquals(answer.reason(), record.text("reason").orElse(""), id);
        }
    }

    /** The same where the store or a process may be in trouble: what could not be recorded is a no that says so. */
    static void assertEachHasItsRecordOrIsANo(List<Answer> answers, Map<String, Json.Obj> records) {
        for (Answer answer : answers) {
            if (answer.decisionId().isEmpty()) {
                assertEquals("deny", answer.effect(), answer::toString);
                assertTrue(answer.reason().endsWith("_unavailable"), answer::toString);
            }
        }
        assertEachHasItsRecord(
                answers.stream()
                        .filter(answer -> answer.decisionId().isPresent())
                        .toList(),
                records);
    }

    /** Processes are started on demand, which is not what is measured here. */
    private void allInstancesUp(LocalStage local) throws Exception {
        try (Load warmUp = Load.start(stage.agent(), Question.call(Stage.AGENT, "docs", "read"), CONNECTIONS)) {
            dev.tollgate.tests.stage.Await.until(
                    "answers of three instances",
                    Duration.ofSeconds(60),
                    () -> warmUp.answers().stream()
                                            .flatMap(answer -> answer.decisionId().stream())
                                            .map(id -> id.substring(0, id.lastIndexOf('-')))
                                            .distinct()
                                            .count()
                                    >= 3
                            && local.function().processIds().size() == 3);
        }
    }
}
