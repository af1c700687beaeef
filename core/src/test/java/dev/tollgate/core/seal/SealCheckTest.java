package dev.tollgate.core.seal;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import dev.tollgate.core.seal.SealFinding.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SealCheckTest {

    @Property(seed = "6", edgeCases = EdgeCasesMode.NONE, tries = 60)
    void findsNothingInAnHonestHistory(@ForAll long seed) {
        History history = History.random(new Random(seed));
        SealVerdict verdict = history.check();

        assertEquals(List.of(), verdict.findings());
        long records = history.chains.values().stream().mapToLong(List::size).sum();
        long sealed = history.sealed.values().stream().mapToLong(i -> i).sum();
        assertEquals(records, verdict.counts().records());
        assertEquals(sealed, verdict.counts().covered());
        assertEquals(records - sealed, verdict.counts().notCovered());
        assertEquals(0, verdict.counts().expired() + verdict.counts().unproven());
    }

    /** Each kind in each history, so that none depends on luck. */
    @Property(seed = "62", edgeCases = EdgeCasesMode.NONE, tries = 40)
    void findsEverySingleTamperingAndNamesIt(@ForAll long seed) {
        History honest = History.random(new Random(seed));
        for (Tampering tampering : Tampering.values()) {
            History history = honest.copy();
            tampering.act(history, new Random(seed + 1));

            List<SealFinding> findings = history.check().findings();
            assertFalse(findings.isEmpty(), tampering + " was not found");
            var named = findings.stream().map(SealFinding::problem).collect(Collectors.toCollection(HashSet::new));
            named.retainAll(tampering.names());
            assertFalse(named.isEmpty(), () -> tampering + " was found as " + findings);
        }
    }

    /** Whatever is deleted of what is old enough, nothing is alarmed; what is younger is. */
    @Property(seed = "63", edgeCases = EdgeCasesMode.NONE, tries = 60)
    void whatMayHaveExpiredIsCountedAndWhatMayNotIsFound(@ForAll long seed) {
        var random = new Random(seed);
        History history = History.random(random);
        int expired = random.nextInt(history.checkpoints.size());
        Instant now = History.at(expired).plus(History.RETENTION).plusSeconds(1);
        long deleted = 0;
        long young = 0;
        for (String writer : List.copyOf(history.chains.keySet())) {
            var left = new ArrayList<SealedRecord>();
            for (SealedRecord record : history.chains.get(writer)) {
                boolean isOld = coveredBy(history, record) <= expired;
                boolean isGone = isOld && random.nextBoolean();
                deleted += isGone ? 1 : 0;
                young += isOld ? 0 : 1;
                if (!isGone) {
                    left.add(record);
                }
            }
            history.change(writer, left);
        }
        SealVerdict verdict = history.check(now);
        assertEquals(List.of(), verdict.findings());
        assertEquals(deleted, verdict.counts().expired());

        Optional<SealedRecord> one = history.chains.values().stream()
                .flatMap(List::stream)
                .filter(record -> coveredBy(history, record) > expired && coveredBy(history, record) < 1_000)
                .findAny();
        one.ifPresent(record -> {
            var less = new ArrayList<>(history.chains.get(record.writer()));
            less.remove(record);
            history.change(record.writer(), less);
            assertEquals(1, history.check(now).found(), () -> "of " + record.id());
        });
        assertEquals(young == 0 || one.isEmpty(), one.isEmpty());
    }

    private static long coveredBy(History history, SealedRecord record) {
        for (KeptCheckpoint kept : history.checkpoints) {
            if (History.manifest(kept).index(record.writer(), record.seq()).isPresent()) {
                return kept.place();
            }
        }
        return 1_000;
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertLine("chain w1, record 3: the content is not what was hashed", history -> {
            var chain = new ArrayList<>(history.chains.get("w1"));
            chain.set(3, History.changed(chain.get(3), "x"));
            history.change("w1", chain);
        });
        assertLine("chain w1, records 2 to 4: missing, though sealed by checkpoints 0 to 1", history -> {
            var chain = new ArrayList<>(history.chains.get("w1"));
            chain.subList(2, 5).clear();
            history.change("w1", chain);
        });
        assertLine(
                "chain w1, records 2 to 6: cut off at its end, though sealed by checkpoints 0 to 1",
                history -> history.change("w1", history.chains.get("w1").subList(0, 2)));
        assertLine(
                "chain w1, records 0 to 6: the chain is not there, though sealed by checkpoints 0 to 1",
                history -> history.chains.remove("w1"));
        assertLine(
                "chain w1, records 0 to 6: other records than were sealed by checkpoints 0 to 1",
                history -> history.change("w1", History.otherChain(history.chains.get("w1"))));
        assertLine("checkpoint 0: missing", history -> history.checkpoints.removeFirst());
        assertLine("checkpoint 1: its manifest is missing", history -> {
            KeptCheckpoint kept = history.checkpoints.get(1);
            history.checkpoints.set(1, new KeptCheckpoint(1, kept.note(), Optional.empty()));
        });
        assertLine("checkpoint 1: checkpoint 0 was put in its place", history -> {
            KeptCheckpoint kept = history.checkpoints.get(0);
            history.checkpoints.set(1, new KeptCheckpoint(1, kept.note(), kept.manifest()));
        });
        assertLine("checkpoints 0 to 1: none of them is signed by this key", history -> {
            var keys = History.newKeys();
            history.checkpoints.replaceAll(
                    kept -> History.kept(History.checkpoint(kept), History.manifest(kept), keys));
        });
        assertLine("checkpoint 1: it is not signed by this key in the name of its origin", history -> {
            KeptCheckpoint kept = history.checkpoints.get(1);
            history.checkpoints.set(
                    1, History.kept(History.checkpoint(kept), History.manifest(kept), History.newKeys()));
        });
    }

    /** Of w0 and w1 are five and seven records sealed, and one more is not. */
    private static void assertLine(String line, java.util.function.Consumer<History> change) {
        History history = twoCheckpoints();
        assertEquals(List.of(), history.lines());
        change.accept(history);
        assertEquals(List.of(line), history.lines());
    }

    private static History twoCheckpoints() {
        var history = new History();
        history.grow("w0", 6);
        history.grow("w1", 8);
        history.seal(Map.of("w0", 2, "w1", 4));
        history.seal(Map.of("w0", 5, "w1", 7));
        return history;
    }

    @Test
    void whatIsNotSealedYetIsNoError() {
        History history = twoCheckpoints();
        history.grow("w2", 3);
        SealVerdict verdict = history.check();

        assertEquals(List.of(), verdict.findings());
        assertEquals(5, verdict.counts().notCovered());
        assertEquals(
                Optional.of("2026-11-27T09:00:00.000000Z"), verdict.counts().oldestNotCovered());
        assertEquals(
                Optional.of(new SealVerdict.Checkpoints(History.ORIGIN, 2, 0, 1, History.at(1))),
                verdict.checkpoints());
    }

    @Test
    void neighboursOfWhichTheSameIsSaidAreOneFinding() {
        History history = twoCheckpoints();
        history.chains.replaceAll((writer, chain) ->
                chain.stream().map(record -> History.changed(record, "x")).toList());

        assertEquals(
                List.of(
                        "chain w0, records 0 to 5: the content is not what was hashed",
                        "chain w1, records 0 to 7: the content is not what was hashed"),
                history.lines());
    }

    @Test
    void aRecordWhoseCheckpointHasExpiredInPartIsCountedAsUnproven() {
        History history = twoCheckpoints();
        var chain = new ArrayList<>(history.chains.get("w1"));
        chain.subList(1, 4).clear();
        history.change("w1", chain);
        SealVerdict verdict =
                history.check(History.at(0).plus(History.RETENTION).plusSeconds(1));

        assertEquals(List.of(), verdict.findings());
        assertEquals(3, verdict.counts().expired());
        assertEquals(1, verdict.counts().unproven());
        // What follows must still follow the head that was sealed.
        chain.set(1, History.forged(chain.get(1), "forged"));
        history.change("w1", chain);
        assertFalse(history.check(History.at(0).plus(History.RETENTION).plusSeconds(1))
                .isClean());
    }

    @Test
    void checkpointsFromTheMiddleOnCoverWhatTheyDo() {
        History history = twoCheckpoints();
        history.sealAll();
        history.checkpoints.removeFirst();
        history.change("w1", history.chains.get("w1").subList(4, 8));
        history.change("w0", history.chains.get("w0").subList(1, 6));

        SealCheck some = SealCheck.ofSome(List.of(History.KEYS.getPublic()), Optional.empty());
        SealVerdict verdict = history.check(some, History.at(4));
        assertEquals(List.of(), verdict.findings());
        assertEquals(1, verdict.checkpoints().orElseThrow().first());

        history.change("w1", history.chains.get("w1").subList(1, 4));
        SealCheck again = SealCheck.ofSome(List.of(History.KEYS.getPublic()), Optional.empty());
        assertEquals(
                List.of("chain w1, record 4: missing, though sealed by checkpoint 1"),
                history.check(again, History.at(4)).findings().stream()
                        .map(SealFinding::line)
                        .toList());
    }

    @Test
    void twoForksAreBothNamed() {
        History history = twoCheckpoints();
        Sealing other = Sealing.step(
                SealState.first(History.ORIGIN), Map.of("w0", history.chains.get("w0")), History.START.plusSeconds(9));
        history.checkpoints.add(1, History.kept(other, History.KEYS));

        List<SealFinding> findings = history.check().findings();
        assertEquals(1, findings.size());
        assertEquals(Problem.FORK, findings.getFirst().problem());
        assertTrue(
                findings.getFirst().text().contains(other.checkpoint().digest().substring(0, 16)),
                findings.getFirst().line());
    }

    @Test
    void aLeftChainThatWasCutOrGoesOnIsFoundWithoutCheckpoints() throws Exception {
        List<SealedRecord> left = SealedRecords.chain("w1", 4);
        SealedRecord opening = SealedRecords.chain("w2", 1).getFirst();
        Json.Obj after = Json.object()
                .put("writer", "w1")
                .put("seq", 2)
                .put("hash", left.get(2).hash())
                .put("unsure", 1)
                .build();
        SealedRecord named = History.with(opening, "after", after);
        var second = List.of(new SealedRecord("w2", 0, named.content(), SealedRecord.hashOf(named.content())));

        assertEquals(List.of(), alone(Map.of("w1", left, "w2", second)));
        assertEquals(
                List.of("chain w1, records 1 to 2: the chain ends before record 2, where w2 left it"),
                alone(Map.of("w1", left.subList(0, 1), "w2", second)));
        assertEquals(
                List.of("chain w1, records 0 to 2: the chain ends before record 2, where w2 left it"),
                alone(Map.of("w2", second)));
        assertEquals(
                List.of("chain w1, records 4 to 5: the chain goes on after w2 had left it"),
                alone(Map.of("w1", SealedRecords.chain("w1", 6), "w2", second)));
        assertTrue(alone(Map.of("w1", History.otherChain(left), "w2", second))
                .contains("chain w1, record 2: it is not the record that w2 left behind"));
        assertEquals(
                List.of("chain w9, record 0: the writer was entered, but has no records"),
                alone(Map.of("w9", List.of())));
    }

    private static List<String> alone(Map<String, List<SealedRecord>> chains) throws Exception {
        return SealCheck.withoutCheckpoints()
                .chains(new dev.tollgate.core.record.InMemoryChains(chains), Duration.ofDays(90), History.START)
                .findings()
                .stream()
                .map(SealFinding::line)
                .toList();
    }

    @Test
    void afterAChangeOfTheKeyBothAreNeeded() {
        History history = twoCheckpoints();
        var next = History.newKeys();
        KeptCheckpoint kept = history.checkpoints.get(1);
        history.checkpoints.set(1, History.kept(History.checkpoint(kept), History.manifest(kept), next));
        var both = List.of(History.KEYS.getPublic(), next.getPublic());

        assertFalse(history.check().isClean());
        assertTrue(history.check(SealCheck.ofAll(both, Optional.empty()), History.at(2))
                .isClean());
    }

    @Test
    void recordsWithoutAnyCheckpointAreNotVerified() {
        var history = new History();
        history.grow("w0", 3);

        assertEquals(
                List.of("checkpoint 0: missing, and there is no other: nothing was sealed yet, or all are gone"),
                history.lines());
    }

    @Test
    void findingsAreBounded() {
        var history = new History();
        history.grow("w0", 2_500);
        history.sealAll();
        var chain = new ArrayList<SealedRecord>();
        for (SealedRecord record : history.chains.get("w0")) {
            chain.add(record.seq() % 2 == 0 ? History.changed(record, "x") : record);
        }
        history.change("w0", chain);

        SealVerdict verdict = history.check();
        assertEquals(1_250, verdict.found());
        assertEquals(1_000, verdict.findings().size());
    }
}
