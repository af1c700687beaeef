package dev.tollgate.cli;

import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.export.JsonLine;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.seal.Ed25519NoteSigner;
import dev.tollgate.core.seal.KeptCheckpoint;
import dev.tollgate.core.store.AuditChains;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.core.store.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What somebody who can write to the audit table does, and what the command says of it. */
class AuditVerifyTest {
    private static final String ORIGIN = "audit.example.com/demo";
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final String SEALED = "Sealed: 7 records, by checkpoints 0 to 1 of " + ORIGIN + "; the last one is ";

    @RegisterExtension
    static final LocalTables dynamoDb = new LocalTables();

    @TempDir
    private Path directory;

    private Tables tables;
    private Session session;
    private Ed25519NoteSigner signer;
    private LocalSealer sealer;
    private List<KeptCheckpoint> checkpoints;
    private Writer first;
    private Writer second;

    /** Chain w1 has four sealed records and one that is not; chain w2 has three. */
    @BeforeEach
    void aTableThatWasSealedTwice() throws Exception {
        tables = dynamoDb.newTables();
        session = Session.besideALocalStack(directory, dynamoDb, tables);
        signer = newSigner("seal");
        Files.move(directory.resolve("seal.pub"), directory.resolve(".tollgate/seal.pub"));
        sealer = new LocalSealer(dynamoDb.client(), tables.audit(), signer);
        first = writer("w1");
        second = writer("w2");
        write(first, "one");
        write(second, "two");
        var kept = new ArrayList<KeptCheckpoint>();
        kept.add(sealer.seal(NOW));
        write(first, "three", "four");
        write(second, "five");
        kept.add(sealer.seal(NOW.plusSeconds(60)));
        write(first, "six");
        checkpoints = List.copyOf(kept);
    }

    @Test
    void whatNobodyTouchedIsVerified() throws Exception {
        Result verified = session.run("audit", "verify");

        assertEquals(0, verified.exitCode(), verified::toString);
        List<String> lines = verified.out().lines().toList();
        assertEquals("Verified: 8 records in 2 chains.", lines.get(0));
        assertTrue(lines.get(1).startsWith(SEALED), lines::toString);
        assertEquals("Not sealed yet: 1 record, the oldest of 2026-11-27T10:00:00.000000Z.", lines.get(2));
        assertEquals(3, lines.size());

        Json.Obj json = session.run("audit", "verify", "--output", "json").json();
        assertEquals(Json.Bool.TRUE, json.get("verified").orElseThrow());
        assertEquals(7L, json.integer("sealed").orElseThrow());
        assertEquals(
                1L, json.object("checkpoints").orElseThrow().integer("last").orElseThrow());
        assertTrue(json.object("checkpoints").orElseThrow().integer("age_s").orElseThrow() > 0);
    }

    @Test
    void theSameFilesAreVerifiedWithoutTheTable() throws Exception {
        Path records = export();
        Result saved = session.run("audit", "checkpoints", "--out", directory + "/saved");
        assertTrue(saved.out().endsWith("2 checkpoints, saved in " + directory + "/saved.\n"), saved.out());
        var elsewhere = new Session(Map.of(), Files.createDirectory(directory.resolve("elsewhere")));

        Result verified = elsewhere.run(
                "audit",
                "verify",
                "--from",
                records.toString(),
                "--checkpoints",
                directory + "/saved",
                "--public-key",
                directory + "/.tollgate/seal.pub",
                "--origin",
                ORIGIN);

        assertEquals(0, verified.exitCode(), verified::toString);
        assertTrue(verified.out().startsWith("Verified: 8 records in 2 chains.\n" + SEALED), verified.out());
        Result other = elsewhere.run(
                "audit",
                "verify",
                "--from",
                records.toString(),
                "--checkpoints",
                directory + "/saved",
                "--public-key",
                directory + "/.tollgate/seal.pub",
                "--origin",
                "somebody.else");
        assertTrue(other.out().contains("checkpoint 0: it is of " + ORIGIN + ", not of somebody.else"), other.out());
        assertEquals(1, other.exitCode());
    }

    @Test
    void withoutAKeyNothingIsVerifiedUnlessThatIsWanted() throws Exception {
        Files.delete(directory.resolve(".tollgate/seal.pub"));

        Result unchecked = session.run("audit", "verify");
        assertEquals(1, unchecked.exitCode());
        assertEquals(
                "Not verified: signatures were not checked, since no key was given (--public-key KEY, or "
                        + "--without-checkpoints).\n",
                unchecked.out());
        assertEquals(
                new Result(0, "Verified: 8 records in 2 chains.\n", ""),
                session.run("audit", "verify", "--without-checkpoints"));
        Result offline = session.run("audit", "verify", "--from", export().toString());
        assertEquals(1, offline.exitCode());
        assertTrue(offline.out().contains("since no checkpoints were given"), offline.out());
    }

    @Test
    void whatCannotBeReadIsNoVerdict() {
        Result noKey = session.run("audit", "verify", "--public-key", directory + "/none.pub");
        Result noFile = session.run("audit", "verify", "--from", directory + "/none.jsonl");
        Result noSpan = session.run("audit", "verify", "--retention", "soon");

        assertEquals(2, noKey.exitCode());
        assertTrue(noKey.err().contains("there is no file"), noKey.err());
        assertEquals(2, noFile.exitCode());
        assertEquals(2, noSpan.exitCode());
        assertTrue(noSpan.err().contains("--retention: expected a span such as 90d"), noSpan.err());
    }

    @Test
    void aFieldThatWasChangedIsFound() {
        dynamoDb.client()
                .updateItem(request -> request.tableName(tables.audit())
                        .key(key("w1", 2))
                        .updateExpression("SET note = :other")
                        .expressionAttributeValues(Map.of(":other", AttributeValue.fromS("forged"))));

        assertNotVerified("chain w1, record 2: the content is not what was hashed");
    }

    @Test
    void aRecordThatWasDeletedFromTheMiddleIsFound() {
        delete("w1", 2);
        assertNotVerified("chain w1, record 2: missing, though sealed by checkpoint 1");
    }

    @Test
    void aTailThatWasCutIsFound() {
        delete("w1", 3);
        delete("w1", 4);
        assertNotVerified("chain w1, record 3: cut off at its end, though sealed by checkpoint 1");
    }

    @Test
    void anInsertedRecordIsFound() throws Exception {
        List<Map<String, AttributeValue>> chain = chain("w1");
        put(chain.get(2), 1);
        put(chain.get(1), 2);
        put(chain.get(2), 3);
        put(chain.get(3), 4);
        put(chain.get(4), 5);
        assertNotVerified(
                "chain w1, records 1 to 5: the record stands in a place that is not its own",
                "chain w1, records 1 to 2: it does not follow the record before it");
    }

    @Test
    void recordsThatChangedPlacesAreFound() throws Exception {
        List<Map<String, AttributeValue>> chain = chain("w1");
        put(chain.get(2), 1);
        put(chain.get(1), 2);
        assertNotVerified(
                "chain w1, records 1 to 2: the record stands in a place that is not its own",
                "chain w1, records 1 to 3: it does not follow the record before it");
    }

    @Test
    void aChainThatWasReplacedWholeIsFound() throws Exception {
        for (int seq = 0; seq < 5; seq++) {
            delete("w1", seq);
        }
        write(writer("w1"), "a", "consistent", "other", "chain");
        assertNotVerified("chain w1, records 0 to 3: other records than were sealed by checkpoints 0 to 1");
    }

    @Test
    void aChainThatWasRemovedWithItsEntryIsFound() {
        for (int seq = 0; seq < 3; seq++) {
            delete("w2", seq);
        }
        delete("WRITERS#2026-11-27", "w2");
        assertNotVerified("chain w2, records 0 to 2: the chain is not there, though sealed by checkpoints 0 to 1");
    }

    @Test
    void anOldCheckpointThatWasPutBackIsFound() {
        sealer.put(new KeptCheckpoint(
                1, checkpoints.get(0).note(), checkpoints.get(0).manifest()));
        assertNotVerified("checkpoint 1: checkpoint 0 was put in its place");
    }

    @Test
    void aCheckpointThatIsMissingIsFound() {
        delete("CHECKPOINTS#000000000", "000000000000");
        assertNotVerified("checkpoint 0: missing");
    }

    @Test
    void anotherKeyIsFound() throws Exception {
        newSigner("other");
        Result wrong = session.run("audit", "verify", "--public-key", directory + "/other.pub");

        assertEquals(1, wrong.exitCode());
        assertEquals(
                "checkpoints 0 to 1: none of them is signed by this key\n"
                        + "Not verified: 1 finding in 8 records in 2 chains.\n",
                wrong.out());
    }

    @Test
    void twoForksAreFoundWhereOneWasSaved() throws Exception {
        session.run("audit", "checkpoints", "--out", directory + "/saved");
        LocalSealer before = new LocalSealer(dynamoDb.client(), tables.audit(), signer);
        before.seal(NOW.plusSeconds(1));
        KeptCheckpoint other = before.seal(NOW.plusSeconds(61));

        Result forked = session.run("audit", "verify", "--checkpoints", directory + "/saved");
        assertEquals(1, forked.exitCode());
        assertTrue(
                forked.out().startsWith("checkpoint 0: a fork: this key has signed 2 of this number, "), forked.out());
        assertTrue(forked.out().contains("\ncheckpoint 1: a fork: this key has signed 2"), forked.out());
        assertEquals(1L, other.place());
    }

    @Test
    void aCheckpointThatTheTableLostIsFoundBesideSavedOnes() {
        session.run("audit", "checkpoints", "--out", directory + "/saved");
        delete("CHECKPOINTS#000000000", "000000000001");

        assertEquals(0, session.run("audit", "verify").exitCode(), "the last one alone cannot be missed");
        Result verified = session.run("audit", "verify", "--checkpoints", directory + "/saved");
        assertEquals(1, verified.exitCode());
        assertTrue(
                verified.out().startsWith("checkpoint 1: missing in the table, and there in " + directory + "/saved\n"),
                verified.out());
    }

    @Test
    void aChangedManifestIsFound() {
        byte[] manifest = checkpoints.get(1).manifest().orElseThrow().clone();
        manifest[manifest.length / 2] ^= 1;
        sealer.put(new KeptCheckpoint(1, checkpoints.get(1).note(), Optional.of(manifest)));
        assertNotVerified("checkpoint 1: its manifest is not the one that was signed");
    }

    @Test
    void expiredRecordsAreCountedAndYoungOnesMissed() {
        delete("w1", 1);
        Result young = session.run("audit", "verify", "--retention", "3660d");
        assertTrue(young.out().startsWith("chain w1, record 1: missing, though sealed by checkpoint 0\n"), young.out());

        Result expired = session.run("audit", "verify", "--retention", "1s");
        assertEquals(0, expired.exitCode(), expired::toString);
        assertTrue(expired.out().contains("Expired: 1 sealed record not there any more.\n"), expired.out());
        assertTrue(expired.out().contains("No longer shown to be sealed: 1 record, since"), expired.out());
    }

    @Test
    void checkpointsAreListed() throws Exception {
        Result all = session.run("audit", "checkpoints");
        assertEquals(4, all.out().lines().count(), all.out());
        assertTrue(all.out().lines().toList().get(2).startsWith("1       2026-11-27T10:01:00Z  3        2"), all.out());
        assertEquals(
                1L,
                session.run("audit", "checkpoints", "--from", "2026-11-27T10:00:30Z", "--output", "json")
                        .json()
                        .integer("count")
                        .orElseThrow());
        assertEquals(
                "0 checkpoints.\n",
                session.run("audit", "checkpoints", "--to", "2026-11-27").out());
        assertEquals(
                2, session.run("audit", "checkpoints", "--from", "yesterday").exitCode());
    }

    /** The findings and nothing else, then the verdict. */
    private void assertNotVerified(String... findings) {
        Result result = session.run("audit", "verify");
        List<String> lines = result.out().lines().toList();

        assertEquals(List.of(findings), lines.subList(0, Math.min(findings.length, lines.size())), result::out);
        assertTrue(lines.get(findings.length).startsWith("Not verified: " + findings.length + " finding"), result::out);
        assertEquals(1, result.exitCode());
    }

    private Path export() throws Exception {
        var lines = new StringBuilder();
        var chains = new AuditChains(dynamoDb.client(), tables.audit());
        for (String writer : List.of("w2", "w1")) {
            chains.forEach(
                    writer, found -> lines.append(JsonLine.of(found.record())).append('\n'));
        }
        return Files.writeString(directory.resolve("records.jsonl"), lines);
    }

    private Writer writer(String name) {
        return new Writer(
                new DynamoRecords(new DynamoCalls(dynamoDb.client(), Duration.ofSeconds(5)), tables.audit()),
                () -> name,
                Json.object().put("function", "test").build(),
                () -> NOW);
    }

    private static void write(Writer writer, String... notes) throws Exception {
        for (String note : notes) {
            Json.Obj members =
                    Json.object().put("agent", "bot").put("note", note).build();
            writer.append(
                    List.of(new Draft(Draft.Kind.DECISION, NOW, NOW.plus(Duration.ofDays(90)), members)),
                    Deadline.in(Duration.ofSeconds(20)));
        }
    }

    private Ed25519NoteSigner newSigner(String name) throws Exception {
        Path privateKey = directory.resolve(name + ".pem");
        Files.writeString(directory.resolve(name + ".pub"), SigningKey.generate(privateKey));
        return Ed25519NoteSigner.ofPem(ORIGIN, Files.readString(privateKey));
    }

    private List<Map<String, AttributeValue>> chain(String writer) {
        return dynamoDb.client()
                .query(request -> request.tableName(tables.audit())
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS("W#" + writer))))
                .items();
    }

    /** An item with everything that it has in its own place, in another one. */
    private void put(Map<String, AttributeValue> original, long place) {
        var item = new HashMap<>(original);
        item.put("sk", AttributeValue.fromS("%012d".formatted(place)));
        dynamoDb.client().putItem(request -> request.tableName(tables.audit()).item(item));
    }

    private void delete(String writer, long seq) {
        delete("W#" + writer, "%012d".formatted(seq));
    }

    private void delete(String pk, String sk) {
        dynamoDb.client()
                .deleteItem(request -> request.tableName(tables.audit())
                        .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))));
    }

    private static Map<String, AttributeValue> key(String writer, long seq) {
        return Map.of(
                "pk", AttributeValue.fromS("W#" + writer),
                "sk", AttributeValue.fromS("%012d".formatted(seq)));
    }
}
