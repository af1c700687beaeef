package dev.tollgate.tests;

import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Eight processes that write as fast as they can and are killed at random, sealed all the while: nothing is alarmed. More
 * records: {@code make clean-run N=50000}.
 */
@BesideOthers
class KilledWritersIT {
    private static final int RECORDS = Integer.getInteger("tollgate.records", 2_000);
    private static final int WRITERS = 8;
    private static final int KILLS = 8;

    private final AtomicLong written = new AtomicLong();
    private final List<Process> writers = new ArrayList<>();

    @Test
    void nothingIsAlarmedWrongly() throws Exception {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        try (LocalStage stage = LocalStage.start("e2e", config -> config.withMaxInstances(1))) {
            var ended = new AtomicBoolean();
            Thread sealer = Thread.ofVirtual().start(() -> sealUntil(ended, stage));
            try {
                writeAndKill(stage);
            } finally {
                writers.forEach(Process::destroyForcibly);
                ended.set(true);
                sealer.join();
            }
            verify(stage);
        }
    }

    private void writeAndKill(LocalStage stage) throws Exception {
        var random = new Random(6);
        for (int i = 0; i < WRITERS; i++) {
            writers.add(start(stage));
        }
        for (int kill = 1; kill <= KILLS + 1; kill++) {
            long next = (long) RECORDS * kill / (KILLS + 1);
            Await.until(next + " records", Duration.ofMinutes(20), () -> written.get() >= next);
            if (kill <= KILLS) {
                int victim = random.nextInt(WRITERS);
                writers.get(victim).destroyForcibly();
                writers.set(victim, start(stage));
            }
        }
    }

    private Process start(LocalStage stage) throws IOException {
        Process process = WriterProcess.start(stage.dynamoDb(), stage.tableName("AuditTable"));
        Thread.ofVirtual().start(() -> count(process));
        return process;
    }

    private void count(Process process) {
        try (BufferedReader lines = process.inputReader()) {
            while (lines.readLine() != null) {
                written.incrementAndGet();
            }
        } catch (IOException killed) {
            // What it has said is counted.
        }
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

    private void verify(LocalStage stage) throws Exception {
        stage.runSchedule();
        long start = System.nanoTime();
        Result verified = new TollgateProgram(stage)
                .patient(Duration.ofMinutes(10))
                .run("audit", "verify", "--public-key", stage.sealPublicKey().toString());
        long tookMs = (System.nanoTime() - start) / 1_000_000;
        System.out.printf(
                "%d writers, kill -9 of %d, %d records acknowledged; verified in %d ms:%n%s",
                WRITERS, KILLS, written.get(), tookMs, verified.out());

        assertEquals(0, verified.exitCode(), verified::toString);
        String[] words = verified.out().split(" ");
        assertEquals("Verified:", words[0]);
        assertTrue(Long.parseLong(words[1]) >= written.get(), "all that was acknowledged is there");
    }
}
