package dev.tollgate.core.record;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.IndexKeys.Index;
import dev.tollgate.core.record.IndexKeys.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a search promises over each index. */
public abstract class RecordSearchContract {
    protected static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final int WRITERS = 5;

    /** No other test has it, so that tests can share a table. */
    protected final String agent = "agent-" + NAMES.incrementAndGet();

    private final List<Writer> writers = new ArrayList<>();
    private Instant now = NOON;
    private int written;

    protected abstract RecordStore store();

    protected abstract RecordIndex index();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100})
    void givesAnAgentsRecordsNewestFirstOverPagesOfAnySize(int limit) throws StoreException {
        var expected = new ArrayList<String>();
        for (int hour = 0; hour < 40; hour++) {
            now = NOON.minus(Duration.ofHours(3L * hour));
            expected.add(write("allow"));
        }

        assertEquals(expected, all(ofAgent(NOON.minus(Duration.ofDays(5)), NOON.plusSeconds(1), Map.of()), limit));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void losesNoneOfThoseThatWereWrittenAtTheSameMoment(int limit) throws StoreException {
        var expected = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            expected.add(write("allow"));
        }

        List<String> found = all(ofAgent(NOON, NOON.plusSeconds(1), Map.of()), limit);
        assertEquals(
                expected.stream().sorted().toList(), found.stream().sorted().toList());
    }

    @Test
    void whatArrivesBetweenTwoPagesShiftsNothing() throws StoreException {
        now = NOON.minusSeconds(60);
        String oldest = write("allow");
        now = NOON.minusSeconds(30);
        String older = write("allow");
        RecordQuery query = ofAgent(NOON.minusSeconds(90), NOON, Map.of());
        RecordSearch.Found first = search().page(query, Optional.empty(), 1, soon());
        now = NOON.minusSeconds(10);
        write("allow");

        assertEquals(List.of(older), notes(first));
        assertEquals(List.of(oldest), notes(search().page(query, first.next(), 1, soon())));
    }

    @Test
    void takesTheFirstMomentAndLeavesTheLastOneOut() throws StoreException {
        now = NOON.minusSeconds(1);
        write("allow");
        now = NOON;
        String inside = write("allow");
        now = NOON.plusSeconds(1);
        write("allow");

        assertEquals(List.of(inside), all(ofAgent(NOON, NOON.plusSeconds(1), Map.of()), 100));
    }

    @Test
    void givesOnlyWhatHasTheMembers() throws StoreException {
        var denied = new ArrayList<String>();
        for (int i = 0; i < 30; i++) {
            now = NOON.minusSeconds(i);
            String note = write(i % 10 == 0 ? "deny" : "allow");
            if (i % 10 == 0) {
                denied.add(note);
            }
        }

        assertEquals(
                denied, all(ofAgent(NOON.minusSeconds(60), NOON.plusSeconds(1), Map.of("effect", Set.of("deny"))), 2));
        assertEquals(
                List.of(), all(ofAgent(NOON.minusSeconds(60), NOON.plusSeconds(1), Map.of("trace", Set.of("x"))), 2));
    }

    @Test
    void findsWhatWasDeniedWithoutItsAgentAndByItsTool() throws StoreException {
        write("allow");
        String denied = write("deny");
        Map<String, Set<String>> own = Map.of("agent", Set.of(agent));

        assertEquals(
                List.of(denied),
                all(new RecordQuery(Index.FLAGGED, List.of("deny"), NOON, NOON.plusSeconds(1), own), 100));
        assertEquals(
                2,
                all(new RecordQuery(Index.BY_TOOL, List.of("query"), NOON, NOON.plusSeconds(1), own), 100)
                        .size());
    }

    @Test
    void findsALabelAmongOthersInAList() throws StoreException {
        write("allow");
        String labelled = write("allow", Json.object().put("labels", Json.texts(List.of("sensitive", "untrusted"))));

        assertEquals(
                List.of(labelled), all(ofAgent(NOON, NOON.plusSeconds(1), Map.of("labels", Set.of("untrusted"))), 100));
    }

    @Test
    void tellsWhichAgentsASessionHasAlsoWhenItBeganBeforeTheTime() throws StoreException {
        String session = "session of " + agent;
        for (int minute = 0; minute < 150; minute += 10) {
            now = NOON.plus(Duration.ofMinutes(minute));
            write("allow", Json.object().put("session", session).put("trace", session));
        }
        var participants = new Participants(index());

        for (Part part : Part.values()) {
            for (int minute = 0; minute < 150; minute += 10) {
                Instant from = NOON.plus(Duration.ofMinutes(minute));
                Participants.Found found = participants
                        .of(part, List.of("other", session), from, from.plusSeconds(1), soon())
                        .orElseThrow();
                assertEquals(List.of(agent), found.agents());
                assertEquals(from, found.from());
                assertEquals(from.plusSeconds(1), found.to());
            }
            assertEquals(
                    List.of(),
                    participants
                            .of(part, List.of(session), NOON.minusSeconds(9), NOON, soon())
                            .orElseThrow()
                            .agents());
            Participants.Found whole = participants
                    .of(part, List.of(session), NOON.minus(Duration.ofDays(9)), NOON.plus(Duration.ofDays(9)), soon())
                    .orElseThrow();
            assertEquals(NOON, whole.from());
            assertTrue(
                    whole.to().isAfter(now) && whole.to().isBefore(now.plus(Duration.ofMinutes(61))), whole::toString);
        }
    }

    @Test
    void theRecordsAreWhole() throws StoreException {
        write("allow");
        SealedRecord found = search().page(ofAgent(NOON, NOON.plusSeconds(1), Map.of()), Optional.empty(), 1, soon())
                .records()
                .getFirst();

        assertTrue(found.isIntact());
    }

    @Test
    void aPageEndsWhenTheTimeIsOverAndTheNextOneGoesOnThere() throws StoreException {
        String note = write("allow");
        RecordQuery query = ofAgent(NOON, NOON.plusSeconds(1), Map.of());
        RecordSearch.Found none = search().page(query, Optional.empty(), 1, Deadline.in(Duration.ZERO));

        assertEquals(List.of(), none.records());
        assertEquals(List.of(note), notes(search().page(query, none.next(), 1, soon())));
    }

    protected List<String> all(RecordQuery query, int limit) throws StoreException {
        var notes = new ArrayList<String>();
        RecordSearch.Found found = search().page(query, Optional.empty(), limit, soon());
        notes.addAll(notes(found));
        while (found.next().isPresent()) {
            assertTrue(found.records().size() <= limit);
            found = search().page(query, found.next(), limit, soon());
            notes.addAll(notes(found));
        }
        return notes;
    }

    protected RecordQuery ofAgent(Instant from, Instant to, Map<String, Set<String>> members) {
        return new RecordQuery(Index.BY_AGENT, List.of(agent), from, to, members);
    }

    protected RecordSearch search() {
        return new RecordSearch(index(), Duration.ZERO);
    }

    /** @return what the record is told by */
    protected String write(String effect) throws StoreException {
        return write(effect, Json.object());
    }

    private String write(String effect, Json.Members more) throws StoreException {
        while (writers.size() < WRITERS) {
            String name = agent.replace("-", "") + "w" + writers.size();
            writers.add(new Writer(store(), () -> name, Json.Obj.EMPTY, () -> now));
        }
        String note = "note " + written++;
        Json.Obj members = more.put("agent", agent)
                .put("server", "crm")
                .put("tool", "query")
                .put("effect", effect)
                .put("note", note)
                .build();
        writers.get(written % WRITERS)
                .append(List.of(new Draft(Draft.Kind.DECISION, now, now.plus(Duration.ofDays(90)), members)), soon());
        return note;
    }

    private static List<String> notes(RecordSearch.Found found) {
        return found.records().stream()
                .map(record -> record.content().text("note").orElseThrow())
                .toList();
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
