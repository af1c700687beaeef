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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Plans, with a limit of six prints an hour that all agents of an owner share. */
@OnStage
class PlanIT {
    private final Stage stage;

    PlanIT(Stage stage) {
        this.stage = stage;
    }

    /** The first transactions of new processes may need more than the time there is, and then are a no. */
    @BeforeEach
    void warmUp() throws Exception {
        String read = Question.call(Stage.AGENT, "docs", "read");
        Await.until("a plan of a warm process", Duration.ofSeconds(30), () -> {
            boolean isBooked = true;
            for (int i = 0; i < 6; i++) {
                isBooked &= preflight(stage.agent(), read).json().has("plan");
            }
            return isBooked;
        });
    }

    @Test
    void doesItsStepsWhileAnotherAgentDrainsWhatTheyShare() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent planner = local.newAgentOf("plan-owner-1", "reader");
        NewAgent other = local.newAgentOf("plan-owner-1", "reader");
        Http http = stage.anonymous().withKey(planner.key());
        List<String> calls = List.of(print(planner, 1), read(planner), print(planner, 2));

        Answer preflight = preflight(http, calls.toArray(String[]::new));
        String plan = booked(preflight);
        assertEquals(4, admitted(stage.anonymous().withKey(other.key()), print(other, 9), 6));
        for (int i = 0; i < calls.size(); i++) {
            Answer done = http.evaluation(asStep(calls.get(i), plan, i));
            assertEquals("allow", done.effect(), done::toString);
            assertEquals(
                    use(plan, i, "used"), record(local, done).object("plan").orElseThrow());
        }
        assertEquals("throttle", http.evaluation(print(planner, 3)).effect());

        Json.Obj step = record(local, preflight);
        assertEquals(Json.of(true), step.get("preflight").orElseThrow());
        assertEquals(plan, step.object("plan").orElseThrow().text("id").orElseThrow());
        assertEquals(List.of(), local.audit().findings());
    }

    @Test
    void aPlanThatWouldStopHalfWayIsRefusedAndTakesNothing() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgentOf("plan-owner-2", "reader");
        Http http = stage.anonymous().withKey(agent.key());

        String never = Question.call(agent.id(), "docs", "erase");
        Answer denied = preflight(http, print(agent, 1), print(agent, 2), never, print(agent, 3));
        assertEquals(List.of(true, true, false, true), decisions(denied));
        assertFalse(denied.json().has("plan"), denied::toString);

        Answer tooMany = preflight(http, Collections.nCopies(7, print(agent, 1)).toArray(String[]::new));
        assertEquals(Collections.nCopies(7, false), decisions(tooMany));
        assertFalse(tooMany.text().contains("retry_after_ms"), tooMany::toString);

        assertEquals(2, admitted(http, print(agent, 1), 2));
        Answer later = preflight(http, Collections.nCopies(5, print(agent, 1)).toArray(String[]::new));
        assertEquals(Collections.nCopies(5, false), decisions(later));
        long wait = later.json().at("/evaluations/0/context/retry_after_ms").asLong();
        assertTrue(wait > 500_000 && wait <= 600_000, later::toString);

        assertEquals(4, admitted(http, print(agent, 1), 6), "as many as before");
    }

    @Test
    void aReplayIsDecidedAfresh() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgentOf("plan-owner-3", "reader");
        Http http = stage.anonymous().withKey(agent.key());
        String plan =
                booked(preflight(http, Collections.nCopies(6, print(agent, 1)).toArray(String[]::new)));

        assertEquals("allow", http.evaluation(asStep(print(agent, 1), plan, 0)).effect());
        Answer replay = http.evaluation(asStep(print(agent, 1), plan, 0));
        assertEquals("throttle", replay.effect(), replay::toString);
        assertEquals(
                use(plan, 0, "not_used"), record(local, replay).object("plan").orElseThrow());
        Answer changed = http.evaluation(asStep(print(agent, 2), plan, 1));
        assertEquals("throttle", changed.effect(), changed::toString);
        assertEquals("allow", http.evaluation(asStep(print(agent, 1), plan, 1)).effect());
    }

    @Test
    void aStepIsPaidForOnceHoweverManyAskAtTheSameTime() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgentOf("plan-owner-4", "reader");
        Http http = stage.anonymous().withKey(agent.key());
        String plan =
                booked(preflight(http, Collections.nCopies(6, print(agent, 1)).toArray(String[]::new)));

        Callable<String> call =
                () -> http.evaluation(asStep(print(agent, 1), plan, 3)).effect();
        try (var threads = Executors.newFixedThreadPool(6)) {
            var effects = new ArrayList<String>();
            for (var result : threads.invokeAll(Collections.nCopies(12, call))) {
                effects.add(result.get());
            }
            assertEquals(1, Collections.frequency(effects, "allow"), effects::toString);
            assertEquals(11, Collections.frequency(effects, "throttle"), effects::toString);
        }
    }

    private static String print(NewAgent agent, int page) {
        return Question.call(agent.id(), "meter", "print", "{\"arguments\":{\"page\":" + page + "}}");
    }

    private static String read(NewAgent agent) {
        return Question.call(agent.id(), "docs", "read", "{\"arguments\":{}}");
    }

    private static String asStep(String call, String plan, int place) {
        return call.replace("\"context\":{", "\"context\":{\"plan\":{\"id\":\"" + plan + "\",\"step\":" + place + "},");
    }

    private static Json.Obj use(String plan, int place, String use) {
        return Json.object().put("id", plan).put("step", place).put("use", use).build();
    }

    private static Answer preflight(Http http, String... steps) throws Exception {
        return http.evaluations(
                "{\"evaluations\":[" + String.join(",", steps) + "],\"options\":{\"tollgate\":{\"plan\":true}}}");
    }

    private static String booked(Answer preflight) {
        JsonNode id = preflight.json().at("/plan/id");
        assertTrue(id.isTextual(), preflight::toString);
        return id.asText();
    }

    private static List<Boolean> decisions(Answer batch) {
        return batch.json()
                .get("evaluations")
                .valueStream()
                .map(item -> item.get("decision").booleanValue())
                .toList();
    }

    private static long admitted(Http http, String call, int tries) throws Exception {
        long admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += http.evaluation(call).decision() ? 1 : 0;
        }
        return admitted;
    }

    private static Json.Obj record(AdministeredStage local, Answer answer) {
        return local.audit().record(answer.decisionId().orElseThrow()).orElseThrow();
    }
}
