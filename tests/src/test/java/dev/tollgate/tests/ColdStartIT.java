package dev.tollgate.tests;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The first requests that a new process gets. */
@Isolated
class ColdStartIT {
    private static final int STARTS = 3;

    /** On a busy machine the first answer may come too late to be recorded, and is a no; not every time. */
    @Test
    void areDecidedLikeAnyOther() throws Exception {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        String question = Question.call(Stage.AGENT, "docs", "read");
        var answers = new ArrayList<Answer>();
        try (LocalStage stage = LocalStage.quiet("e2e", config -> config.withMaxInstances(1))) {
            for (int start = 0; start < STARTS; start++) {
                // Of the first, the stack has awaited the start of the process; of the others, the answer includes it.
                answers.add(stage.agent().evaluation(question));
                for (long pid : List.copyOf(stage.function().processIds())) {
                    stage.killFunction(pid);
                }
            }
            BurstIT.assertEachHasItsRecordOrIsANo(answers, stage.audit().records());
            assertEquals(List.of(), stage.audit().findings());
        }
        answers.forEach(answer -> System.out.printf(
                "first answer of a new process: %s (%s) after %d ms%n",
                answer.effect(), answer.reason(), answer.took().toMillis()));
        assertTrue(answers.stream().anyMatch(Answer::decision), answers::toString);
    }
}
