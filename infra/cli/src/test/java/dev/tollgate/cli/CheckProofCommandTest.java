package dev.tollgate.cli;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.cli.Session.Result;
import dev.tollgate.core.Deadline;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.Draft;
import dev.tollgate.core.record.RecordStore;
import dev.tollgate.core.record.SealedRecord;
import dev.tollgate.core.record.Writer;
import dev.tollgate.core.seal.Ed25519NoteSigner;
import dev.tollgate.core.seal.SealState;
import dev.tollgate.core.seal.Sealing;
import dev.tollgate.core.seal.SignedNote;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CheckProofCommandTest {
    private static final String ORIGIN = "audit.example.com/demo";
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    @TempDir
    private Path directory;

    private Session session;
    private String key;
    private String proof;

    @BeforeEach
    void aRecordThatWasSealed() throws Exception {
        session = new Session(Map.of(), directory);
        Path privateKey = directory.resolve("seal.pem");
        key = write("seal.pub", SigningKey.generate(privateKey));

        List<SealedRecord> records = written();
        Sealing sealing = Sealing.step(SealState.first(ORIGIN), Map.of("w1", records), NOW);
        SignedNote note = SignedNote.sign(
                sealing.checkpoint().text(), Ed25519NoteSigner.ofPem(ORIGIN, Files.readString(privateKey)));
        proof = JsonText.write(
                sealing.proof(records.getLast(), note).orElseThrow().json());
    }

    @Test
    void aProofHolds() throws Exception {
        String file = write("proof.json", proof);

        Result text = session.run("audit", "check-proof", file, "--public-key", key);
        Result json = session.run("audit", "check-proof", file, "--public-key", key, "--output", "json");

        assertEquals(new Result(0, "Proven: record w1-3 is in checkpoint 0 of " + ORIGIN + ".\n", ""), text);
        assertEquals(0, json.exitCode());
        assertEquals(Json.Bool.TRUE, json.json().get("proven").orElseThrow());
        assertEquals(4L, json.json().integer("size").orElseThrow());
    }

    @Test
    void theProofThatTheApiGivesHolds() throws Exception {
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/v1/audit/records/w1-3/proof", exchange -> {
            byte[] answer = proof.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        api.start();
        try {
            var auditor = new Session(
                    Map.of(
                            "TOLLGATE_URL",
                            "http://127.0.0.1:" + api.getAddress().getPort(),
                            "TOLLGATE_AUDITOR_KEY",
                            "tg_" + "a".repeat(16) + "_" + "s".repeat(52)),
                    directory);
            String file = directory + "/got.json";

            Result got = auditor.run("audit", "prove", "w1-3", "--out", file);
            assertEquals(
                    new Result(
                            0, "Record w1-3 is in checkpoint 0 of " + ORIGIN + "; the proof is in " + file + ".\n", ""),
                    got);
            assertEquals(
                    0,
                    session.run("audit", "check-proof", file, "--public-key", key)
                            .exitCode());
            assertEquals(proof + "\n", auditor.run("audit", "prove", "w1-3").out());
            assertEquals(2, auditor.run("audit", "prove", "w1-3", "--out", file).exitCode());
            assertEquals(1, auditor.run("audit", "prove", "w1-9").exitCode());
        } finally {
            api.stop(0);
        }
    }

    @Test
    void aProofThatDoesNotHoldSaysWhy() throws Exception {
        String otherKey = write("other.pub", SigningKey.generate(directory.resolve("other.pem")));

        assertNotProven("is not signed by this key", proof, otherKey);
        assertNotProven("is not at place 3", proof.replace("crm/read", "crm/drop"), key);
        assertNotProven("is not at place 2", proof.replace("\"index\":3", "\"index\":2"), key);
        assertNotProven("has no text 'note'", proof.replace("\"note\"", "\"nope\""), key);
        assertNotProven("not well-formed", "{", key);
        assertNotProven("more than", " ".repeat(1_100_000), key);
        assertNotProven("is of " + ORIGIN + ", not of other", proof, key, "--origin", "other");
    }

    @Test
    void aFileThatCannotBeReadIsNoVerdict() throws Exception {
        String file = write("proof.json", proof);

        Result noProof = session.run("audit", "check-proof", directory + "/none.json", "--public-key", key);
        Result noKey = session.run("audit", "check-proof", file, "--public-key", file);

        assertEquals(2, noProof.exitCode());
        assertTrue(noProof.err().contains("there is no file"), noProof.err());
        assertEquals(2, noKey.exitCode());
        assertTrue(noKey.err().contains("is no public Ed25519 key"), noKey.err());
        assertEquals(2, session.run("audit", "check-proof", file).exitCode());
    }

    private void assertNotProven(String reason, String proofText, String publicKey, String... more) throws Exception {
        var arguments = new ArrayList<>(
                List.of("audit", "check-proof", write("changed.json", proofText), "--public-key", publicKey));
        Collections.addAll(arguments, more);

        Result result = session.run(arguments.toArray(String[]::new));

        assertEquals(1, result.exitCode(), result.err());
        assertTrue(result.out().startsWith("Not proven: ") && result.out().contains(reason), result.out());
    }

    private String write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** An opening and three decisions. */
    private static List<SealedRecord> written() throws Exception {
        var kept = new ArrayList<SealedRecord>();
        RecordStore store = new RecordStore() {
            @Override
            public void enter(String writer, LocalDate day, Deadline deadline) {
                // Nobody looks for the chain.
            }

            @Override
            public boolean append(List<SealedRecord> records, Deadline deadline) {
                return kept.addAll(records);
            }
        };
        var decision = new Draft(
                Draft.Kind.DECISION,
                NOW,
                NOW.plus(Duration.ofDays(90)),
                Json.object().put("tool", "crm/read").build());
        new Writer(store, () -> "w1", Json.Obj.EMPTY, InstantSource.fixed(NOW))
                .append(List.of(decision, decision, decision), Deadline.in(Duration.ofMinutes(1)));
        return kept;
    }
}
