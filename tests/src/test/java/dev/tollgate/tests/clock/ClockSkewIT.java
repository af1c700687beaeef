package dev.tollgate.tests.clock;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Isolated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Two instances of the decision function at once, of which one has a clock that is five seconds ahead. */
@TestInstance(Lifecycle.PER_CLASS)
@Isolated
class ClockSkewIT {
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of the limit of {@code bank/transfer}: what comes back in a second, and what can be had at once. */
    private static final int EUROS_A_SECOND = 1_000;

    private static final int BURST = 3_000;

    private final ExecutorService connections = Executors.newFixedThreadPool(2);
    private LocalStage stage;
    private String ahead = "";
    private String right = "";

    @BeforeAll
    void startsTwo() throws Exception {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        String options = "-XX:TieredStopAtLevel=1 " + ClockAgent.optionOfFirst(SKEW);
        stage = LocalStage.quiet(
                "limits",
                config -> config.withMaxInstances(2)
                        .withEnvironment(Map.of("DecisionFunction", Map.of("JAVA_TOOL_OPTIONS", options))));
        stage.warmUp();
        Await.until("answers of two instances", PATIENCE, () -> {
            for (Answer answer : pair(this::read, this::read)) {
                if (isAhead(answer)) {
                    ahead = writer(answer);
                } else {
                    right = writer(answer);
                }
            }
            return !ahead.isEmpty() && !right.isEmpty();
        });
    }

    @AfterAll
    void end() {
        connections.shutdownNow();
        if (stage != null) {
            stage.close();
        }
    }

    /** Whoever is behind refuses until its own clock is where the count stands, and says so. */
    @Test
    void theInstanceThatIsAheadGivesOneBurstMoreAndTheOtherWaitsForIt() throws Exception {
        var calls = new ArrayList<Answer>();
        Await.until("a call of the right instance, of the one ahead, and of the right one", PATIENCE, () -> {
            NewAgent agent = stage.newAgent("reader");
            calls.clear();
            by(right, agent, 2_000).ifPresent(calls::add);
            by(ahead, agent, BURST).ifPresent(calls::add);
            by(right, agent, 1_000).ifPresent(calls::add);
            return calls.size() == 3;
        });

        assertEquals(
                List.of("allow", "allow", "throttle"),
                calls.stream().map(Answer::effect).toList(),
                calls::toString);
        long wait = calls.getLast().json().at("/context/retry_after_ms").asLong();
        assertTrue(wait > SKEW.toMillis() - 1_000 && wait <= SKEW.toMillis() + 1_000, calls::toString);
        System.out.println("a clock 5 s ahead: " + calls);
    }

    @Test
    void togetherTheyAdmitAtMostOneBurstMoreThanTheRate() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        var answers = new ArrayList<Answer>();
        long before = System.nanoTime();
        Await.until("a second of calls to both", PATIENCE, () -> {
            answers.addAll(pair(() -> transfer(agent, 500), () -> transfer(agent, 500)));
            return System.nanoTime() - before > 1_000_000_000L
                    && writers(answers).size() == 2;
        });
        double took = (System.nanoTime() - before) / 1e9;

        long sum = 500 * answers.stream().filter(Answer::decision).count();
        double most = 2 * BURST + EUROS_A_SECOND * took;
        assertTrue(sum >= BURST && sum <= most, sum + " were transferred, at most " + most);
        System.out.printf("clocks 5 s apart: %d euros in %.1f s, at most %.0f%n", sum, took, most);
    }

    /** There is no tolerance: an instance goes by its own clock. */
    @Test
    void aKeyExpiresEarlierByTheDifferenceWhereTheClockIsAhead() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        String read = Question.call(agent.id(), "docs", "read");
        var both = new ArrayList<Answer>();
        Await.until("an answer of the one and a refusal of the other", PATIENCE, () -> {
            Instant expires = Instant.now().plus(SKEW).minusSeconds(1);
            String key = stage.administration()
                    .createKey(
                            new KeyGrant(AccessKey.Role.ENFORCER, List.of("*"), List.of("docs"), Optional.of(expires)))
                    .text();
            Http http = stage.anonymous().withKey(key);
            both.clear();
            both.addAll(pair(() -> http.evaluation(read), () -> http.evaluation(read)));
            return both.stream().map(Answer::status).collect(Collectors.toSet()).equals(Set.of(200, 401));
        });
        both.removeIf(answer -> answer.status() == 401);
        assertEquals(right, writer(both.getFirst()));
    }

    @Test
    void eachRecordHasItsWritersTimeAndAllVerifyAndAreSealed() throws Exception {
        var seen = new HashMap<String, Boolean>();
        Await.until("answers of both", PATIENCE, () -> {
            for (Answer answer : pair(this::read, this::read)) {
                seen.put(writer(answer), isAhead(answer));
            }
            return seen.size() > 1;
        });
        assertEquals(Map.of(ahead, true, right, false), seen);

        stage.runSchedule();
        assertEquals(List.of(), stage.audit().findings());
        var verified = new TollgateProgram(stage)
                .run("audit", "verify", "--public-key", stage.sealPublicKey().toString());
        assertEquals(0, verified.exitCode(), verified::toString);
        assertEquals(
                List.of(),
                stage.audit().records().values().stream()
                        .filter(record -> record.text("kind").orElse("").equals("security"))
                        .map(record -> record.text("event").orElse(""))
                        .filter(event -> !event.equals("expired_key"))
                        .toList());
        System.out.println(verified.out());
    }

    private Answer read() throws Exception {
        return stage.agent().evaluation(Question.call(Stage.AGENT, "docs", "read"));
    }

    private Answer transfer(NewAgent agent, int euros) throws Exception {
        return stage.anonymous()
                .withKey(agent.key())
                .evaluation(
                        Question.call(agent.id(), "bank", "transfer", "{\"arguments\":{\"amount\":" + euros + "}}"));
    }

    /** Once it is the turn of one instance; nothing when the other has admitted the call before. */
    private Optional<Answer> by(String instance, NewAgent agent, int euros) throws Exception {
        for (int attempt = 0; attempt < 8; attempt++) {
            Answer answer = pair(() -> transfer(agent, euros), this::read).getFirst();
            if (writer(answer).equals(instance)) {
                return Optional.of(answer);
            }
            if (answer.decision()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Two at the same time are answered by two instances, by chance the one or the other first. */
    private List<Answer> pair(Callable<Answer> one, Callable<Answer> other) throws Exception {
        var both = new ArrayList<Answer>();
        for (var answer : connections.invokeAll(List.of(one, other))) {
            both.add(answer.get());
        }
        return both;
    }

    /** Whether its record says a time to come; the answer must be a new one. */
    private boolean isAhead(Answer answer) {
        Json.Obj record =
                stage.audit().record(answer.decisionId().orElseThrow()).orElseThrow();
        Duration off =
                Duration.between(Instant.now(), Instant.parse(record.text("at").orElseThrow()));
        assertTrue(off.compareTo(SKEW) <= 0, off::toString);
        return !off.isNegative();
    }

    private static Set<String> writers(List<Answer> answers) {
        return answers.stream()
                .map(ClockSkewIT::writer)
                .filter(writer -> !writer.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Empty for what had no record, as on a busy machine it may happen. */
    private static String writer(Answer answer) {
        return answer.decisionId()
                .map(id -> id.substring(0, id.lastIndexOf('-')))
                .orElse("");
    }
}
