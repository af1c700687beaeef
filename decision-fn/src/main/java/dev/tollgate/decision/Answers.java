package dev.tollgate.decision;

import dev.tollgate.core.http.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What the questions of one request are answered, in their order.
 *
 * @param recordId the id of the first record that was written for them; empty when there is none
 * @param bundle the digest of the bundle that decided; empty when none did
 */
record Answers(List<Answer> answers, Optional<String> recordId, String bundle) {
    Answers {
        answers = List.copyOf(answers);
    }

    sealed interface Answer {
        record Given(EvaluationRequest request, Decision decision) implements Answer {}

        record Failed(Problem problem) implements Answer {}
    }
}
