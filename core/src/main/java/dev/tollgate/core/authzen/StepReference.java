package dev.tollgate.core.authzen;

import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.limit.Plan;

/**
 * The step of a plan that a call says it is.
 *
 * @param place the step's, from 0
 */
public record StepReference(String planId, int place) {
    private static final int ID_LENGTH = 26;

    /** What is no id of ours by its form is not asked for. */
    public static StepReference read(Json.Obj plan) throws ProblemException {
        String id = plan.text("id")
                .filter(StepReference::isId)
                .orElseThrow(() -> EvaluationReader.expected("context.plan.id", "the id of a plan, 26 letters"));
        long place = plan.integer("step")
                .filter(number -> number >= 0 && number < Plan.MOST_STEPS)
                .orElseThrow(() -> EvaluationReader.expected("context.plan.step", "a whole number, 0 to 99"));
        return new StepReference(id, (int) place);
    }

    /** Whether this has the form of the ids that plans and reservations get. */
    public static boolean isId(String text) {
        return text.length() == ID_LENGTH
                && text.chars().allMatch(sign -> sign >= 'a' && sign <= 'z' || sign >= '2' && sign <= '7');
    }
}
