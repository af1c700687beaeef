package dev.tollgate.decision;

import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.authzen.EvaluationRequest;
import dev.tollgate.core.authzen.EvaluationRequest.Explain;
import dev.tollgate.core.authzen.StepReference;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EvaluationReaderTest {
    private static final String WHOLE = """
            {"subject":{"type":"agent","id":"bot","properties":{"x":1}},
             "action":{"name":"tools/call","properties":{"y":2}},
             "resource":{"type":"tool","id":"query","properties":{"server":"crm"}},
             "context":{"arguments":{"rows":3},"explain":"full"},"unknown":7}""";

    private static final String PLAN_ID = "abcdefghijklmnopqrstuvwxyz";

    private final EvaluationReader reader = new EvaluationReader();

    @Test
    void readsAWholeRequestAndLeavesUnknownMembersAlone() throws ProblemException {
        EvaluationRequest request = reader.read(TestBed.json(WHOLE));

        assertEquals("agent", request.subjectType());
        assertEquals("bot", request.subjectId());
        assertEquals(Json.object().put("x", 1).build(), request.subjectProperties());
        assertEquals("tools/call", request.action());
        assertEquals(Json.object().put("y", 2).build(), request.actionProperties());
        assertEquals("tool", request.resourceType());
        assertEquals("query", request.resourceId());
        assertEquals("crm", request.resourceProperties().text("server").orElseThrow());
        assertEquals(
                3,
                request.context()
                        .object("arguments")
                        .orElseThrow()
                        .integer("rows")
                        .orElseThrow());
        assertEquals(Explain.FULL, request.explain());
        assertTrue(request.isForTool());
    }

    @Test
    void readsTheLeastThereCanBe() throws ProblemException {
        EvaluationRequest request = reader.read(
                TestBed.json(
                        "{\"subject\":{\"type\":\"user\",\"id\":\"u\"},\"action\":{\"name\":\"a\"},\"resource\":{\"type\":\"t\",\"id\":\"r\",\"properties\":null},\"context\":null}"));

        assertEquals(Json.Obj.EMPTY, request.context());
        assertEquals(Json.Obj.EMPTY, request.resourceProperties());
        assertEquals(Explain.NO, request.explain());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"subject\":{ | \"other\":{ | 'subject': expected an object {\"type\", \"id\"}; it is missing.",
                "\"action\":{ | \"other\":{ | 'action': expected an object {\"name\"}; it is missing.",
                "\"resource\":{ | \"other\":{ | 'resource': expected an object {\"type\", \"id\"}; it is missing.",
                "{\"type\":\"agent\" | {\"was\":\"agent\" | 'subject.type': expected a string; it is missing.",
                "\"id\":\"bot\" | \"id\":null | 'subject.id': expected a string; it is missing.",
                "\"id\":\"bot\" | \"id\":7 | 'subject.id': expected a string.",
                "\"id\":\"bot\" | \"id\":\"\" | 'subject.id': expected a string of 1 to 1,024 characters.",
                "\"name\":\"tools/call\" | \"name\":[] | 'action.name': expected a string.",
                "{\"type\":\"tool\" | {\"type\":true | 'resource.type': expected a string.",
                "\"id\":\"query\" | \"id\":{} | 'resource.id': expected a string.",
                "{\"x\":1} | 1 | 'subject.properties': expected an object.",
                "{\"y\":2} | \"y\" | 'action.properties': expected an object.",
                "{\"server\":\"crm\"} | [] | 'resource.properties': expected an object.",
                "{\"rows\":3} | [3] | 'context.arguments': expected an object.",
                "\"full\" | \"everything\" | 'context.explain': expected \"reason\" or \"full\".",
                "\"full\" | true | 'context.explain': expected \"reason\" or \"full\".",
            },
            quoteCharacter = '`')
    void namesTheFieldThatIsWrongAndWhatWasExpected(String part, String replacement, String message) {
        assertTrue(WHOLE.contains(part), part);

        assertEquals(message, refusal(WHOLE.replace(part, replacement)));
    }

    @Test
    void readsTheStepThatACallIs() throws ProblemException {
        EvaluationRequest request = reader.read(TestBed.json(
                WHOLE.replace("\"rows\":3}", "\"rows\":3},\"plan\":{\"id\":\"" + PLAN_ID + "\",\"step\":99}")));

        assertEquals(Optional.of(new StepReference(PLAN_ID, 99)), request.plan());
        assertEquals(Optional.empty(), reader.read(TestBed.json(WHOLE)).plan());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 'context.plan': expected an object.",
                "{} | 'context.plan.id': expected the id of a plan, 26 letters.",
                "{\"id\":7,\"step\":0} | 'context.plan.id': expected the id of a plan, 26 letters.",
                "{\"id\":\"abcdefghijklmnopqrstuvwxy\",\"step\":0} | 'context.plan.id': expected the id of a plan, 26 letters.",
                "{\"id\":\"abcdefghijklmnopqrstuvwxyzz\",\"step\":0} | 'context.plan.id': expected the id of a plan, 26 letters.",
                "{\"id\":\"ABCDEFGHIJKLMNOPQRSTUVWXYZ\",\"step\":0} | 'context.plan.id': expected the id of a plan, 26 letters.",
                "{\"id\":\"abcdefghijklmnopqrstuvwxy1\",\"step\":0} | 'context.plan.id': expected the id of a plan, 26 letters.",
                "{\"id\":\"abcdefghijklmnopqrstuvwxyz\"} | 'context.plan.step': expected a whole number, 0 to 99.",
                "{\"id\":\"abcdefghijklmnopqrstuvwxyz\",\"step\":\"0\"} | 'context.plan.step': expected a whole number, 0 to 99.",
                "{\"id\":\"abcdefghijklmnopqrstuvwxyz\",\"step\":-1} | 'context.plan.step': expected a whole number, 0 to 99.",
                "{\"id\":\"abcdefghijklmnopqrstuvwxyz\",\"step\":100} | 'context.plan.step': expected a whole number, 0 to 99.",
                "{\"id\":\"abcdefghijklmnopqrstuvwxyz\",\"step\":1.0} | 'context.plan.step': expected a whole number, 0 to 99.",
            },
            quoteCharacter = '`')
    void namesWhatIsWrongWithAStep(String plan, String message) {
        assertEquals(message, refusal(WHOLE.replace("\"rows\":3}", "\"rows\":3},\"plan\":" + plan)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "action", "resource", "context"})
    void refusesAPartThatIsNoObject(String part) {
        String refusal = refusal(WHOLE.replace("\"" + part + "\":", "\"" + part + "\":\"text\",\"was" + part + "\":"));

        assertTrue(refusal.startsWith("'" + part + "': expected an object"), refusal);
    }

    @Test
    void reads1024CharactersAndRefusesMore() throws ProblemException {
        reader.read(TestBed.json(WHOLE.replace("bot", "b".repeat(1_024))));

        assertEquals(
                "'subject.id': expected a string of 1 to 1,024 characters.",
                refusal(WHOLE.replace("bot", "b".repeat(1_025))));
    }

    private String refusal(String request) {
        var refused = assertThrows(ProblemException.class, () -> reader.read(TestBed.json(request)));
        assertEquals(400, refused.problem().status());
        return refused.problem().message();
    }
}
