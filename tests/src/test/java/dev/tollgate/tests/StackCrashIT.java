package dev.tollgate.tests;

import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.AuditTable;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.LocalStage.Identities;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** {@code kill -9} of the whole stack, as its own process with its data in a directory, while it works. */
class StackCrashIT {

    @Test
    void losesNothingThatWasAnswered() throws Exception {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        String question = Question.call(Stage.AGENT, "docs", "read");
        var answers = new ArrayList<Answer>();
        try (var stack = new StackProcess()) {
            stack.start();
            Identities identities = Identities.seed(stack.dynamoDb(), stack.tables(), "e2e");
            List<ProcessHandle> family;
            try (Load load = Load.start(Http.to(stack.url()).withKey(identities.agentKey()), question, 8)) {
                Await.until(
                        "the first 200 answers",
                        Duration.ofSeconds(60),
                        () -> load.answers().size() > 200);
                family = stack.family();
                LocalStage.kill(stack.pid());
                Await.until(
                        "refused connections",
                        Duration.ofSeconds(10),
                        () -> !load.failures().isEmpty());
                load.end();
                answers.addAll(load.answers());
            }
            Await.until(
                    "the end of every process",
                    Duration.ofSeconds(10),
                    () -> family.stream().noneMatch(ProcessHandle::isAlive));
            stack.start();
            Http http = Http.to(stack.url()).withKey(identities.agentKey());
            Await.until("an allow after the restart", Duration.ofSeconds(30), () -> {
                answers.add(http.evaluation(question));
                return answers.getLast().decision();
            });

            try (var client = new dev.tollgate.local.dynamodb.LocalClients(stack.dynamoDb()).tables()) {
                var audit = new AuditTable(client, stack.tables().get("AuditTable"));
                var records = audit.records();
                System.out.printf(
                        "kill -9 of the stack: %d answered, %d records, %d chains%n",
                        answers.size(), records.size(), audit.chains().size());
                BurstIT.assertEachHasItsRecordOrIsANo(answers, records);
                assertEquals(List.of(), audit.findings());
            }
        }
    }
}
