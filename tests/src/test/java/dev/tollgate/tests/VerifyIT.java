package dev.tollgate.tests;

import dev.tollgate.core.seal.Checkpoint;
import dev.tollgate.core.seal.Ed25519NoteSigner;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.SignedNote;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What can be done to records that were decided over HTTP and sealed, by someone who may write to the audit table: what
 * {@code tollgate audit verify} says of each, in its words. Afterwards the table is as it was.
 */
@BesideOthers
@ResourceLock("the records of its stage")
class VerifyIT {
    private static final int SEALED = 6;

    private static LocalStage stage;
    private static TollgateProgram tollgate;
    private static String writer;
    private static long lastCheckpoint;

    @TempDir
    private Path directory;

    /** One chain with six records over two checkpoints, and one more that is not sealed. */
    @BeforeAll
    static void decideAndSeal() throws Exception {
        Assumptions.assumeTrue(System.getenv("TOLLGATE_URL") == null, "needs a stack of its own on this machine");
        stage = LocalStage.quiet("e2e", config -> config.withMaxInstances(1));
        tollgate = new TollgateProgram(stage);
        String first = decide();
        writer = first.substring(0, first.lastIndexOf('-'));
        while (seq(decide()) < 3) {
            // The last one is record 3 then.
        }
        stage.runSchedule();
        while (seq(decide()) < SEALED - 1) {
            // The last one is record 5 then.
        }
        stage.runSchedule();
        lastCheckpoint = items().keySet().stream()
                .filter(key -> key.startsWith("CHECKPOINTS#"))
                .mapToLong(key -> Long.parseLong(key.substring(key.indexOf('/') + 1)))
                .max()
                .orElseThrow();
        decide();
    }

    @AfterAll
    static void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    private static String decide() throws Exception {
        Http http = Http.to(stage.url()).withKey(stage.agentKey());
        for (int i = 0; i < 50; i++) {
            Answer answer = http.evaluation(Question.call(Stage.AGENT, "docs", "read"));
            if (answer.status() == 200 && answer.decisionId().isPresent()) {
                return answer.decisionId().get();
            }
        }
        throw new AssertionError("no decision was recorded");
    }

    private static long seq(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1));
    }

    @Test
    void nothingIsAlarmedWhereNobodyTouchedIt() throws Exception {
        Result verified = verify();

        assertEquals(0, verified.exitCode(), verified::toString);
        assertTrue(verified.out().startsWith("Verified: "), verified::out);
        assertTrue(verified.out().contains("\nSealed: "), verified::out);
    }

    @Test
    void aChangedField() throws Exception {
        assertFound(
                "chain " + writer + ", record 4: the content is not what was hashed",
                () -> set(4, "tool", AttributeValue.fromS("erase")));
    }

    @Test
    void aDeletionFromTheMiddle() throws Exception {
        assertFound("chain " + writer + ", record 2: missing, though sealed by checkpoint ", () -> delete(2));
    }

    @Test
    void aCutTail() throws Exception {
        assertFound("chain " + writer + ", records 4 to [56]: cut off at its end, though sealed by checkpoint ", () -> {
            delete(4);
            delete(5);
            delete(6);
        });
    }

    @Test
    void anInsertedRecord() throws Exception {
        var chain = chain();
        assertFound("chain " + writer + ", records 2 to 7: the record stands in a place that is not its own", () -> {
            for (int seq = 2; seq <= 6; seq++) {
                put(chain.get(seq), seq + 1);
            }
            put(chain.get(5), 2);
        });
    }

    @Test
    void recordsInAnotherOrder() throws Exception {
        var chain = chain();
        assertFound("chain " + writer + ", records 2 to 3: the record stands in a place that is not its own", () -> {
            put(chain.get(2), 3);
            put(chain.get(3), 2);
        });
    }

    @Test
    void aChainThatWasRemovedWhole() throws Exception {
        assertFound(
                "chain " + writer + ", records 0 to [56]: the chain is not there, though sealed by checkpoints ",
                () -> {
                    for (int seq = 0; seq <= 6; seq++) {
                        delete(seq);
                    }
                });
    }

    @Test
    void aChainThatWasReplacedByAConsistentOne() throws Exception {
        assertFound("chain " + writer + ", records 0 to [56]: other records than were sealed by checkpoints ", () -> {
            for (var item : new RewrittenChain(chain()).items()) {
                put(item);
            }
        });
    }

    @Test
    void anOldCheckpointInThePlaceOfALaterOne() throws Exception {
        assertFound(
                "checkpoint " + lastCheckpoint + ": checkpoint " + (lastCheckpoint - 1) + " was put in its place",
                () -> {
                    var old = new HashMap<>(checkpoint(lastCheckpoint - 1));
                    old.put("sk", AttributeValue.fromS("%012d".formatted(lastCheckpoint)));
                    put(old);
                });
    }

    @Test
    void aMissingCheckpoint() throws Exception {
        assertFound("checkpoint 0: missing", () -> remove("CHECKPOINTS#000000000", "000000000000"));
    }

    @Test
    void aChangedManifest() throws Exception {
        assertFound("checkpoint " + lastCheckpoint + ": its manifest is not the one that was signed", () -> {
            var changed = new HashMap<>(checkpoint(lastCheckpoint));
            byte[] manifest = changed.get("manifest").b().asByteArray();
            manifest[manifest.length / 2] ^= 1;
            changed.put("manifest", AttributeValue.fromB(SdkBytes.fromByteArray(manifest)));
            put(changed);
        });
    }

    @Test
    void aCheckpointOfAnotherKey() throws Exception {
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertFound(
                "checkpoint " + lastCheckpoint + ": it is not signed by this key in the name of its origin",
                () -> put(signedAnew(lastCheckpoint, other)));

        Path wrong = Files.writeString(
                directory.resolve("other.pub"),
                java.util.Base64.getEncoder().encodeToString(other.getPublic().getEncoded()));
        Result result = tollgate.run("audit", "verify", "--public-key", wrong.toString());
        assertEquals(1, result.exitCode());
        assertTrue(
                result.out().matches("(?s)checkpoints 0 to [0-9]+: none of them is signed by this key\n.*"),
                result::out);
    }

    /** Whoever has the sealing key signs another history; somebody else has kept the first one. */
    @Test
    void twoForksOfTheSameNumber() throws Exception {
        Manifest manifest =
                Manifest.parse(checkpoint(lastCheckpoint).get("manifest").b().asByteArray());
        tampered(
                () -> {
                    var forked = new HashMap<>(checkpoint(lastCheckpoint));
                    var other = new Manifest(
                            manifest.origin(),
                            manifest.number(),
                            manifest.at().plusSeconds(1),
                            manifest.root(),
                            manifest.ranges());
                    Checkpoint right = Checkpoint.parse(
                            SignedNote.parse(forked.get("note").s()).text());
                    String text = Checkpoint.of(other, right.previous()).text();
                    String note =
                            SignedNote.sign(text, sealer(manifest.origin())).whole();
                    forked.put("note", AttributeValue.fromS(note));
                    forked.put("manifest", AttributeValue.fromB(SdkBytes.fromByteArray(other.bytes())));
                    put(forked);
                },
                () -> {
                    Result result = tollgate.run(
                            "audit",
                            "verify",
                            "--public-key",
                            stage.sealPublicKey().toString(),
                            "--checkpoints",
                            stage.archive().resolve("checkpoints").toString());
                    assertEquals(1, result.exitCode());
                    assertTrue(
                            result.out()
                                    .startsWith("checkpoint " + lastCheckpoint
                                            + ": a fork: this key has signed 2 of this number, "),
                            result::out);
                });
    }

    private static Ed25519NoteSigner sealer(String origin) throws Exception {
        return Ed25519NoteSigner.ofPem(
                origin, Files.readString(stage.sealPublicKey().resolveSibling("seal.key")));
    }

    private Map<String, AttributeValue> signedAnew(long number, KeyPair keys) throws Exception {
        var anew = new HashMap<>(checkpoint(number));
        SignedNote note = SignedNote.parse(anew.get("note").s());
        String origin = note.text().substring(0, note.text().indexOf('\n'));
        var signer = new Ed25519NoteSigner(origin, keys.getPrivate().getEncoded());
        anew.put(
                "note",
                AttributeValue.fromS(SignedNote.sign(note.text(), signer).whole()));
        return anew;
    }

    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    /**
     * The first line says it, and the exit code is 1.
     *
     * @param line how it begins, as a pattern: the clock may have sealed the last record meanwhile
     */
    private static void assertFound(String line, Act tampering) throws Exception {
        tampered(tampering, () -> {
            Result result = verify();
            assertEquals(1, result.exitCode(), result::toString);
            assertTrue(Pattern.compile(line).matcher(result.out()).lookingAt(), result::out);
            assertTrue(result.out().contains("\nNot verified: "), result::out);
        });
    }

    private static Result verify() throws Exception {
        return tollgate.run(
                "audit", "verify", "--public-key", stage.sealPublicKey().toString());
    }

    private static void tampered(Act tampering, Act look) throws Exception {
        var before = items();
        tampering.run();
        try {
            look.run();
        } finally {
            // What functions wrote meanwhile stays: only this chain had something put between.
            var left = items();
            left.forEach((key, item) -> {
                if (key.startsWith("W#" + writer + "/") && !before.containsKey(key)) {
                    remove(item.get("pk").s(), item.get("sk").s());
                }
            });
            before.forEach((key, item) -> {
                if (!item.equals(left.get(key))) {
                    put(item);
                }
            });
        }
    }

    /** All that is in the table, by key. */
    private static Map<String, Map<String, AttributeValue>> items() {
        var items = new HashMap<String, Map<String, AttributeValue>>();
        stage.tables()
                .scanPaginator(request -> request.tableName(table()).consistentRead(true))
                .items()
                .forEach(item ->
                        items.put(item.get("pk").s() + "/" + item.get("sk").s(), item));
        return items;
    }

    /** The items of the chain, in order. */
    private static List<Map<String, AttributeValue>> chain() {
        var items = items();
        var chain = new ArrayList<Map<String, AttributeValue>>();
        for (int seq = 0; seq <= SEALED; seq++) {
            chain.add(items.get("W#" + writer + "/%012d".formatted(seq)));
        }
        return chain;
    }

    private static Map<String, AttributeValue> checkpoint(long number) {
        return items().get("CHECKPOINTS#%09d/%012d".formatted(number / 1_000, number));
    }

    private static void put(Map<String, AttributeValue> item, long place) {
        var moved = new HashMap<>(item);
        moved.put("sk", AttributeValue.fromS("%012d".formatted(place)));
        put(moved);
    }

    private static void put(Map<String, AttributeValue> item) {
        stage.tables().putItem(request -> request.tableName(table()).item(item));
    }

    private static void set(long seq, String name, AttributeValue value) {
        var changed = new HashMap<>(chain().get((int) seq));
        changed.put(name, value);
        put(changed);
    }

    private static void delete(long seq) {
        remove("W#" + writer, "%012d".formatted(seq));
    }

    private static void remove(String pk, String sk) {
        stage.tables()
                .deleteItem(request -> request.tableName(table())
                        .key(Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk))));
    }

    private static String table() {
        return stage.tableName("AuditTable");
    }
}
