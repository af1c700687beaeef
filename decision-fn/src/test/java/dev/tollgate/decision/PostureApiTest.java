package dev.tollgate.decision;

import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.policy.Bundles;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.PostureScope;
import dev.tollgate.core.policy.Server;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.ToolEntry;
import dev.tollgate.core.posture.StandingPosture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.policy.PostureScope.EVERYTHING;
import static dev.tollgate.decision.TestBed.AGENT;
import static dev.tollgate.decision.TestBed.NOON;
import static dev.tollgate.decision.TestBed.answer;
import static dev.tollgate.decision.TestBed.evaluation;
import static dev.tollgate.decision.TestBed.evaluations;
import static dev.tollgate.decision.TestBed.post;
import static dev.tollgate.decision.TestBed.toolCall;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an operator's posture changes of answers, searches, plans and records. */
class PostureApiTest {
    private static final String READ = toolCall("bot", "crm", "read");
    private static final String WRITE = toolCall("bot", "crm", "write");
    private static final String TOOLS =
            "{\"subject\":{\"type\":\"agent\",\"id\":\"bot\"},\"action\":{\"name\":\"tools/call\"},\"resource\":{\"type\":\"tool\"}}";

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @BeforeEach
    void twoToolsOfCrm() {
        var read = new ToolEntry(List.of("read"), List.of(), Optional.empty(), true);
        var write = new ToolEntry(List.of("write"), List.of(), Optional.empty(), false);
        var crm = new Server("crm", false, Map.of("read", read, "write", write), Optional.empty());
        var all = new Target(
                List.of(),
                List.of(new Glob("tools/call")),
                List.of(new Target.ToolMatch.Named(new Glob("crm"), Glob.ANY)),
                List.of());
        bed.publish(Bundles.of(
                Map.of("crm", crm), List.of(Bundles.policy("crm", all, List.of(Bundles.allow("all")), List.of()))));
    }

    @Test
    void readOnlyLetsReadingGoOnAndNothingElse() {
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());

        assertEquals("allowed", reason(ask(READ)));
        assertEquals("posture_read_only", reason(ask(WRITE)));
    }

    @Test
    void lockdownOfAServerStopsItsToolsUntilItIsOver() {
        set(new PostureScope.OfServer("crm"), Posture.LOCKDOWN, Optional.of(NOON.plusSeconds(60)));

        HttpResponse stopped = ask(READ);
        assertEquals("posture_lockdown", reason(stopped));
        assertTrue(stopped.body().contains("of the server 'crm' may be called until 2026-11-23T12:01:00Z."));
        bed.now = NOON.plusSeconds(60);
        assertEquals("allowed", reason(ask(READ)), "at once, whatever is remembered");
    }

    @Test
    void anAnswerInAnIncidentLetsNobodyGoOnWithoutOne() {
        assertTrue(ask(READ).body().contains("\"on_failure\":\"allow\""));
        set(new PostureScope.OfAgent("bot"), Posture.READ_ONLY, Optional.empty());

        HttpResponse allowed = ask(READ);
        assertEquals("allowed", reason(allowed));
        assertFalse(allowed.body().contains("on_failure"), allowed.body());
    }

    @Test
    void theRecordTellsThePostureUnlessItIsNormal() {
        ask(READ);
        assertFalse(record(0).members().containsKey("posture"));
        set(new PostureScope.OfAgent("bot"), Posture.READ_ONLY, Optional.empty());
        ask(READ);
        ask(WRITE);

        for (int i : new int[] {1, 2}) {
            assertEquals(Optional.of("read_only"), record(i).text("posture"));
            assertEquals(Optional.of("agent"), record(i).text("posture_scope"));
        }
    }

    @Test
    void searchesFindOnlyWhatMayGoOn() {
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());

        String found =
                answer(api, post("/access/v1/search/resource", AGENT, TOOLS)).body();
        assertTrue(found.contains("\"read\"") && !found.contains("\"write\""), found);
    }

    @Test
    void aPlanWithAStepThatMayNotGoOnIsNotBooked() {
        set(EVERYTHING, Posture.READ_ONLY, Optional.empty());

        String answered = answer(
                        api,
                        evaluations(
                                AGENT,
                                "{\"options\":{\"tollgate\":{\"plan\":true}},\"evaluations\":[%s,%s]}"
                                        .formatted(READ, WRITE)))
                .body();
        assertEquals("{\"evaluations\":[{\"decision\":true},{\"decision\":false}]}", answered);
    }

    @Test
    void aPostureThatCannotBeReadIsANo() {
        assertEquals("allowed", reason(ask(READ)));
        bed.postures.goDown();
        bed.nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertEquals("store_unavailable", reason(ask(READ)));
        assertEquals(
                503,
                answer(api, post("/access/v1/search/resource", AGENT, TOOLS)).status());
    }

    @Test
    void aBatchReadsThePosturesOnce() {
        answer(api, evaluations(AGENT, "{\"evaluations\":[%s,%s,%s]}".formatted(READ, WRITE, READ)));

        assertEquals(1, bed.postures.reads());
    }

    /** As the function sees it, after five seconds. */
    private void set(PostureScope scope, Posture posture, Optional<Instant> until) {
        bed.postures.set(scope, new StandingPosture(posture, NOON, until));
        bed.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    }

    private HttpResponse ask(String call) {
        return answer(api, evaluation(AGENT, call));
    }

    private Json.Obj record(int place) {
        return bed.records.records().get(place).content();
    }

    private static String reason(HttpResponse response) {
        return TestBed.json(response.body())
                .object("context")
                .flatMap(context -> context.object("reason"))
                .flatMap(reason -> reason.text("code"))
                .orElse("");
    }
}
