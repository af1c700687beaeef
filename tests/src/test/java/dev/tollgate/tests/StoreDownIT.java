package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.CutStage;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.StoreProxy.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A function whose wire to DynamoDB is cut in several ways: a no within two seconds, and all well afterwards. */
@TestInstance(Lifecycle.PER_CLASS)
@Isolated
class StoreDownIT {
    private static final Duration MOST = Duration.ofSeconds(2);

    /** A process that is new runs its code for the first time; its answer still comes while the hook waits. */
    private static final Duration HOOKS_WAIT = Duration.ofSeconds(3);

    private static final Set<String> STORE_REASONS = Set.of("store_unavailable", "audit_unavailable");
    private static final Pattern COUNTED = Pattern.compile(
            "^  DecisionFailures:.*?^      FilterPattern: '([^']*)'", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LEVEL = Pattern.compile("\\$\\.level = \"(\\w+)\"");

    private final String read = Question.call(Stage.AGENT, "docs", "read");
    private Set<String> countedLevels;
    private CutStage cut;
    private LocalStage stage;
    private Http agent;

    @BeforeAll
    void start() throws Exception {
        cut = CutStage.start("e2e", "DecisionFunction", "AuditQueryFunction");
        stage = cut.stage();
        agent = stage.agent();
        countedLevels = countedLevels();
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
        Await.until(
                "an allow before the test",
                Duration.ofSeconds(20),
                () -> agent.evaluation(read).decision());
    }

    @AfterEach
    void allChainsVerify() {
        assertEquals(List.of(), stage.audit().findings());
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSES", "HANGS", "LOSES_ANSWERS", "THROTTLES", "EXPIRED"})
    void deniesInTimeAndRecoversByItself(Wire broken) throws Exception {
        List<Long> processes = stage.function().processIds();
        long failures = countedFailures();
        cut.wireBecomes(broken);

        var times = new ArrayList<Long>();
        var reasons = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            Answer answer = agent.evaluation(read);
            assertEquals(200, answer.status(), answer::toString);
            assertFalse(answer.decision(), answer::toString);
            assertEquals("deny", answer.effect(), answer::toString);
            assertTrue(STORE_REASONS.contains(answer.reason()), answer::toString);
            assertTrue(answer.decisionId().isEmpty(), "a record that is not known to stand there is not named");
            assertTrue(answer.took().compareTo(MOST) < 0, answer::toString);
            times.add(answer.took().toMillis());
            reasons.add(answer.reason());
        }
        Await.until(
                "a line that is counted, since there is no record",
                Duration.ofSeconds(5),
                () -> countedFailures() > failures);

        long before = System.nanoTime();
        cut.wireBecomes(Wire.WHOLE);
        Await.until(
                "an allow again",
                Duration.ofSeconds(10),
                () -> agent.evaluation(read).decision());
        System.out.printf(
                "store %s: %s after %s ms; allowed again after %d ms%n",
                broken, reasons, times, (System.nanoTime() - before) / 1_000_000);
        assertEquals(processes, stage.function().processIds(), "no process was restarted");
    }

    /** As the lines that {@code DecisionFailuresAlarm} counts have them. */
    private static Set<String> countedLevels() throws IOException {
        Matcher filter = COUNTED.matcher(Files.readString(Repository.root().resolve("template.yaml")));
        assertTrue(filter.find());
        return LEVEL.matcher(filter.group(1))
                .results()
                .map(level -> "\"level\":\"" + level.group(1) + "\"")
                .collect(Collectors.toSet());
    }

    private long countedFailures() throws IOException {
        return stage.log()
                .lines()
                .filter(line -> line.startsWith("[DecisionFunction ")
                        && countedLevels.stream().anyMatch(line::contains))
                .count();
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSES", "HANGS"})
    void saysThatTheStoreIsUnavailableToWhoIsNotRemembered(Wire broken) throws Exception {
        NewAgent unseen = stage.newAgent("reader");
        cut.wireBecomes(broken);
        Answer answer = stage.anonymous().withKey(unseen.key()).evaluation(Question.call(unseen.id(), "docs", "read"));
        assertEquals("store_unavailable", answer.reason(), answer::toString);
        assertTrue(answer.took().compareTo(MOST) < 0, answer::toString);
    }

    @Test
    void deniesInTimeFromAProcessThatIsNew() throws Exception {
        cut.wireBecomes(Wire.HANGS);
        for (long pid : stage.function().processIds()) {
            stage.killFunction(pid);
        }
        Await.until(
                "a new process that answers",
                Duration.ofSeconds(30),
                () -> stage.anonymous().get("/v1/health").status() == 503);
        Answer answer = agent.evaluation(read);
        assertEquals("store_unavailable", answer.reason(), answer::toString);
        assertTrue(answer.took().compareTo(HOOKS_WAIT) < 0, answer::toString);
        cut.wireBecomes(Wire.WHOLE);
        Await.until(
                "an allow", Duration.ofSeconds(10), () -> agent.evaluation(read).decision());
    }

    @Test
    void deniesEachItemOfABatch() throws Exception {
        String batch = "{\"evaluations\":[" + read + "," + read + ",{}]}";
        cut.wireBecomes(Wire.REFUSES);
        Answer answer = agent.evaluations(batch);
        assertEquals(200, answer.status(), answer::toString);
        assertEquals(3, answer.json().get("evaluations").size(), answer::toString);
        for (JsonNode item : answer.json().get("evaluations")) {
            assertFalse(item.get("decision").booleanValue(), answer::toString);
        }
        assertTrue(answer.took().compareTo(MOST) < 0, answer::toString);
    }

    /** A put that arrived and whose answer was lost is sent again with the same bytes; nothing is recorded twice. */
    @Test
    void recordsNothingTwiceWhenAnswersAreLost() throws Exception {
        long before = decisionsRecorded();
        cut.wireBecomes(Wire.LOSES_ANSWERS);
        Answer answer = agent.evaluation(read);
        assertFalse(answer.decision(), answer::toString);
        cut.wireBecomes(Wire.WHOLE);
        var calls = new AtomicInteger(1);
        Await.until("an allow", Duration.ofSeconds(10), () -> {
            calls.incrementAndGet();
            return agent.evaluation(read).decision();
        });
        assertTrue(decisionsRecorded() - before <= calls.get(), "of no call there are two records");
        assertEquals(List.of(), stage.audit().findings());
    }

    private long decisionsRecorded() {
        return stage.audit().records().values().stream()
                .filter(record -> record.text("kind").orElse("").equals("decision"))
                .count();
    }

    @Test
    void goesOnWithASlowStore() throws Exception {
        cut.wireBecomes(Wire.SLOW);
        Answer answer = agent.evaluation(read);
        assertTrue(answer.decision(), answer::toString);
        assertTrue(answer.took().compareTo(MOST) < 0, answer::toString);
        String id = answer.decisionId().orElseThrow();
        assertTrue(stage.audit().record(id).isPresent());
    }

    /** Under load, from the first moment without the store to the first moment with it. */
    @Test
    void answersNothingThatIsNotRecordedWhileTheStoreComesAndGoes() throws Exception {
        List<Answer> answers;
        try (Load load = Load.start(agent, read, 4)) {
            for (Wire broken : List.of(Wire.REFUSES, Wire.HANGS, Wire.LOSES_ANSWERS, Wire.THROTTLES)) {
                int allowed = allowed(load);
                Await.until("20 more allows", Duration.ofSeconds(20), () -> allowed(load) > allowed + 20);
                int denied = load.answers().size() - allowed(load);
                cut.wireBecomes(broken);
                Await.until(
                        "denials", Duration.ofSeconds(10), () -> load.answers().size() - allowed(load) > denied);
                cut.wireBecomes(Wire.WHOLE);
            }
            int allowed = allowed(load);
            Await.until("20 more allows", Duration.ofSeconds(20), () -> allowed(load) > allowed + 20);
            load.end();
            answers = load.answers();
        }
        BurstIT.assertEachHasItsRecordOrIsANo(answers, stage.audit().records());
    }

    /** A page of records is read with BatchGetItem. */
    @Test
    void givesAnAuditorTheWholePageWhenBatchesAreDoneByHalves() throws Exception {
        NewAgent asked = stage.newAgent("reader");
        List<String> written = decisions(asked, 7);
        Http auditor = stage.auditor();
        cut.wireBecomes(Wire.HALVES_BATCHES);

        Answer page = auditor.get("/v1/audit/records?agent=" + asked.id());
        assertEquals(200, page.status(), page::toString);
        assertEquals(written.reversed(), ids(page));
        System.out.println("batches by halves: 7 records after " + page.took().toMillis() + " ms");
    }

    /** A list that is shorter than it should be would look whole. */
    @Test
    void givesAnAuditorNoShorterPageWhenNothingOfABatchIsDone() throws Exception {
        NewAgent asked = stage.newAgent("reader");
        List<String> written = decisions(asked, 3);
        Http auditor = stage.auditor();
        cut.wireBecomes(Wire.LEAVES_BATCHES);

        Answer refused = auditor.get("/v1/audit/records?agent=" + asked.id());
        assertEquals(503, refused.status(), refused::toString);
        assertEquals("unavailable", refused.json().at("/error/code").asText(), refused::toString);
        assertTrue(refused.text().contains("Try again"), refused::toString);
        System.out.println("batches left: " + refused);

        cut.wireBecomes(Wire.WHOLE);
        Answer page = auditor.get("/v1/audit/records?agent=" + asked.id());
        assertEquals(written.reversed(), ids(page));
    }

    private List<String> decisions(NewAgent asked, int many) throws Exception {
        Http http = stage.anonymous().withKey(asked.key());
        var ids = new ArrayList<String>();
        for (int i = 0; i < many; i++) {
            Answer answer = http.evaluation(Question.call(asked.id(), "docs", "read"));
            ids.add(answer.decisionId().orElseThrow());
        }
        return ids;
    }

    private static List<String> ids(Answer page) {
        var ids = new ArrayList<String>();
        page.json().path("records").forEach(record -> ids.add(record.get("id").asText()));
        return ids;
    }

    private static int allowed(Load load) {
        return (int) load.answers().stream().filter(Answer::decision).count();
    }
}
