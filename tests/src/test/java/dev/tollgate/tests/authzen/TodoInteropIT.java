package dev.tollgate.tests.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** OpenID AuthZEN's interop scenario "Todo 1.1", as its own runner compares it. */
@OnStage(bundle = "authzen-todo")
class TodoInteropIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stage stage;

    TodoInteropIT(Stage stage) {
        this.stage = stage;
    }

    @TestFactory
    @DisplayName("Todo interop: the 40 questions")
    Stream<DynamicTest> decidesEachQuestionAsExpected() throws IOException {
        List<JsonNode> cases = cases("evaluation");
        assertEquals(40, cases.size());
        return numbered(cases, each -> {
            Answer answer = stage.enforcer().evaluation(JSON.writeValueAsString(each.get("request")));
            assertEquals(200, answer.status(), answer::toString);
            assertEquals(each.get("expected").booleanValue(), answer.decision(), answer::toString);
        });
    }

    /** The runner compares {@code JSON.stringify} of both, so the order of members counts. */
    @TestFactory
    @DisplayName("Todo interop: the 3 batches, to the byte")
    Stream<DynamicTest> answersEachBatchToTheByte() throws IOException {
        List<JsonNode> cases = cases("evaluations");
        assertEquals(3, cases.size());
        return numbered(cases, each -> {
            Answer answer = stage.enforcer().evaluations(JSON.writeValueAsString(each.get("request")));
            assertEquals(200, answer.status(), answer::toString);
            assertEquals("{\"evaluations\":" + JSON.writeValueAsString(each.get("expected")) + "}", answer.text());
        });
    }

    private static List<JsonNode> cases(String kind) throws IOException {
        // The one copy; the command's tests ask the compiled bundle the same.
        JsonNode all = JSON.readTree(Repository.root()
                .resolve("infra/cli/src/test/resources/authzen-todo/decisions.json")
                .toFile());
        var cases = new ArrayList<JsonNode>();
        all.get(kind).forEach(cases::add);
        return cases;
    }

    private static Stream<DynamicTest> numbered(List<JsonNode> cases, Check check) {
        return Stream.iterate(0, i -> i < cases.size(), i -> i + 1)
                .map(i -> DynamicTest.dynamicTest(
                        (i + 1) + " " + cases.get(i).at("/request/action/name").asText(),
                        () -> check.of(cases.get(i))));
    }

    @FunctionalInterface
    private interface Check {
        void of(JsonNode each) throws Exception;
    }
}
