package dev.tollgate.tests;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.Ed25519;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.seal.Checkpoint;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.NoteKey;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealedCheckpoint;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoCheckpoints;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.LocalStage.NewAgent;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.nio.file.Files;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** That what was decided is sealed in signed checkpoints, by functions that run at once and are killed. */
@OnStage
class SealIT {
    private static final String ORIGIN = "tollgate/000000000000/us-east-1/tollgate";

    private final LocalStage stage;

    SealIT(Stage stage) {
        this.stage = stage.local();
    }

    @Test
    void everyDecisionIsInOneCheckpointAlsoWhenSealersRunAtOnce() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        var ids = new ArrayList<String>();
        for (int round = 0; round < 3; round++) {
            ids.addAll(decisions(agent, 3));
            sealAtOnce(3);
        }
        stage.runSchedule();

        List<SealedCheckpoint> all = checked();
        for (String id : ids) {
            String writer = id.substring(0, id.lastIndexOf('-'));
            long seq = Long.parseLong(id.substring(writer.length() + 1));
            assertEquals(
                    1,
                    all.stream()
                            .filter(each -> each.manifest().index(writer, seq).isPresent())
                            .count(),
                    id);
        }
    }

    @Test
    void checkpointsAreArchivedAsTheyWereSigned() throws Exception {
        stage.runSchedule();
        SealedCheckpoint last = checked().getLast();
        var day = last.manifest().at().toString().substring(0, 10).replace('-', '/');
        var name = stage.archive().resolve("checkpoints").resolve(day).resolve("%012d".formatted(last.number()));

        assertEquals(last.note().whole(), Files.readString(name.resolveSibling(name.getFileName() + ".note")));
        assertEquals(
                last.manifest(), Manifest.parse(Files.readAllBytes(name.resolveSibling(name.getFileName() + ".json"))));
    }

    private void sealAtOnce(int sealers) throws Exception {
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < sealers; i++) {
            calls.add(() -> stage.runSchedule().json());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                assertTrue(done.get().contains("\"checkpoints\""), done::toString);
            }
        }
    }

    /** All checkpoints: each follows the one before, is signed, and has the root of what stands in the table. */
    private List<SealedCheckpoint> checked() throws Exception {
        PublicKey key = publicKey();
        var store = new DynamoCheckpoints(new DynamoCalls(stage.tables()), stage.tableName("AuditTable"));
        List<SealedCheckpoint> all = store.from(0, 10_000, Deadline.in(Duration.ofSeconds(30)));
        Map<String, List<SealedRecord>> chains = stage.audit().chains();
        SealState state = SealState.first(ORIGIN);
        for (SealedCheckpoint sealed : all) {
            assertTrue(sealed.note().isSignedBy(new NoteKey(ORIGIN, key)));
            state = state.after(sealed.checkpoint(), sealed.manifest());
            var leaves = new ArrayList<dev.tollgate.core.seal.TreeHash>();
            for (Manifest.Range range : sealed.manifest().ranges()) {
                chains.get(range.writer()).stream()
                        .filter(record -> record.seq() >= range.from() && record.seq() <= range.to())
                        .forEach(record -> leaves.add(dev.tollgate.core.seal.Leaf.of(record)));
            }
            Checkpoint checkpoint = sealed.checkpoint();
            assertEquals(
                    checkpoint.root(),
                    dev.tollgate.core.seal.MerkleTree.of(leaves).root());
        }
        return all;
    }

    private PublicKey publicKey() throws Exception {
        String pem = Files.readString(stage.sealPublicKey());
        return Ed25519.publicKey(
                pem.lines().filter(line -> !line.startsWith("-")).reduce("", String::concat));
    }

    private List<String> decisions(NewAgent agent, int count) throws Exception {
        Http http = stage.anonymous().withKey(agent.key());
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var answer = http.evaluation(Question.call(agent.id(), "docs", "read"));
            ids.add(answer.decisionId().orElseThrow(() -> new AssertionError(answer.toString())));
        }
        return ids;
    }
}
