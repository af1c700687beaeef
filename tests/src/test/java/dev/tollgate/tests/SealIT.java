package dev.tollgate.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.Ed25519;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.record.WriterName;
import dev.tollgate.core.seal.Checkpoint;
import dev.tollgate.core.seal.Leaf;
import dev.tollgate.core.seal.Manifest;
import dev.tollgate.core.seal.MerkleTree;
import dev.tollgate.core.seal.NoteKey;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.SealedCheckpoint;
import dev.tollgate.core.seal.SignedNote;
import dev.tollgate.core.seal.TreeHash;
import dev.tollgate.core.store.DynamoCalls;
import dev.tollgate.core.store.DynamoCheckpoints;
import dev.tollgate.core.store.DynamoRecords;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.LocalStage;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Repository;
import dev.tollgate.tests.stage.Stage;
import dev.tollgate.tests.stage.TollgateProgram;
import dev.tollgate.tests.stage.TollgateProgram.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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
        ids.forEach(id -> assertEquals(1, covering(id, all), id));
    }

    private static long covering(String id, List<SealedCheckpoint> all) {
        String writer = id.substring(0, id.lastIndexOf('-'));
        long seq = Long.parseLong(id.substring(writer.length() + 1));
        return all.stream()
                .filter(each -> each.manifest().index(writer, seq).isPresent())
                .count();
    }

    @Test
    void sealersThatAreKilledLoseNothingAndSealNothingTwice() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        var ids = new ArrayList<String>();
        for (int round = 0; round < 3; round++) {
            ids.addAll(decisions(agent, 2));
            stage.runScheduleAndKillIt();
        }
        stage.runSchedule();

        List<SealedCheckpoint> all = checked();
        ids.forEach(id -> assertEquals(1, covering(id, all), id));
    }

    /** An instance that was frozen before its records were sealed, say. */
    @Test
    void recordsOfAnHourThatIsOverAreCountedAlsoWhenTheyComeLate() throws Exception {
        var clock = InstantSource.system();
        var writer = new Writer(
                new DynamoRecords(new DynamoCalls(stage.tables()), stage.tableName("AuditTable")),
                new WriterName(new SecureRandom(), clock),
                Json.object().put("function", "test").build(),
                clock);
        Instant earlier = clock.instant().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS);

        late(writer, earlier);
        stage.runSchedule();
        assertEquals(1, throughOfHour(earlier).size());
        Set<String> first = throughOfHour(earlier);
        late(writer, earlier);
        stage.runSchedule();

        Set<String> second = throughOfHour(earlier);
        assertEquals(1, second.size(), "the first is gone");
        assertTrue(first.iterator().next().compareTo(second.iterator().next()) < 0);
    }

    private static void late(Writer writer, Instant at) throws Exception {
        Json.Obj members = Json.object()
                .put("agent", "late-bot")
                .put("server", "docs")
                .put("tool", "read")
                .put("effect", "allow")
                .put("reason", "allowed")
                .put("bundle", "0".repeat(64))
                .put("took_us", 1_234)
                .build();
        writer.append(
                List.of(new Draft(Draft.Kind.DECISION, at, at.plus(Duration.ofDays(90)), members)),
                Deadline.in(Duration.ofSeconds(5)));
    }

    /** Through which checkpoint the hour is counted, for each count that is kept of it. */
    private Set<String> throughOfHour(Instant at) {
        String name = at.toString().replace("-", "");
        return stage
                .tables()
                .query(request -> request.tableName(stage.tableName("StateTable"))
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :hour)")
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS("ROLLH#" + name.substring(0, 8)),
                                ":hour", AttributeValue.fromS(name.substring(9, 11) + "#"))))
                .items()
                .stream()
                .map(item -> item.get("sk").s().substring(3, 15))
                .collect(Collectors.toSet());
    }

    @Test
    void checkpointsAreArchivedAsTheyWereSigned() throws Exception {
        stage.runSchedule();
        SealedCheckpoint last = checked().getLast();
        var day = last.manifest().at().toString().substring(0, 10).replace('-', '/');
        String name = "checkpoints/%s/%012d".formatted(day, last.number());

        assertEquals(last.note().whole(), new String(stage.archived(name + ".note"), StandardCharsets.UTF_8));
        assertEquals(last.manifest(), Manifest.parse(stage.archived(name + ".json")));
    }

    @Test
    void anyoneCanProveARecordWithThePublicKeyAlone() throws Exception {
        String id = decisions(stage.newAgent("reader"), 2).getLast();
        stage.runSchedule();
        Http auditor = stage.auditor();

        Answer proof = auditor.get("/v1/audit/records/" + id + "/proof");
        assertEquals(200, proof.status(), proof::toString);
        Path file = Files.write(Repository.scratch("proof").resolve("proof.json"), proof.bytes());
        Result checked = new TollgateProgram(stage)
                .run(
                        "audit",
                        "check-proof",
                        file.toString(),
                        "--public-key",
                        stage.sealPublicKey().toString(),
                        "--origin",
                        ORIGIN);
        assertEquals(0, checked.exitCode(), checked::toString);
        assertTrue(checked.out().startsWith("Proven: record " + id), checked::toString);

        Files.writeString(file, proof.text().replace("\"effect\":\"allow\"", "\"effect\":\"deny\""));
        Result forged = new TollgateProgram(stage)
                .run(
                        "audit",
                        "check-proof",
                        file.toString(),
                        "--public-key",
                        stage.sealPublicKey().toString());
        assertEquals(1, forged.exitCode(), forged::toString);
        Json.Obj read = record(proof);
        assertEquals("audit.proof", read.text("act").orElseThrow());
        assertEquals(id, read.text("record").orElseThrow());
    }

    @Test
    void saysWhyThereIsNoProof() throws Exception {
        NewAgent agent = stage.newAgent("reader");
        String id = decisions(agent, 1).getFirst();
        String writer = id.substring(0, id.lastIndexOf('-'));

        Answer none = stage.auditor().get("/v1/audit/records/" + writer + "-999999/proof");
        assertEquals(404, none.status(), none::toString);
        assertEquals("not_found", none.json().path("error").path("code").asText(), none::toString);
        Answer notMine = stage.anonymous()
                .withKey(stage.newKey(AccessKey.Role.AUDITOR, List.of("another"), List.of("*")))
                .get("/v1/audit/records/" + id + "/proof");
        assertEquals(403, notMine.status(), notMine::toString);
        Answer agents = stage.anonymous().withKey(agent.key()).get("/v1/audit/records/" + id + "/proof");
        assertEquals(403, agents.status(), agents::toString);
    }

    @Test
    void givesCheckpointsNewestFirstByNumberAndByTime() throws Exception {
        for (int i = 0; i < 4; i++) {
            stage.runSchedule();
        }
        List<SealedCheckpoint> all = checked();
        long last = all.getLast().number();
        Http auditor = stage.auditor();

        var found = new ArrayList<Long>();
        String cursor = "";
        do {
            JsonNode page = checkpoints(auditor, "?from=0&to=" + last + "&limit=2&cursor=" + cursor);
            for (JsonNode each : page.get("checkpoints")) {
                SealedCheckpoint sealed = SealedCheckpoint.of(
                        SignedNote.parse(each.get("note").asText()),
                        Manifest.parse(each.get("manifest").asText().getBytes(StandardCharsets.UTF_8)));
                assertEquals(all.get(Math.toIntExact(sealed.number())), sealed);
                found.add(sealed.number());
            }
            cursor = page.get("next_cursor").asText();
        } while (!cursor.isEmpty());
        assertEquals(all.reversed().stream().map(SealedCheckpoint::number).toList(), found);

        SealedCheckpoint third = all.get(2);
        JsonNode byTime = checkpoints(
                auditor,
                "?from=" + third.manifest().at() + "&to="
                        + all.get(3).manifest().at());
        assertEquals(1, byTime.get("checkpoints").size(), byTime::toString);
        assertEquals(2, byTime.get("checkpoints").get(0).get("number").asLong());
        assertEquals(
                0, checkpoints(auditor, "?to=2020-01-01").get("checkpoints").size());
    }

    @Test
    void saysWhatIsWrongWithAQuestionForCheckpoints() throws Exception {
        Http auditor = stage.auditor();
        for (String query : List.of("?from=yesterday", "?to=-1", "?limit=101", "?limit=0", "?cursor=x", "?form=1")) {
            Answer answer = auditor.get("/v1/audit/checkpoints" + query);
            assertEquals(400, answer.status(), answer::toString);
        }
        Answer enforcer = stage.enforcer().get("/v1/audit/checkpoints");
        assertEquals(403, enforcer.status(), enforcer::toString);
    }

    private static JsonNode checkpoints(Http auditor, String query) throws Exception {
        Answer answer = auditor.get("/v1/audit/checkpoints" + query);
        assertEquals(200, answer.status(), answer::toString);
        return answer.json();
    }

    private Json.Obj record(Answer answer) {
        return stage.audit()
                .record(answer.header("Tollgate-Record-Id").orElseThrow())
                .orElseThrow();
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
            var leaves = new ArrayList<TreeHash>();
            for (Manifest.Range range : sealed.manifest().ranges()) {
                chains.get(range.writer()).stream()
                        .filter(record -> record.seq() >= range.from() && record.seq() <= range.to())
                        .forEach(record -> leaves.add(Leaf.of(record)));
            }
            Checkpoint checkpoint = sealed.checkpoint();
            assertEquals(checkpoint.root(), MerkleTree.of(leaves).root());
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
