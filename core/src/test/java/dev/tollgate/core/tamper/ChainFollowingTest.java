package dev.tollgate.core.tamper;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ChainFollowingTest {
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    private InMemoryRecordStore table = new InMemoryRecordStore();
    private ChainFollowing following = new ChainFollowing(new InMemoryTamperStores(table));
    private final List<SealedRecord> chain = SealedRecords.chain("w1", 10);

    @Test
    void aWholeChainAlarmsNobody() throws StoreException {
        stands(chain);

        assertEquals(List.of(), claims(chain));
    }

    @Test
    void goesOnInTheMiddleOfAChainThatNobodyFollowed() throws StoreException {
        stands(chain);

        assertEquals(List.of(), claims(chain.subList(6, 10)));
    }

    @Test
    void aRecordThatIsSeenAgainAlarmsNobody() throws StoreException {
        stands(chain);
        var twice = new ArrayList<>(chain);
        twice.addAll(chain);

        assertEquals(List.of(), claims(twice));
    }

    @Test
    void aPlaceThatNobodySawAndThatIsEmptyIsAGap() throws StoreException {
        stands(chain.subList(0, 3));
        stands(chain.subList(5, 10));

        assertEquals(List.of("audit_gap#w1#3"), claims(without(3, 4)));
    }

    @Test
    void aGapSaysWhereItIs() throws StoreException {
        stands(chain.subList(5, 10));

        var step = following.follow(Optional.of(new ChainHead(2, chain.get(2).hash())), chain.get(5), SOON);

        assertEquals(2, step.missing());
        assertEquals(
                Json.object()
                        .put("to", 4)
                        .put("missing", 2)
                        .put("record", "w1-3")
                        .build(),
                step.alarms().getFirst().members());
        assertEquals(new ChainHead(5, chain.get(5).hash()), step.head());
    }

    @Test
    void aPlaceThatComesLateIsNoGap() throws StoreException {
        stands(chain);
        var outOfOrder = new ArrayList<>(chain);
        outOfOrder.add(7, outOfOrder.remove(3));

        assertEquals(List.of(), claims(outOfOrder));
    }

    @Test
    void aRecordThatWasAlteredBeforeItWasWrittenIsNoticed() throws StoreException {
        SealedRecord altered = altered(chain.get(4));
        var records = new ArrayList<>(chain);
        records.set(4, altered);

        assertEquals(List.of("audit_altered#w1#4"), claims(records));
    }

    @Test
    void aRecordOfAnotherChainIsNoticed() throws StoreException {
        SealedRecord foreign = SealedRecords.chain("w2", 10).get(4);
        var records = new ArrayList<>(chain);
        records.set(4, new SealedRecord("w1", 4, foreign.content(), foreign.hash()));

        assertEquals(List.of("audit_misplaced#w1#4", "audit_broken#w1#4", "audit_broken#w1#5"), claims(records));
    }

    @Test
    void aForgedBeginningIsNoticed() throws StoreException {
        assertEquals(
                List.of("audit_misplaced#w1#0", "audit_broken#w1#0"),
                claims(List.of(new SealedRecord(
                        "w1", 0, chain.get(5).content(), chain.get(5).hash()))));
    }

    @Test
    void whatStandsInThePlaceOfAHashIsNotRepeated() throws StoreException {
        var secret = new SealedRecord("w1", 1, chain.get(1).content(), "ada@example.com");

        Json.Obj members = following
                .follow(Optional.of(new ChainHead(0, chain.get(0).hash())), secret, SOON)
                .alarms()
                .getFirst()
                .members();

        assertEquals(Optional.of("none"), members.text("hash"));
    }

    /** Some are missing, the others come in an order of their own, and some twice. */
    @Property(tries = 300, seed = "611")
    void alarmsOfEachStretchThatIsMissingAndOfNothingElse(
            @ForAll @IntRange(min = 1, max = 9) int gap, @ForAll long order) throws StoreException {
        table = new InMemoryRecordStore();
        following = new ChainFollowing(new InMemoryTamperStores(table));
        var random = new Random(order);
        List<SealedRecord> left = without(gap, gap);
        var seen = new ArrayList<>(left);
        for (int i = 0; i < 4; i++) {
            seen.add(left.get(random.nextInt(left.size())));
        }
        java.util.Collections.shuffle(seen, random);
        stands(left);

        // The last place tells, so a chain without its last record looks whole.
        List<String> expected = gap == 9 ? List.of() : List.of("audit_gap#w1#" + gap);
        List<String> found = claims(seen).stream().distinct().toList();
        // A chain that is first seen behind the gap is followed from there on.
        assertEquals(expected.containsAll(found), true, found.toString());
        if (!seen.isEmpty() && seen.getFirst().seq() < gap) {
            assertEquals(expected, found);
        }
    }

    private List<SealedRecord> without(int from, int to) {
        return chain.stream()
                .filter(record -> record.seq() < from || record.seq() > to)
                .toList();
    }

    private void stands(List<SealedRecord> records) throws StoreException {
        for (SealedRecord record : records) {
            table.append(List.of(record), SOON);
        }
    }

    private List<String> claims(List<SealedRecord> records) throws StoreException {
        var heads = new HashMap<String, ChainHead>();
        var claims = new ArrayList<String>();
        for (SealedRecord record : records) {
            var step = following.follow(Optional.ofNullable(heads.get(record.writer())), record, SOON);
            heads.put(record.writer(), step.head());
            step.alarms().forEach(alarm -> claims.add(alarm.claim()));
        }
        return claims;
    }

    private static SealedRecord altered(SealedRecord record) {
        var members = Json.object();
        record.content().members().forEach(members::put);
        return new SealedRecord(
                record.writer(), record.seq(), members.put("tool", "crm/delete").build(), record.hash());
    }
}
