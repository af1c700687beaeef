package dev.tollgate.tests;

import dev.tollgate.local.dynamodb.LocalClients;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.AuditTable;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.LocalStage.Identities;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The whole stack as its own process with its data in a directory: its disk is full, and {@code kill -9} of it while it
 * works. What was answered before the one is there after the other, too.
 */
@BesideOthers
@ResourceLock("its stack")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackCrashIT {
    private final String question = Question.call(Stage.AGENT, "docs", "read");
    private final List<Answer> answers = new ArrayList<>();
    private StackProcess stack;
    private Identities identities;

    @BeforeAll
    void start() throws Exception {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        stack = new StackProcess();
        stack.start();
        identities = Identities.seed(stack.dynamoDb(), stack.tables(), "e2e");
    }

    @AfterAll
    void end() {
        if (stack != null) {
            stack.close();
        }
    }

    @AfterEach
    void eachHasItsRecordAndAllChainsVerify() {
        try (var client = new LocalClients(stack.dynamoDb()).tables()) {
            var audit = new AuditTable(client, stack.tables().get("AuditTable"));
            var records = audit.records();
            System.out.printf(
                    "%d answered, %d records, %d chains%n",
                    answers.size(), records.size(), audit.chains().size());
            BurstIT.assertEachHasItsRecordOrIsANo(answers, records);
            assertEquals(List.of(), audit.findings());
        }
    }

    @Test
    @Order(1)
    void deniesWhileItsDiskIsFullSaysSoOnceAndGoesOnWhenThereIsRoom() throws Exception {
        Assumptions.assumeTrue(
                Stream.of("/usr/bin/prlimit", "/bin/prlimit").map(Path::of).anyMatch(Files::isExecutable),
                "needs prlimit, of util-linux");
        try (Load load = Load.start(agent(), question, 4)) {
            Await.until("50 allows", Duration.ofSeconds(60), () -> allowed(load) > 50);
            stack.isFull();
            Await.until("20 denials", Duration.ofSeconds(20), () -> denied(load) > 20);
            stack.hasRoom();
            long allowed = allowed(load);
            Await.until("50 allows more", Duration.ofSeconds(20), () -> allowed(load) > allowed + 50);
            load.end();
            assertEquals(List.of(), load.failures());
            answers.addAll(load.answers());
            System.out.println(
                    "disk full: " + denied(load) + " denied, " + allowed(load) + " allowed; " + stack.linesOfDisk());
        }
        assertEquals(1, stack.linesOfDisk().size(), "one line, whatever fails");
        assertTrue(stack.linesOfDisk().getFirst().contains("its disk is full"));
    }

    @Test
    @Order(2)
    void losesNothingThatWasAnswered() throws Exception {
        List<ProcessHandle> family;
        try (Load load = Load.start(agent(), question, 8)) {
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
        Http http = agent();
        Await.until("an allow after the restart", Duration.ofSeconds(30), () -> {
            answers.add(http.evaluation(question));
            return answers.getLast().decision();
        });
    }

    private Http agent() {
        return Http.to(stack.url()).withKey(identities.agentKey());
    }

    private static long allowed(Load load) {
        return load.answers().stream().filter(Answer::decision).count();
    }

    private static long denied(Load load) {
        return load.answers().size() - allowed(load);
    }
}
