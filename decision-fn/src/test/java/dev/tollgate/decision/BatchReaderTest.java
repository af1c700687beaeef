package dev.tollgate.decision;

import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.decision.BatchRequest.Item;
import dev.tollgate.decision.BatchRequest.Semantic;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BatchReaderTest {
    private static final String DEFAULTS = """
            "subject":{"type":"agent","id":"bot","properties":{"x":1}},"action":{"name":"tools/call"},
            "resource":{"type":"tool","id":"query","properties":{"server":"crm"}},
            "context":{"type":"batch","trace_id":"t"}""";

    private final BatchReader reader = new BatchReader(new EvaluationReader());

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"evaluations\":null", ",\"evaluations\":[]"})
    void withoutItemsItIsASingleEvaluation(String evaluations) throws ProblemException {
        assertEquals(Optional.empty(), reader.read(TestBed.json("{" + DEFAULTS + evaluations + "}")));
    }

    @Test
    void anEmptyItemIsTheDefaults() throws ProblemException {
        EvaluationRequest question = question("{}");

        assertEquals("bot", question.subjectId());
        assertEquals("tools/call", question.action());
        assertEquals("query", question.resourceId());
        assertEquals(Optional.of("t"), question.context().text("trace_id"));
    }

    @Test
    void aMemberOfAnItemReplacesTheDefaultWhole() throws ProblemException {
        EvaluationRequest question =
                question("{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"context\":{\"session_id\":\"s\"}}");

        assertEquals("user", question.subjectType());
        assertEquals(Json.Obj.EMPTY, question.subjectProperties());
        assertEquals(Json.object().put("session_id", "s").build(), question.context());
    }

    @Test
    void aSubjectOrResourceWithoutTypeTakesTheDefaultsType() throws ProblemException {
        EvaluationRequest question = question("{\"subject\":{\"id\":\"other\"},\"resource\":{\"id\":\"ping\"}}");

        assertEquals("agent", question.subjectType());
        assertEquals("other", question.subjectId());
        assertEquals(Json.Obj.EMPTY, question.subjectProperties());
        assertEquals("tool", question.resourceType());
        assertEquals(Json.Obj.EMPTY, question.resourceProperties());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 'evaluations[0]': expected an object.",
                "{\"subject\":7} | evaluations[0]: 'subject': expected an object {\"type\", \"id\"}.",
                "{\"subject\":null} | evaluations[0]: 'subject': expected an object {\"type\", \"id\"}; it is missing.",
                "{\"resource\":{\"type\":null,\"id\":\"x\"}} | evaluations[0]: 'resource.type': expected a string; it is missing.",
            },
            quoteCharacter = '`')
    void anItemThatCannotBeReadIsAnErrorOfItsOwn(String item, String message) throws ProblemException {
        List<Item> items =
                batch("{" + DEFAULTS + ",\"evaluations\":[" + item + ",{}]}").items();

        assertEquals(
                message,
                assertInstanceOf(Item.Unanswerable.class, items.get(0))
                        .problem()
                        .message());
        assertInstanceOf(Item.Question.class, items.get(1));
    }

    @Test
    void anItemWithoutDefaultsIsReadAlone() throws ProblemException {
        List<Item> items =
                batch("{\"evaluations\":[" + TestBed.toolCall() + ",{}]}").items();

        assertInstanceOf(Item.Question.class, items.get(0));
        assertInstanceOf(Item.Unanswerable.class, items.get(1));
    }

    @Test
    void reads100ItemsAndRefuses101() throws ProblemException {
        assertEquals(100, batch(items(100)).items().size());
        assertEquals("'evaluations': expected at most 100 items, not 101.", refusal(items(101)));
    }

    @ParameterizedTest
    @CsvSource({
        "execute_all, EXECUTE_ALL",
        "deny_on_first_deny, DENY_ON_FIRST_DENY",
        "permit_on_first_permit, PERMIT_ON_FIRST_PERMIT"
    })
    void knowsTheThreeSemantics(String word, Semantic semantic) throws ProblemException {
        assertEquals(
                semantic,
                batch(withOptions("{\"evaluations_semantic\":\"" + word + "\"}"))
                        .semantic());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"evaluations_semantic\":null}", "{\"other\":1}"})
    void evaluatesAllWhenNothingElseIsSaid(String options) throws ProblemException {
        assertEquals(Semantic.EXECUTE_ALL, batch(withOptions(options)).semantic());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 'options': expected an object.",
                "{\"evaluations_semantic\":\"EXECUTE_ALL\"} | 'options.evaluations_semantic': expected execute_all, deny_on_first_deny or permit_on_first_permit.",
                "{\"evaluations_semantic\":7} | 'options.evaluations_semantic': expected execute_all, deny_on_first_deny or permit_on_first_permit.",
                "{\"tollgate\":true} | 'options.tollgate': expected an object.",
                "{\"tollgate\":{\"plan\":\"yes\"}} | 'options.tollgate.plan': expected true or false.",
                "{\"tollgate\":{\"plan\":1}} | 'options.tollgate.plan': expected true or false.",
                "{\"tollgate\":{\"plan\":true},\"evaluations_semantic\":\"deny_on_first_deny\"} | 'options.evaluations_semantic': expected execute_all: a plan is taken whole or not at all.",
                "{\"tollgate\":{\"plan\":true},\"evaluations_semantic\":\"permit_on_first_permit\"} | 'options.evaluations_semantic': expected execute_all: a plan is taken whole or not at all.",
            },
            quoteCharacter = '`')
    void refusesOptionsItDoesNotKnow(String options, String message) {
        assertEquals(message, refusal(withOptions(options)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tollgate\":{\"plan\":true}}",
                "{\"tollgate\":{\"plan\":true,\"other\":1},\"evaluations_semantic\":\"execute_all\"}"
            })
    void readsAPlan(String options) throws ProblemException {
        assertEquals(
                1,
                assertInstanceOf(BatchRequest.Plan.class, batch(withOptions(options)))
                        .items()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"tollgate\":{}}", "{\"tollgate\":{\"plan\":false}}", "{\"tollgate\":{\"plan\":null}}"})
    void whatIsNotSaidToBeAPlanIsNone(String options) throws ProblemException {
        assertInstanceOf(BatchRequest.Batch.class, batch(withOptions(options)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"evaluations\":null", ",\"evaluations\":[]"})
    void aPlanWithoutStepsIsNotTakenForASingleEvaluation(String evaluations) {
        assertEquals(
                "'evaluations': expected the steps of the plan, 1 to 100.",
                refusal("{" + DEFAULTS + evaluations + ",\"options\":{\"tollgate\":{\"plan\":true}}}"));
    }

    @Test
    void aStepOfAPlanIsNoStepOfAnother() throws ProblemException {
        String plan = "{\"context\":{\"plan\":{\"id\":\"" + "a".repeat(26) + "\",\"step\":0}}}";
        List<Item> items = batch("{" + DEFAULTS + ",\"evaluations\":[{}," + plan
                        + "],\"options\":{\"tollgate\":{\"plan\":true}}}")
                .items();

        assertInstanceOf(Item.Question.class, items.get(0));
        assertEquals(
                "evaluations[1]: 'context.plan': expected nothing, since this is a step of a new plan.",
                assertInstanceOf(Item.Unanswerable.class, items.get(1))
                        .problem()
                        .message());
    }

    @Test
    void refusesEvaluationsThatAreNoArray() {
        assertEquals("'evaluations': expected an array.", refusal("{\"evaluations\":{}}"));
    }

    private static String withOptions(String options) {
        return "{" + DEFAULTS + ",\"evaluations\":[{}],\"options\":" + options + "}";
    }

    private static String items(int count) {
        return "{" + DEFAULTS + ",\"evaluations\":[" + String.join(",", Collections.nCopies(count, "{}")) + "]}";
    }

    private EvaluationRequest question(String item) throws ProblemException {
        Item only = batch("{" + DEFAULTS + ",\"evaluations\":[" + item + "]}")
                .items()
                .getFirst();
        return assertInstanceOf(Item.Question.class, only, only::toString).request();
    }

    private BatchRequest batch(String body) throws ProblemException {
        Optional<BatchRequest> batch = reader.read(TestBed.json(body));
        assertTrue(batch.isPresent());
        return batch.get();
    }

    private String refusal(String body) {
        var refused = assertThrows(ProblemException.class, () -> reader.read(TestBed.json(body)));
        assertEquals(400, refused.problem().status());
        return refused.problem().message();
    }
}
