package dev.tollgate.core.seal;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.ChainCheck.Finding;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.SealedRecords;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SealingTest {
    private static final String ORIGIN = "audit.example.com/demo";
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00.000250Z");
    private static final SealState FIRST = SealState.first(ORIGIN);
    private static final Ed25519NoteSigner SIGNER = newSigner();

    @Test
    void sealsEachRecordOnceOverSeveralCheckpoints() {
        List<SealedRecord> a = SealedRecords.chain("a", 5);
        List<SealedRecord> b = SealedRecords.chain("b", 3);

        Sealing one = Sealing.step(FIRST, Map.of("b", b, "a", a.subList(0, 2)), NOW);
        Sealing two = Sealing.step(one.after(), Map.of("a", a.subList(2, 5), "b", List.of()), NOW);

        assertEquals(List.of(), one.findings());
        assertEquals(
                List.of(
                        new Manifest.Range("a", 0, 1, a.get(1).hash()),
                        new Manifest.Range("b", 0, 2, b.get(2).hash())),
                one.manifest().ranges());
        assertEquals(
                List.of(new Manifest.Range("a", 2, 4, a.get(4).hash())),
                two.manifest().ranges());
        assertEquals(1, two.checkpoint().number());
        assertEquals(one.checkpoint().digest(), two.checkpoint().previous());
        assertEquals(Sealing.Rest.NONE, two.rest());
        assertEquals(
                Map.of(
                        "a", new SealState.Head(4, a.get(4).hash()),
                        "b", new SealState.Head(2, b.get(2).hash())),
                two.after().heads());
    }

    @Test
    void theAbsenceOfRecordsIsSealedToo() {
        Sealing nothing = Sealing.step(FIRST, Map.of(), NOW);

        assertEquals(0, nothing.checkpoint().size());
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                nothing.checkpoint().root().hex());
        assertEquals(1, nothing.after().next());
    }

    @Test
    void aBrokenChainIsSealedUpToTheBreakAndTheOthersWhole() {
        var a = new ArrayList<>(SealedRecords.chain("a", 5));
        List<SealedRecord> b = SealedRecords.chain("b", 3);
        a.set(2, withNote(a.get(2)));

        Sealing sealing = Sealing.step(FIRST, Map.of("a", a, "b", b), NOW);

        assertEquals(List.of(new Finding("a", 2, "the content is not what was hashed")), sealing.findings());
        assertEquals(1, sealing.after().head("a").seq());
        assertEquals(2, sealing.after().head("b").seq());
    }

    @Test
    void saysHowAChainIsBroken() {
        List<SealedRecord> a = SealedRecords.chain("a", 5);
        SealedRecord forged = withNote(a.get(2));
        var rewritten = new SealedRecord("a", 2, forged.content(), SealedRecord.hashOf(forged.content()));
        SealedRecord moved = a.get(3);

        assertFinding(1, "the record is missing", a.get(0), a.get(2));
        assertFinding(1, "records 1 to 3 are missing", a.get(0), a.get(4));
        assertFinding(0, "the record is missing", a.get(1));
        assertFinding(0, "the place is taken twice, or is sealed already", a.get(0), a.get(0));
        assertFinding(3, "it does not follow the record before it", a.get(0), a.get(1), rewritten, a.get(3));
        assertFinding(
                1,
                "the record stands in a place that is not its own",
                a.get(0),
                new SealedRecord("a", 1, moved.content(), moved.hash()));
        assertFinding(
                0,
                "the record stands in a place that is not its own",
                SealedRecords.chain("b", 1).getFirst());
    }

    @Test
    void aHeadThatIsSealedIsWhatTheNextRecordFollows() {
        List<SealedRecord> a = SealedRecords.chain("a", 2);
        SealedRecord other = withNote(a.get(0));
        var fork = new SealedRecord("a", 0, other.content(), SealedRecord.hashOf(other.content()));
        SealState after = Sealing.step(FIRST, Map.of("a", List.of(fork)), NOW).after();

        Sealing next = Sealing.step(after, Map.of("a", a.subList(1, 2)), NOW);

        assertEquals(List.of(new Finding("a", 1, "it does not follow the record before it")), next.findings());
    }

    @Test
    void aForeignPartitionKeepsNothingFromBeingSealed() {
        Sealing sealing = Sealing.step(
                FIRST, Map.of("No Writer", SealedRecords.chain("b", 1), "a", SealedRecords.chain("a", 1)), NOW);

        assertEquals(List.of(new Finding("No Writer", 0, "no writer has such a name")), sealing.findings());
        assertEquals(1, sealing.checkpoint().size());
    }

    @Test
    void whatIsTooMuchForOneCheckpointIsLeftForTheNext() {
        var writers = new TreeMap<String, List<SealedRecord>>();
        for (int i = 0; i <= Manifest.MOST_WRITERS; i++) {
            writers.put("w" + (10_000 + i), SealedRecords.chain("w" + (10_000 + i), 1));
        }

        Sealing one = Sealing.step(FIRST, writers, NOW);
        Sealing two = Sealing.step(
                one.after(), Map.of(writers.lastKey(), writers.lastEntry().getValue()), NOW);

        assertEquals(Sealing.Rest.MORE, one.rest());
        assertEquals(Manifest.MOST_WRITERS, one.checkpoint().size());
        assertTrue(one.manifest().bytes().length < 400_000, "an item of DynamoDB has at most 400 KB");
        assertEquals(Sealing.Rest.NONE, two.rest());
        assertEquals(1, two.checkpoint().size());

        Sealing many = Sealing.step(FIRST, Map.of("a", SealedRecords.chain("a", Manifest.MOST_RECORDS + 1)), NOW);
        assertEquals(Sealing.Rest.MORE, many.rest());
        assertEquals(Manifest.MOST_RECORDS, many.checkpoint().size());
    }

    @Property(seed = "6", edgeCases = EdgeCasesMode.NONE, tries = 100)
    void whoeverReadsTheCheckpointsGetsToTheSameStateAndEachRecordHasAProof(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 9) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 4) int most)
            throws Exception {
        SealState sealed = FIRST;
        SealState read = FIRST;
        var left = new TreeMap<String, List<SealedRecord>>();
        for (int i = 0; i < lengths.size(); i++) {
            left.put("w" + i, SealedRecords.chain("w" + i, lengths.get(i)));
        }
        while (left.values().stream().anyMatch(records -> !records.isEmpty())) {
            var now = new TreeMap<String, List<SealedRecord>>();
            left.forEach((writer, records) -> now.put(writer, records.subList(0, Math.min(most, records.size()))));
            left.replaceAll((writer, records) -> records.subList(now.get(writer).size(), records.size()));

            Sealing step = Sealing.step(sealed, now, NOW);
            SignedNote note = SignedNote.parse(
                    SignedNote.sign(step.checkpoint().text(), SIGNER).whole());
            sealed = step.after();
            read = read.after(
                    Checkpoint.parse(note.text()),
                    Manifest.parse(step.manifest().bytes()));
            for (List<SealedRecord> records : now.values()) {
                for (SealedRecord record : records) {
                    Proof proof = step.proof(record, note).orElseThrow();
                    assertEquals(
                            java.util.Optional.empty(),
                            Proof.parse(JsonText.writeBytes(proof.json()))
                                    .problem(SIGNER.key().key()));
                }
            }
        }
        assertEquals(sealed, read);
    }

    @Test
    void aCheckpointThatIsNotTheNextIsRefused() {
        Sealing one = Sealing.step(FIRST, Map.of("a", SealedRecords.chain("a", 1)), NOW);
        Sealing two = Sealing.step(one.after(), Map.of(), NOW);
        Sealing fork = Sealing.step(FIRST, Map.of("b", SealedRecords.chain("b", 1)), NOW);
        Sealing other = Sealing.step(SealState.first("other"), Map.of(), NOW);

        assertEquals(List.of(), one.after().problems(two.checkpoint(), two.manifest()));
        assertProblem("number 1, and 0 is the next", FIRST, two);
        assertProblem("number 0, and 1 is the next", one.after(), one);
        assertProblem("go on at 0, and 1 is the next", one.after(), one);
        assertProblem("another one before it", fork.after(), two);
        assertProblem("is of other", FIRST, other);
        assertTrue(FIRST.problems(one.checkpoint(), fork.manifest())
                .contains("the manifest is not the one that was signed"));
        assertThrows(IllegalArgumentException.class, () -> FIRST.after(two.checkpoint(), two.manifest()));
    }

    @Test
    void aManifestIsReadBackAndNothingElseIs() throws Exception {
        Manifest manifest = Sealing.step(
                        FIRST,
                        Map.of("a", SealedRecords.chain("a", 2), "b", SealedRecords.chain("b", 3)),
                        NOW.plusNanos(7))
                .manifest();
        String text = new String(manifest.bytes(), StandardCharsets.UTF_8);

        assertEquals(manifest, Manifest.parse(manifest.bytes()));
        assertTrue(text.startsWith("{\"at\":\"2026-11-27T10:00:00.000250Z\",\"count\":5,\"number\":0,"), text);
        assertRefused("canonical", text + " ");
        assertRefused("canonical", text.replace("\"count\":5", "\"count\":6"));
        assertRefused("canonical", text.replace("{\"at\"", "{\"aa\":1,\"at\""));
        assertRefused("canonical", text.replace(".000250Z", ".00025Z"));
        assertRefused("sorted", text.replace("\"writer\":\"a\"", "\"writer\":\"c\""));
        assertRefused("no integer 'from'", text.replace("\"from\":0", "\"from\":0.5"));
        assertRefused("does not go from", text.replace("\"from\":0", "\"from\":9"));
        assertRefused("at most 10000 records", text.replace("\"to\":2", "\"to\":999999999999"));
        assertRefused("lower-case letters", text.replace("\"writer\":\"a\"", "\"writer\":\"A\""));
        assertRefused("version", text.replace("\"v\":1", "\"v\":2"));
        assertRefused("'at' is no time", text.replace("2026-11-27T10", "yesterday"));
        assertRefused("no text 'root'", text.replace("\"root\"", "\"rood\""));
        assertRefused("not well-formed", text.substring(1));
        assertRefused("no JSON object", "[]");
        assertRefused("more than", " ".repeat(600_000));
    }

    @ParameterizedTest
    @CsvSource({
        "0, audit example, line 1",
        "1, 05, line 2",
        "1, -5, line 2",
        "2, AAAA, line 3",
        "3, number x, line 4",
        "3, 7, line 4",
        "4, manifest AB, line 5",
        "5, '', line 6",
        "5, previous x, line 6"
    })
    void saysWhichLineOfACheckpointIsWrong(int place, String line, String reason) throws Exception {
        Checkpoint checkpoint = Sealing.step(FIRST, Map.of(), NOW).checkpoint();
        String[] lines = checkpoint.text().split("\n", -1);
        lines[place] = line;

        assertEquals(checkpoint, Checkpoint.parse(checkpoint.text()));
        var refused = assertThrows(SealFormatException.class, () -> Checkpoint.parse(String.join("\n", lines)));
        assertTrue(refused.getMessage().startsWith(reason), refused.getMessage());
        assertThrows(SealFormatException.class, () -> Checkpoint.parse(checkpoint.text() + "more\n"));
        assertThrows(SealFormatException.class, () -> Checkpoint.parse(""));
    }

    @Test
    void theDigestOfACheckpointIsOfWhatIsSignedAndNotOfItsSignatures() {
        Checkpoint one = Sealing.step(FIRST, Map.of(), NOW).checkpoint();
        Checkpoint other = Sealing.step(FIRST, Map.of(), NOW.plusSeconds(1)).checkpoint();

        assertEquals(dev.tollgate.core.Sha256.hex(one.text()), one.digest());
        assertNotEquals(one.digest(), other.digest());
    }

    private static void assertFinding(long seq, String problem, SealedRecord... records) {
        Sealing sealing = Sealing.step(FIRST, Map.of("a", List.of(records)), NOW);
        assertEquals(List.of(new Finding("a", seq, problem)), sealing.findings());
    }

    private static void assertProblem(String problem, SealState state, Sealing sealing) {
        List<String> problems = state.problems(sealing.checkpoint(), sealing.manifest());
        assertTrue(problems.stream().anyMatch(each -> each.contains(problem)), problems.toString());
    }

    private static void assertRefused(String reason, String manifest) {
        var refused = assertThrows(
                SealFormatException.class, () -> Manifest.parse(manifest.getBytes(StandardCharsets.UTF_8)));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    private static SealedRecord withNote(SealedRecord record) {
        var members = new LinkedHashMap<>(record.content().members());
        members.put("note", Json.of("forged"));
        return new SealedRecord(record.writer(), record.seq(), new Json.Obj(members), record.hash());
    }

    private static Ed25519NoteSigner newSigner() {
        try {
            return new Ed25519NoteSigner(
                    ORIGIN,
                    KeyPairGenerator.getInstance("Ed25519")
                            .generateKeyPair()
                            .getPrivate()
                            .getEncoded());
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
