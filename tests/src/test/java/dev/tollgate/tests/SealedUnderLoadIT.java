package dev.tollgate.tests;

import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Functions that are killed at random while they decide, and are sealed all the while: nothing of it is alarmed, by our
 * command and by a checker that shares no code with it.
 */
@BesideOthers
class SealedUnderLoadIT {
    private static final int ANSWERS = 500;
    private static final int CONNECTIONS = 8;

    @Test
    void nothingIsAlarmedWrongly() throws Exception {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        try (LocalStage stage = LocalStage.start("e2e", config -> config.withMaxInstances(3))) {
            stage.warmUp();
            int kills = decideWhileSealed(stage);
            stage.runSchedule();

            Result verified = new TollgateProgram(stage)
                    .run(
                            "audit",
                            "verify",
                            "--public-key",
                            stage.sealPublicKey().toString());
            System.out.printf("kill -9 of %d processes:%n%s", kills, verified.out());
            assertEquals(0, verified.exitCode(), verified::toString);
            assertTrue(verified.out().startsWith("Verified: "), verified::out);
            anotherCheckerAgrees(stage);
        }
    }

    private static int decideWhileSealed(LocalStage stage) throws Exception {
        var random = new Random(6);
        var ended = new AtomicBoolean();
        Thread sealer = Thread.ofVirtual().start(() -> sealUntil(ended, stage));
        int kills = 0;
        try (Load load = Load.start(stage.agent(), Question.call(Stage.AGENT, "docs", "read"), CONNECTIONS)) {
            for (int next = ANSWERS / 5; next <= ANSWERS; next += ANSWERS / 5) {
                int most = next;
                Await.until(
                        most + " answers",
                        Duration.ofMinutes(2),
                        () -> load.answers().size() >= most);
                List<Long> processes = stage.function().processIds();
                if (!processes.isEmpty() && next < ANSWERS) {
                    stage.killFunction(processes.get(random.nextInt(processes.size())));
                    kills++;
                }
            }
            load.end();
        } finally {
            ended.set(true);
            sealer.join();
        }
        return kills;
    }

    private static void sealUntil(AtomicBoolean ended, LocalStage stage) {
        while (!ended.get()) {
            try {
                stage.runSchedule();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void anotherCheckerAgrees(LocalStage stage) throws Exception {
        Path folder = Repository.scratch("export");
        Path records = folder.resolve("records.jsonl");
        var tollgate = new TollgateProgram(stage);
        Result saved = tollgate.run(
                "audit", "checkpoints", "--out", folder.resolve("checkpoints").toString());
        assertEquals(0, saved.exitCode(), saved::toString);
        Result exported = tollgate.run(
                "audit", "export", "--from", "2026-01-01", "--format", "jsonl", "--out", records.toString());
        assertEquals(0, exported.exitCode(), exported::toString);
        Result offline = tollgate.run(
                "audit",
                "verify",
                "--from",
                records.toString(),
                "--checkpoints",
                folder.resolve("checkpoints").toString(),
                "--public-key",
                stage.sealPublicKey().toString());
        assertEquals(0, offline.exitCode(), offline::toString);

        var command = new ArrayList<>(List.of(
                "python3",
                Repository.root().resolve("tests/verify/check.py").toString(),
                "--records",
                records.toString(),
                "--checkpoints",
                folder.resolve("checkpoints").toString(),
                "--public-key",
                stage.sealPublicKey().toString()));
        Process checker = started(command);
        String said = new String(checker.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(checker.waitFor(60, TimeUnit.SECONDS));
        System.out.print("check.py: " + said);
        assertEquals(0, checker.exitValue(), said);
    }

    private static Process started(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException noPython) {
            return Assumptions.abort("there is no python3");
        }
    }
}
