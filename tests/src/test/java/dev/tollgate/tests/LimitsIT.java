package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.json.Json;
import dev.tollgate.tests.stage.AdministeredStage;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Calls that wait for their turn, and sums of an argument. */
@OnStage(bundle = "limits")
@Isolated
class LimitsIT {
    private final Stage stage;

    LimitsIT(Stage stage) {
        this.stage = stage;
    }

    /** A turn is kept for a second, and the first answers of new processes may take longer. */
    @BeforeEach
    void warmUp() throws Exception {
        String list = Question.call(Stage.AGENT, "docs", "list");
        Await.until("six allows of a warm process", Duration.ofSeconds(30), () -> {
            boolean isWarm = true;
            for (int i = 0; i < 6; i++) {
                isWarm &= stage.agent().evaluation(list).decision();
            }
            return isWarm;
        });
    }

    @Test
    void aCallThatComesTooSoonIsAdmittedOnceInItsTurn() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        String quote = Question.call(agent.id(), "bank", "quote");
        assertTrue(http.evaluation(quote).decision());
        assertTrue(http.evaluation(quote).decision());

        Answer delayed = http.evaluation(quote);
        assertEquals("throttle", delayed.effect(), delayed::toString);
        JsonNode reservation = delayed.json().at("/context/reservation");
        String id = reservation.get("id").asText();
        assertEquals(use(id, "held"), record(local, delayed));
        System.out.println("a delaying limit: " + delayed);

        Answer early = http.evaluation(with(id, quote));
        assertEquals("throttle", early.effect(), early::toString);
        assertEquals(reservation, early.json().at("/context/reservation"));

        awaits(Instant.parse(reservation.get("not_before").asText()));
        Answer admitted = http.evaluation(with(id, quote));
        assertEquals("allow", admitted.effect(), admitted::toString);
        assertEquals(use(id, "used"), record(local, admitted));

        Answer again = http.evaluation(with(id, quote));
        assertEquals("throttle", again.effect(), again::toString);
        assertFalse(id.equals(again.json().at("/context/reservation/id").asText()), again::toString);
    }

    @Test
    void anotherAgentAndAnotherCallCannotUseIt() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        NewAgent thief = local.newAgent("reader");
        String id = reservation(agent, Question.call(agent.id(), "bank", "quote"));
        String stolen = Question.call(thief.id(), "bank", "quote");
        Http http = stage.anonymous().withKey(thief.key());
        assertTrue(http.evaluation(stolen).decision());
        assertTrue(http.evaluation(stolen).decision());

        Answer refused = http.evaluation(with(id, stolen));
        assertEquals("throttle", refused.effect(), refused::toString);
        assertFalse(id.equals(refused.json().at("/context/reservation/id").asText()), refused::toString);
    }

    @Test
    void isUsedOnceHoweverManyAskAtTheSameTime() throws Exception {
        NewAgent agent = stage.administered().newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        String quote = Question.call(agent.id(), "bank", "quote");
        String id = reservation(agent, quote);
        awaits(Instant.now().plusSeconds(2));

        Callable<Answer> call = () -> http.evaluation(with(id, quote));
        int allowed = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var answer : threads.invokeAll(Collections.nCopies(4, call))) {
                allowed += answer.get().decision() ? 1 : 0;
            }
        }
        assertEquals(1, allowed);
    }

    @Test
    void aSumIsAdmittedAfterTheWaitThatItWasTold() throws Exception {
        NewAgent agent = stage.administered().newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        assertTrue(http.evaluation(transfer(agent, 3_000)).decision());

        Answer refused = http.evaluation(transfer(agent, 2_000));
        assertEquals("throttle", refused.effect(), refused::toString);
        long wait = refused.json().at("/context/retry_after_ms").asLong();
        assertTrue(wait > 0 && wait <= 2_000, refused::toString);
        LockSupport.parkNanos(Duration.ofMillis(wait).toNanos());
        Answer admitted = http.evaluation(transfer(agent, 2_000));
        assertTrue(admitted.decision(), admitted::toString);
        System.out.println("a sum: " + refused);
    }

    /** In many small pieces no more passes than in one. */
    @Test
    void slicesOfASumAddUp() throws Exception {
        NewAgent agent = stage.administered().newAgent("reader");
        Http http = stage.anonymous().withKey(agent.key());
        long before = System.nanoTime();
        long sum = 0;
        for (int i = 0; i < 20; i++) {
            sum += http.evaluation(transfer(agent, 600)).decision() ? 600 : 0;
        }
        double most = 3_000 + 1_000 * (System.nanoTime() - before) / 1e9;
        assertTrue(sum >= 3_000 && sum <= most, sum + " were transferred, at most " + most);

        Answer tooLarge = http.evaluation(transfer(agent, 3_001));
        assertEquals("limit_cost_too_large", tooLarge.reason(), tooLarge::toString);
    }

    /** Of an agent that has used up what it has. */
    private String reservation(NewAgent agent, String quote) throws Exception {
        Http http = stage.anonymous().withKey(agent.key());
        http.evaluation(quote);
        http.evaluation(quote);
        Answer delayed = http.evaluation(quote);
        assertTrue(delayed.json().at("/context/reservation").isObject(), delayed::toString);
        return delayed.json().at("/context/reservation/id").asText();
    }

    private static void awaits(Instant moment) throws Exception {
        Await.until("its turn", Duration.ofSeconds(10), () -> !Instant.now().isBefore(moment));
    }

    private static String transfer(NewAgent agent, int amount) {
        return Question.call(agent.id(), "bank", "transfer", "{\"arguments\":{\"amount\":" + amount + "}}");
    }

    private static String with(String reservation, String call) {
        return call.replace("\"context\":{", "\"context\":{\"reservation\":\"" + reservation + "\"");
    }

    private static Json.Obj record(AdministeredStage local, Answer answer) {
        return local.audit()
                .record(answer.decisionId().orElseThrow())
                .orElseThrow()
                .object("reservation")
                .orElseThrow();
    }

    private static Json.Obj use(String id, String use) {
        return Json.object().put("id", id).put("use", use).build();
    }
}
