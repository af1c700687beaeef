package dev.tollgate.tests.stories;

import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import org.junit.jupiter.api.Test;

/** An agent changes sessions and traces, so that nobody knows what it has read. */
@OnStage(bundle = "stories")
class SessionHoppingIT {
    private final Stage stage;

    SessionHoppingIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aNewSessionOrTraceShedsNothing() throws Exception {
        Story assistant = Story.of(stage, "dora", "assistant");
        assistant.within("monday", "t-1").may("mail/inbox", "{}");

        assistant.within("tuesday", "t-1").mayNot("mail/send", "{}", "data_flow");
        assistant.within("tuesday", "t-2").mayNot("mail/send", "{}", "data_flow");
    }

    @Test
    void leavingThemOutShedsNothingEither() throws Exception {
        Story assistant = Story.of(stage, "dora", "assistant");
        assistant.within("monday", "t-1").may("mail/inbox", "{}");

        assistant.withinNothing().mayNot("mail/send", "{}", "data_flow");
    }

    @Test
    void honestWorkInManySessionsGoesOn() throws Exception {
        Story assistant = Story.of(stage, "dora", "assistant");
        assistant.within("monday", "t-1").may("mail/drafts", "{}");
        assistant.within("tuesday", "t-2").may("mail/send", "{}");
        assistant.within("wednesday", "t-3").may("files/notes", "{}");
        assistant.may("mail/send", "{}");
    }
}
