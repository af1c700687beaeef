package dev.tollgate.core.record;

import dev.tollgate.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BeginningsTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private final Beginnings beginnings = new Beginnings();

    @Test
    void onlyTheFirstRecordOfASessionBeginsIt() {
        assertEquals(List.of("session", "trace"), begins(written("bot", "s", "t", NOON)));
        assertEquals(List.of(), begins(written("bot", "s", "t", NOON.plusSeconds(5))));
        assertEquals(List.of("trace"), begins(written("bot", "s", "u", NOON.plusSeconds(6))));
        assertEquals(List.of("session", "trace"), begins(written("other", "s", "t", NOON.plusSeconds(7))));
    }

    @Test
    void ofRecordsThatAreWrittenTogetherToo() {
        List<Draft> marked = beginnings.marked(List.of(draft("bot", "s", "t", NOON), draft("bot", "s", "u", NOON)));

        assertEquals(List.of("session", "trace"), begins(marked.getFirst()));
        assertEquals(List.of("trace"), begins(marked.getLast()));
    }

    @Test
    void whatWasNotWrittenBeganNothing() {
        beginnings.marked(List.of(draft("bot", "s", "t", NOON)));

        assertEquals(List.of("session", "trace"), begins(written("bot", "s", "t", NOON.plusSeconds(1))));
    }

    @Test
    void aRecordThatNamesNoAgentBeginsNothing() {
        Draft draft = new Draft(
                Draft.Kind.DECISION,
                NOON,
                NOON,
                Json.object().put("session", "s").build());

        assertEquals(List.of(draft), beginnings.marked(List.of(draft)));
    }

    /** Whatever the order, whatever is forgotten: the promise that a search relies on. */
    @Test
    void forEachRecordOneLessThanAnHourEarlierBeginsItsSession() {
        var random = new Random(20261128);
        Map<String, List<Instant>> begun = new HashMap<>();
        Instant now = NOON;
        for (int i = 0; i < 60_000; i++) {
            now = now.plusMillis(random.nextInt(-2_000, 4_000));
            String session = "s" + random.nextInt(random.nextBoolean() ? 5 : 12_000);
            if (begins(written("bot", session, "t", now)).contains("session")) {
                begun.computeIfAbsent(session, name -> new ArrayList<>()).add(now);
            }
            Instant at = now;
            assertTrue(
                    begun.getOrDefault(session, List.of()).stream()
                            .anyMatch(since -> !since.isAfter(at) && since.isAfter(at.minus(Duration.ofHours(1)))),
                    session);
        }
    }

    private Draft written(String agent, String session, String trace, Instant at) {
        List<Draft> marked = beginnings.marked(List.of(draft(agent, session, trace, at)));
        beginnings.written(marked);
        return marked.getFirst();
    }

    private static Draft draft(String agent, String session, String trace, Instant at) {
        return new Draft(
                Draft.Kind.DECISION,
                at,
                at,
                Json.object()
                        .put("agent", agent)
                        .put("session", session)
                        .put("trace", trace)
                        .build());
    }

    private static List<String> begins(Draft draft) {
        return draft.members().texts("begins");
    }
}
