package dev.tollgate.tests.permission;

import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Redaction;
import dev.tollgate.tests.stage.Stage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a user sees where a function's role lacks a permission: the usual refusal, and nothing of AWS in it. */
@OnStage
class AbsentPermissionIT {
    private final LocalStage stage;

    AbsentPermissionIT(Stage stage) {
        this.stage = stage.local();
    }

    @Test
    void aDecisionThatCannotBeRecordedIsDenied() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        String question = Question.call(agent.id(), "docs", "read");

        Set<String> refused = stage.without("DecisionFunction", "AppendAuditRecords", "dynamodb:PutItem", () -> {
            Answer answer = http.evaluation(question);
            assertEquals(200, answer.status(), answer::toString);
            assertFalse(answer.decision(), answer::toString);
            assertEquals("audit_unavailable", answer.reason());
            assertTellsNothingOfAws(answer);
        });

        assertRefused(
                refused, "DecisionFunction is not authorized to perform: dynamodb:PutItem on tollgate-AuditTable");
        assertTrue(http.evaluation(question).decision(), "again, as soon as the role has it again");
    }

    @Test
    void anAnswerWhoseDecisionCannotBeReadIsHeldBack() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        String decision = Redaction.allowed(http, agent.id(), "read");

        Set<String> refused = stage.without("RedactionFunction", "ReadDecisions", "dynamodb:GetItem", () -> {
            Answer answer = Redaction.send(http, Redaction.of(decision, "{\"text\":\"the answer itself\"}"));
            assertFalse(answer.text().contains("the answer itself"), answer::toString);
            assertTellsNothingOfAws(answer);
        });

        assertRefused(
                refused, "RedactionFunction is not authorized to perform: dynamodb:GetItem on tollgate-AuditTable");
    }

    @Test
    void anAuditorIsToldToComeAgain() throws Exception {
        Http auditor = stage.auditor();

        Set<String> refused = stage.without("AuditQueryFunction", "FindRecords", "dynamodb:Query", () -> {
            Answer answer = auditor.get("/v1/audit/records?agent=e2e-bot");
            assertEquals(503, answer.status(), answer::toString);
            assertTellsNothingOfAws(answer);
        });

        assertRefused(
                refused, "AuditQueryFunction is not authorized to perform: dynamodb:Query on tollgate-AuditTable");
    }

    private static void assertTellsNothingOfAws(Answer answer) {
        for (String word : List.of("arn:", "authorized", "dynamodb", "tollgate-", "Exception")) {
            assertFalse(answer.text().contains(word), answer::toString);
        }
    }

    private static void assertRefused(Set<String> refused, String begins) {
        assertFalse(refused.isEmpty());
        refused.forEach(line -> assertTrue(line.startsWith(begins), line));
    }
}
