package dev.tollgate.hook.journal;

import dev.tollgate.hook.json.CanonicalJson;
import dev.tollgate.hook.json.Json;
import dev.tollgate.hook.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JournalTest {
    @TempDir
    private Path directory;

    private Path file;
    private KeyPair pair;
    private HookKey key;

    @BeforeEach
    void key() throws Exception {
        file = directory.resolve("journal");
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = HookKey.of("hook-1", pair.getPrivate());
    }

    @Test
    void nothingIsNotedBeforeItIsKnownWhereTheJournalGoesOn() throws Exception {
        try (Journal journal = Journal.open(file, key)) {
            assertThrows(IOException.class, () -> journal.note(call("read")));
            journal.received(7, "ab".repeat(32));
            journal.note(call("read"));

            assertEquals(8, entries(journal).getFirst().integer("seq").orElseThrow());
            assertEquals(
                    Optional.of("ab".repeat(32)), entries(journal).getFirst().text("prev"));
        }
    }

    @Test
    void entriesAreBoundToEachOtherAndSigned() throws Exception {
        try (Journal journal = started()) {
            journal.note(call("read"));
            journal.note(call("list"));

            Json.Obj body = JsonText.readObject(journal.next());
            List<Json.Obj> entries = entries(journal);
            assertEquals(
                    Optional.of(CanonicalJson.sha256(CanonicalJson.text(entries.getFirst()))),
                    entries.getLast().text("prev"));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(pair.getPublic());
            verifier.update(("tollgate-journal-v1\n" + CanonicalJson.text(body.without("signature")))
                    .getBytes(StandardCharsets.UTF_8));
            assertTrue(verifier.verify(
                    Base64.getDecoder().decode(body.text("signature").orElseThrow())));
        }
    }

    @Test
    void theSameBytesAreSentUntilTheyAreReceivedAndAtMostFortyAtOnce() throws Exception {
        try (Journal journal = started()) {
            journal.note(call("read"));
            byte[] first = journal.next();
            for (int i = 0; i < 50; i++) {
                journal.note(call("read"));
            }

            assertArrayEquals(first, journal.next());
            journal.received(1, hash(journal, 0));
            assertEquals(40, entries(journal).size());
            assertEquals(50, journal.unreported());
        }
    }

    @Test
    void aRestartGoesOnWhereItWasAndALineThatWasNotFinishedIsGone() throws Exception {
        try (Journal journal = started()) {
            journal.note(call("read"));
            journal.note(call("list"));
        }
        Files.writeString(file, "{\"seq\":3,\"prev\":", StandardOpenOption.APPEND);

        try (Journal journal = Journal.open(file, key)) {
            journal.note(call("tree"));
            List<Json.Obj> entries = entries(journal);

            assertEquals(
                    List.of(1L, 2L, 3L),
                    entries.stream()
                            .map(entry -> entry.integer("seq").orElseThrow())
                            .toList());
            assertEquals(
                    Optional.of(CanonicalJson.sha256(CanonicalJson.text(entries.get(1)))),
                    entries.get(2).text("prev"));
        }
        assertEquals(4, Files.readAllLines(file).size());
    }

    @Test
    void aChangedFileAndAnotherHooksAreRefused() throws Exception {
        try (Journal journal = started()) {
            journal.note(call("read"));
        }
        assertThrows(IOException.class, () -> Journal.open(file, HookKey.of("hook-2", pair.getPrivate())));
        Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);
        assertThrows(IOException.class, () -> Journal.open(file, key));
    }

    @Test
    void twoDoNotShareAJournal() throws Exception {
        try (Journal journal = started()) {
            assertEquals(0, journal.unreported());
            assertThrows(IOException.class, () -> Journal.open(file, key));
        }
    }

    @Test
    void whereAnotherEntryStandsNothingGoesOn() throws Exception {
        try (Journal journal = started()) {
            journal.note(call("read"));
            assertThrows(IOException.class, () -> journal.received(1, "cd".repeat(32)));
            assertThrows(IOException.class, () -> journal.note(call("read")));
        }
    }

    private Journal started() throws IOException {
        Journal journal = Journal.open(file, key);
        journal.received(0, key.genesis());
        return journal;
    }

    private static NotedCall call(String tool) {
        return new NotedCall(
                Instant.parse("2026-11-28T00:00:00Z"),
                "bot",
                "tools/call",
                "tool",
                tool,
                "docs",
                Optional.empty(),
                Optional.of("session"),
                Optional.empty(),
                "w-1");
    }

    private static List<Json.Obj> entries(Journal journal) throws Exception {
        return Arrays.stream(
                        JsonText.readObject(journal.next()).items("entries").toArray(Json[]::new))
                .map(Json.Obj.class::cast)
                .toList();
    }

    private static String hash(Journal journal, int index) throws Exception {
        return CanonicalJson.sha256(CanonicalJson.text(entries(journal).get(index)));
    }
}
