package dev.tollgate.tests.stories;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** A plan whose last step would be denied because of its first. */
@OnStage(bundle = "stories")
class PreflightIT {
    private final Stage stage;

    PreflightIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aPlanThatWouldStopHalfWayIsToldSoBeforeItsFirstStep() throws Exception {
        Story assistant = Story.of(stage, "jane", "assistant");

        Answer answer = preflight(
                assistant,
                assistant.call("files/notes", "{}"),
                assistant.call("mail/inbox", "{}"),
                assistant.call("mail/send", "{}"));

        assertEquals(List.of(true, true, false), decisions(answer));
        assertFalse(answer.json().has("plan"), answer::toString);
        assistant.may("mail/send", "{}");
    }

    @Test
    void theSameStepsInAnotherOrderAreDone() throws Exception {
        Story assistant = Story.of(stage, "jane", "assistant");
        List<String> steps = List.of(
                assistant.call("files/notes", "{}"),
                assistant.call("mail/send", "{}"),
                assistant.call("mail/inbox", "{}"));

        Answer answer = preflight(assistant, steps.toArray(String[]::new));

        assertEquals(List.of(true, true, true), decisions(answer));
        assertEquals(true, answer.json().has("plan"), answer::toString);
        for (String step : steps) {
            Answer done = assistant.http().evaluation(step);
            assertEquals("allow", done.effect(), done::toString);
        }
    }

    private static Answer preflight(Story agent, String... steps) throws Exception {
        return agent.http()
                .evaluations("{\"options\":{\"tollgate\":{\"plan\":true}},\"evaluations\":[" + String.join(",", steps)
                        + "]}");
    }

    private static List<Boolean> decisions(Answer answer) {
        var decisions = new ArrayList<Boolean>();
        answer.json()
                .path("evaluations")
                .forEach(item -> decisions.add(item.path("decision").booleanValue()));
        return decisions;
    }
}
