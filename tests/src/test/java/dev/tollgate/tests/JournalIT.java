package dev.tollgate.tests;

import dev.tollgate.core.journal.HookJournal;
import dev.tollgate.core.journal.Journal;
import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.journal.JournalledCall;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.CutStage;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.StoreProxy.Wire;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Hooks report later what they let through while nobody answered. {@code docs/read} is the tool that goes on. */
@TestInstance(Lifecycle.PER_CLASS)
@Isolated
class JournalIT {
    private CutStage cut;
    private LocalStage stage;
    private TollgateProgram tollgate;
    private int hooks;

    @BeforeAll
    void start() throws Exception {
        cut = CutStage.start("e2e", "DecisionFunction");
        stage = cut.stage();
        tollgate = new TollgateProgram(stage);
        stage.warmUp();
    }

    @AfterAll
    void end() throws Exception {
        if (cut != null) {
            cut.close();
        }
    }

    @BeforeEach
    void answersBefore() throws Exception {
        cut.wireBecomes(Wire.WHOLE);
        stage.warmUp();
    }

    @AfterEach
    void allChainsVerify() {
        assertEquals(List.of(), stage.audit().findings());
    }

    @Test
    void whatAHookLetThroughWhileTheStoreWasDownIsReportedWhenItIsBack() throws Exception {
        Hook hook = registered();
        Answer allowed = stage.enforcer().evaluation(Question.call(Stage.AGENT, "docs", "read"));
        assertEquals("allow", allowed.json().at("/context/on_failure").asText(), allowed::toString);

        cut.wireBecomes(Wire.REFUSES);
        Answer down = stage.enforcer().evaluation(Question.call(Stage.AGENT, "docs", "read"));
        assertTrue(down.reason().endsWith("_unavailable"), down::toString);
        hook.letThrough("read");
        hook.letThrough("read");
        assertEquals(503, hook.send().status());

        cut.wireBecomes(Wire.WHOLE);
        Await.until(
                "the journal is received",
                Duration.ofSeconds(20),
                () -> hook.send().status() == 200);

        Answer received = hook.send();
        assertEquals(2, received.json().get("received_to").asLong(), received::toString);
        List<Json.Obj> records = records(hook, "journal");
        assertEquals(2, records.size());
        Json.Obj last =
                stage.audit().record(received.json().get("record_id").asText()).orElseThrow();
        assertEquals(Json.of(true), last.get("late").orElseThrow());
        assertEquals(Json.of(true), last.get("goes_on").orElseThrow());
        assertEquals(Optional.of(Stage.AGENT), last.text("agent"));
        assertEquals(Optional.of(2L), last.integer("hook_seq"));
        assertTrue(last.text("hook_at").orElseThrow().compareTo(last.text("at").orElseThrow()) < 0, last::toString);
    }

    @Test
    void answersThatWereLostAreGivenAgainAndNothingIsRecordedTwice() throws Exception {
        Hook hook = registered();
        for (int i = 0; i < Journal.MOST_ENTRIES; i++) {
            hook.letThrough(i % 2 == 0 ? "read" : "write");
        }
        cut.wireBecomes(Wire.LOSES_ANSWERS);
        assertEquals(503, hook.send().status());

        cut.wireBecomes(Wire.WHOLE);
        Await.until("an answer", Duration.ofSeconds(20), () -> hook.send().status() == 200);
        long before = System.nanoTime();
        Answer first = hook.send();
        System.out.printf(
                "journal of %d entries, again: %d ms%n",
                Journal.MOST_ENTRIES,
                Duration.ofNanos(System.nanoTime() - before).toMillis());
        stage.killFunctions();
        Answer again = hook.send();

        assertEquals(first.text(), again.text(), "also after every process is gone");
        assertEquals(Journal.MOST_ENTRIES, records(hook, "journal").size());
        assertEquals(Journal.MOST_ENTRIES / 2, records(hook, "security").size(), "what must not have gone on");
    }

    @Test
    void ofSendersAtTheSameTimeEachIsAnsweredTheSame() throws Exception {
        Hook hook = registered();
        hook.letThrough("read");
        hook.letThrough("read");
        Callable<String> send = () -> hook.send().text();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var answers = new java.util.TreeSet<String>();
            for (var answer : threads.invokeAll(Collections.nCopies(4, send))) {
                answers.add(answer.get());
            }
            assertEquals(1, answers.size(), answers::toString);
        }
        assertEquals(2, records(hook, "journal").size());
    }

    @Test
    void aRevokedHookIsRefusedAtOnceAndAForgedJournalIsNoticed() throws Exception {
        Hook hook = registered();
        hook.letThrough("read");
        Answer forged = stage.enforcer()
                .post("/v1/audit/journal", JsonText.write(hook.next()).replace("\"read\"", "\"erase\""));
        assertEquals(200, hook.send().status());
        hook.received(1);
        assertEquals(0, tollgate.run("hook", "revoke", hook.name()).exitCode());
        hook.letThrough("read");
        Answer revoked = hook.send();

        assertEquals(403, forged.status(), forged::toString);
        assertEquals(403, revoked.status(), revoked::toString);
        assertEquals(
                Optional.of("journal_forged"),
                records(hook, "security").getFirst().text("event"));
        assertEquals(1, records(hook, "journal").size());
    }

    @Test
    void theCommandReportsAFileOnce() throws Exception {
        Path work = Repository.scratch("journal");
        Path key = work.resolve("hook.pem");
        Path calls = work.resolve("calls.json");
        Files.deleteIfExists(key);
        Files.deleteIfExists(work.resolve("calls.json.signed"));
        Result made = tollgate.run("hook", "keygen", key.toString());
        assertEquals(0, made.exitCode(), made.err());
        Path publicKey = Files.writeString(work.resolve("hook.pub"), made.out());
        Result registered = tollgate.run(
                "hook",
                "register",
                "by-hand",
                "--public-key",
                publicKey.toString(),
                "--agents",
                "*",
                "--servers",
                "docs");
        assertEquals(0, registered.exitCode(), registered.err());
        Files.writeString(calls, """
                [{"at": "%s", "subject": {"type": "agent", "id": "e2e-bot"}, "action": {"name": "tools/call"},
                  "resource": {"type": "tool", "id": "read", "properties": {"server": "docs"}}, "why": "no_answer"}]
                """.formatted(Instant.now().minusSeconds(60)));
        String[] report = {"hook", "report", calls.toString(), "--hook", "by-hand", "--key", key.toString()};

        Result first = tollgate.run(report);
        Result again = tollgate.run(report);

        assertEquals(0, first.exitCode(), first.err());
        assertTrue(first.out().startsWith("Received up to entry 1; its record is "), first.out());
        assertEquals(first.out(), again.out());
        assertEquals(1, records("by-hand", "journal").size());
    }

    private Hook registered() throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String name = "hook-" + ++hooks;
        Path file = Repository.scratch("journal").resolve(name + ".pub");
        Files.writeString(
                file, Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
        Result result = tollgate.run(
                "hook", "register", name, "--public-key", file.toString(), "--agents", "*", "--servers", "docs");
        assertEquals(0, result.exitCode(), result.err());
        return new Hook(name, new HookJournal(name, key.getPrivate().getEncoded(), JournalHead.start(name)));
    }

    /** A hook, which keeps what was not yet received. */
    private final class Hook {
        private final String name;
        private final HookJournal journal;

        Hook(String name, HookJournal journal) {
            this.name = name;
            this.journal = journal;
        }

        String name() {
            return name;
        }

        void letThrough(String tool) {
            assertTrue(journal.add(JournalledCall.ofTool(Instant.now(), Stage.AGENT, "docs", tool)));
        }

        void received(long to) {
            journal.received(to);
        }

        Json.Obj next() {
            return journal.next().orElseThrow();
        }

        /** Sends all that waits; as if its answer were always lost, so the same is sent the next time. */
        Answer send() throws Exception {
            return stage.enforcer().post("/v1/audit/journal", JsonText.write(next()));
        }
    }

    private List<Json.Obj> records(Hook hook, String kind) {
        return records(hook.name(), kind);
    }

    private List<Json.Obj> records(String hook, String kind) {
        return stage.audit().records().values().stream()
                .filter(record -> record.text("kind").equals(Optional.of(kind)))
                .filter(record -> record.text("hook").equals(Optional.of(hook)))
                .toList();
    }
}
