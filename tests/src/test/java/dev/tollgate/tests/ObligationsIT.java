package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Redaction;
import dev.tollgate.tests.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an allow asks of the hook, and what becomes of it where the hook cannot do it. */
@OnStage(bundle = "obligations")
class ObligationsIT {
    private static final String ALL = "[\"redact\",\"cap_response\",\"rewrite_arguments\"]";
    private static final String MAILS = """
            [{"to":"alice@example.com","card":"4111 1111 1111 1111"},{"to":"bob@example.com"},{"n":3},{"n":4},{"n":5}]""";

    private final Stage stage;

    ObligationsIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void aWarningIsForEveryHook() throws Exception {
        Answer answer = stage.agent().evaluation(Question.call(Stage.AGENT, "docs", "read"));

        assertTrue(answer.decision(), answer::toString);
        assertEquals(
                "[{\"id\":\"o1\",\"type\":\"warn\",\"properties\":{\"message\":\"This is a draft.\"}}]",
                obligations(answer).toString());
    }

    @Test
    void ofTwoRulesTheStrictestHoldsAndRedactionDoesIt() throws Exception {
        Answer answer = ask("mails", "{}", ALL);

        assertTrue(answer.decision(), answer::toString);
        assertEquals(
                "[{\"id\":\"o1\",\"type\":\"cap_response\",\"properties\":{\"bytes\":10000,\"rows\":3,\"depth\":8}},"
                        + "{\"id\":\"o2\",\"type\":\"redact\",\"properties\":{\"profile\":\"masked\"}},"
                        + "{\"id\":\"o3\",\"type\":\"redact\",\"properties\":{\"profile\":\"without-cards\"}}]",
                obligations(answer).toString());

        Answer redacted =
                Redaction.send(stage.agent(), Redaction.of(answer.decisionId().orElseThrow(), MAILS));
        JsonNode result = redacted.json().path("result");
        assertEquals(3, result.size(), redacted::toString);
        assertTrue(result.at("/0/to").asText().startsWith("*"), redacted::toString);
        assertEquals("[CREDIT_CARD]", result.at("/0/card").asText(), redacted::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mails | {} | ["redact","warn"] | cap_response
        mails | {} | ["cap_response"] | redact
        mails | {} | [] | cap_response
        list | {"limit":30} | ["redact","cap_response"] | rewrite_arguments
        """)
    void whatTheHookDoesNotListTurnsAllowIntoDeny(String tool, String arguments, String supported, String missing)
            throws Exception {
        Answer answer = ask(tool, arguments, supported);

        assertFalse(answer.decision(), answer::toString);
        assertEquals("obligation_unsupported", answer.reason());
        assertTrue(answer.text().contains("only with the obligation '" + missing + "'"), answer::toString);
        assertTrue(obligations(answer).isMissingNode(), answer::toString);
    }

    @Test
    void argumentsAreRewrittenOnlyWhereTheyAreAnotherAndTheRecordHasTheDigestOfWhatWasSent() throws Exception {
        Answer unchanged = ask("list", "{\"limit\":10}", "[]");
        Answer rewritten = ask("list", "{\"limit\":30}", ALL);

        assertTrue(unchanged.decision(), unchanged::toString);
        assertEquals(
                "{\"limit\":20}", obligations(rewritten).at("/0/properties/set").toString());
        Json.Obj record = stage.administered()
                .audit()
                .record(rewritten.decisionId().orElseThrow())
                .orElseThrow();
        assertEquals(List.of("rewrite_arguments"), record.texts("obligations"));
        assertFalse(JsonText.write(record).contains("limit"), () -> JsonText.write(record));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        list | {"limit":45} | schema_mismatch
        list | {"limit":30,"folder":"vault"} | denied_by_policy
        torn | {"limit":6} | policy_error
        restless | {"limit":6} | policy_error
        list | {"limit":"30"} | schema_mismatch
        """)
    void rewrittenArgumentsAreCheckedAndDecidedAnewAndConflictsDeny(String tool, String arguments, String reason)
            throws Exception {
        Answer answer = ask(tool, arguments, ALL);

        assertFalse(answer.decision(), answer::toString);
        assertEquals(reason, answer.reason(), answer::toString);
        assertTrue(obligations(answer).isMissingNode(), answer::toString);
    }

    @Test
    void rulesThatAgreeAreNoConflict() throws Exception {
        Answer answer = ask("torn", "{\"limit\":5}", ALL);

        assertEquals(
                "{\"limit\":1}", obligations(answer).at("/0/properties/set").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluation", "evaluations"})
    void aRedirectIsADenyThatNamesTheToolAlsoInABatch(String path) throws Exception {
        String question =
                Question.call(Stage.AGENT, "docs", "list", "{\"arguments\":{\"limit\":1,\"folder\":\"mails\"}}");
        JsonNode answer = path.equals("evaluation")
                ? stage.agent().evaluation(question).json()
                : stage.agent()
                        .evaluations("{\"evaluations\":[" + question + "," + question + "]}")
                        .json()
                        .at("/evaluations/1");

        assertFalse(answer.path("decision").booleanValue(), answer::toString);
        assertEquals(
                "{\"server\":\"docs\",\"tool\":\"mails\"}",
                answer.at("/context/redirect").toString());
    }

    private Answer ask(String tool, String arguments, String supported) throws Exception {
        String context = "{\"arguments\":" + arguments + ",\"supported_obligations\":" + supported + "}";
        return stage.agent().evaluation(Question.call(Stage.AGENT, "docs", tool, context));
    }

    private static JsonNode obligations(Answer answer) {
        return answer.json().at("/context/obligations");
    }
}
