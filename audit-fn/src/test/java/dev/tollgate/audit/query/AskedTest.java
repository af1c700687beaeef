package dev.tollgate.audit.query;

import dev.tollgate.audit.query.Cursors.Position;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.record.Participants;
import dev.tollgate.core.record.Pseudonyms;
import dev.tollgate.core.record.RecordQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AskedTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00.123456Z");
    private static final Pseudonyms TENANT = new Pseudonyms(new byte[32]);
    private static final Cursors CURSORS = new Cursors(TENANT);
    private static final List<String> AGENTS = List.of("bot", "other");

    @Test
    void theLastHourIsMeantWhenNoTimeIsGiven() throws ProblemException {
        Asked asked = asked(Map.of("agent", "bot"));

        assertEquals(Instant.parse("2026-11-27T11:00:00.123456Z"), asked.from());
        assertEquals(NOW, asked.to());
        assertEquals(100, asked.limit());
        assertEquals(Optional.empty(), asked.before());
    }

    @Test
    void aDayIsItsFirstMomentInUtc() throws ProblemException {
        Asked asked = asked(Map.of("agent", "bot", "from", "2026-10-01", "to", "2026-10-02T08:00:00+02:00"));

        assertEquals(Instant.parse("2026-10-01T00:00:00Z"), asked.from());
        assertEquals(Instant.parse("2026-10-02T06:00:00Z"), asked.to());
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0, limit",
        "limit, 101, limit",
        "limit, many, limit",
        "from, yesterday, from",
        "from, +1000000000-01-01T00:00:00Z, from",
        "from, 2026-10-01, 31 days",
        "from, 2026-11-28, a moment before",
        "effect, maybe, effect",
        "kind, other, kind",
        "flagged, allow, flagged",
        "reason, '', reason",
        "agnet, bot, only from",
        "cursor, abc, cursor"
    })
    void whatIsWrongIsNamed(String name, String value, String named) {
        var problem = assertThrows(ProblemException.class, () -> asked(Map.of("agent", "bot", name, value)));

        assertEquals(400, problem.problem().status());
        assertTrue(problem.getMessage().contains(named), problem.getMessage());
    }

    @Test
    void theNextPageHasTheTimeOfTheFirst() throws ProblemException {
        Filters filters = Filters.read(Map.of("agent", "bot"));
        var position =
                new Position(NOW.minusSeconds(100), NOW.minusSeconds(50), "2026-11-27T11:59:00.000000Z#w#000000000001");
        String cursor = CURSORS.text(filters, position);

        Asked next = asked(Map.of("agent", "bot", "cursor", cursor));
        assertEquals(position.from(), next.from());
        assertEquals(position.to(), next.to());
        assertEquals(Optional.of(position.before()), next.before());
        assertThrows(
                ProblemException.class, () -> asked(Map.of("agent", "bot", "cursor", cursor, "from", "2026-11-27")));
    }

    @Test
    void anAgentIsSearchedByItselfAToolByItselfAndTheRestByWhatWasFlagged() throws Exception {
        assertEquals(
                Index.BY_AGENT,
                query(Map.of("agent", "bot", "tool", "query", "effect", "deny")).index());
        assertEquals(
                Index.BY_TOOL, query(Map.of("tool", "query", "effect", "deny")).index());
        assertEquals(List.of("deny"), query(Map.of("effect", "deny")).names());
        assertEquals(
                List.of("security"),
                query(Map.of("kind", "security", "server", "crm")).names());
        assertEquals(
                List.of("deny"),
                query(Map.of("kind", "decision", "effect", "deny")).names());
    }

    @Test
    void whatWouldSearchEverythingIsRefusedWithWhatToGive() {
        for (Map<String, String> all : List.of(
                Map.<String, String>of(),
                Map.of("effect", "allow"),
                Map.of("server", "crm"),
                Map.of("kind", "decision"),
                Map.of("reason", "r"))) {
            var problem = assertThrows(ProblemException.class, () -> query(all), all::toString);
            assertTrue(problem.getMessage().contains("Give at least one of: 'agent'"), problem.getMessage());
        }
    }

    @Test
    void aSessionIsFoundByItsPseudonymOrByItself() throws Exception {
        assertEquals(
                Set.of("s-1", TENANT.of("session", "s-1")),
                query(Map.of("agent", "bot", "session", "s-1")).members().get("session"));
    }

    private static Asked asked(Map<String, String> query) throws ProblemException {
        return Asked.read(query, NOW, CURSORS);
    }

    @Test
    void whatWasFoundIsSearchedByItsFlagWhateverElseIsGiven() throws Exception {
        RecordQuery found = query(Map.of("flagged", "found", "agent", "bot", "label", "sensitive"));

        assertEquals(List.of("found"), found.names());
        assertEquals(Map.of("agent", Set.of("bot"), "labels", Set.of("sensitive")), found.members());
        assertEquals(List.of("found"), query(Map.of("label", "sensitive")).names());
    }

    @Test
    void aSessionOrTraceAloneIsSearchedUnderItsAgents() throws Exception {
        for (String part : List.of("session", "trace")) {
            RecordQuery query = query(Map.of(part, "x"));

            assertEquals(Index.BY_AGENT, query.index());
            assertEquals(AGENTS, query.names());
            assertEquals(NOW.minusSeconds(30), query.to(), "later there is nothing of it");
            assertEquals(Set.of(part), query.members().keySet());
        }
        assertEquals(
                Index.BY_TOOL, query(Map.of("session", "x", "tool", "query")).index());
    }

    @Test
    void aSessionThatNobodyHasIsFoundToBeEmpty() throws Exception {
        assertEquals(
                Optional.empty(),
                Filters.read(Map.of("session", "x"))
                        .query(NOW.minusSeconds(60), NOW, TENANT, (part, names) -> Optional.of(found(List.of()))));
    }

    @Test
    void aSessionOfTooManyAgentsIsRefusedWithWhatToGive() throws Exception {
        List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "bot-" + i).toList();
        for (Optional<Participants.Found> agents :
                List.of(Optional.of(found(eleven)), Optional.<Participants.Found>empty())) {
            var problem = assertThrows(
                    ProblemException.class,
                    () -> Filters.read(Map.of("session", "x"))
                            .query(NOW.minusSeconds(60), NOW, TENANT, (part, names) -> agents));
            assertTrue(problem.getMessage().contains("Give 'agent' too"), problem.getMessage());
        }
    }

    private static Participants.Found found(List<String> agents) {
        return new Participants.Found(agents, NOW.minusSeconds(60), NOW.minusSeconds(30));
    }

    private static RecordQuery query(Map<String, String> query) throws ProblemException, StoreException {
        return Filters.read(query)
                .query(NOW.minusSeconds(60), NOW, TENANT, (part, names) -> Optional.of(found(AGENTS)))
                .orElseThrow();
    }
}
