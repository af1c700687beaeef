package dev.tollgate.tests;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code kill -9} of function processes while they work. */
@OnStage
class FunctionCrashIT {
    private static final int KILLS = 4;

    private final Stage stage;

    FunctionCrashIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void answersNothingThatIsNotRecorded() throws Exception {
        LocalStage local = stage.local();
        List<Answer> answers;
        List<String> failures;
        try (Load load = Load.start(stage.agent(), Question.call(Stage.AGENT, "docs", "read"), 8)) {
            Await.until(
                    "the first 100 answers",
                    Duration.ofSeconds(60),
                    () -> load.answers().size() > 100);
            for (int kill = 0; kill < KILLS; kill++) {
                int before = load.answers().size();
                long victim = local.function().processIds().getFirst();
                local.killFunction(victim);
                Await.until(
                        "50 more answers",
                        Duration.ofSeconds(30),
                        () -> load.answers().size() > before + 50);
            }
            load.end();
            answers = load.answers();
            failures = load.failures();
        }

        System.out.printf(
                "kill -9 of %d processes: %d answered, %d failed: %s%n",
                KILLS, answers.size(), failures.size(), statuses(failures));
        // 500: what a killed process worked on. 503: what found no process in time, on a busy machine.
        assertTrue(failures.stream().allMatch(failure -> failure.startsWith("50")), failures::toString);
        assertTrue(
                failures.stream().filter(failure -> failure.startsWith("500")).count() <= 2 * KILLS,
                () -> "only what a killed process worked on, or was handed before its end was noticed, fails: "
                        + failures);
        BurstIT.assertEachHasItsRecordOrIsANo(answers, local.audit().records());
        assertEquals(List.of(), local.audit().findings());
        local.warmUp();
    }

    private static Map<String, Long> statuses(List<String> failures) {
        return failures.stream()
                .collect(Collectors.groupingBy(failure -> failure.substring(0, 3), Collectors.counting()));
    }
}
