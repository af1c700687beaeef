package dev.tollgate.decision;

import dev.tollgate.core.authzen.Decision;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.http.Problem;
import dev.tollgate.decision.BatchRequest.Semantic;
import java.util.List;
import java.util.Optional;

/**
 * What the questions of one request are answered, in their order.
 *
 * @param recordId the id of the first record that was written for them; empty when there is none
 * @param bundle the digest of the bundle that decided; empty when none did
 * @param plan present when they are its steps, and all that they take was taken
 */
record Answers(List<Answer> answers, Optional<String> recordId, String bundle, Optional<BookedPlan> plan) {
    Answers {
        answers = List.copyOf(answers);
    }

    /** Without the answers after the one that ends the batch. */
    Answers endedBy(Semantic semantic) {
        for (int i = 0; i < answers.size(); i++) {
            if (semantic.endsAt(answers.get(i).allows())) {
                return new Answers(answers.subList(0, i + 1), recordId, bundle, plan);
            }
        }
        return this;
    }

    sealed interface Answer {
        default boolean allows() {
            return this instanceof Given given && given.decision().allows();
        }

        record Given(EvaluationRequest request, Decision decision) implements Answer {}

        record Failed(Problem problem) implements Answer {}
    }
}
