package dev.tollgate.core.journal;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonException;
import dev.tollgate.core.json.JsonText;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a hook writes, the reader reads. */
class HookJournalTest {
    private static final KeyPair KEY = newKey();
    private static final byte[] PRIVATE = KEY.getPrivate().getEncoded();
    private static final RegisteredHook HOOK = registered(KEY);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final HookJournal journal = new HookJournal("proxy-1", PRIVATE, JournalHead.start("proxy-1"));
    private final JournalReader reader = new JournalReader();

    @Test
    void entriesFollowEachOtherFromTheFirst() throws Exception {
        note(3);

        Journal read = reader.read(journal.next().orElseThrow());

        assertEquals("proxy-1", read.hook());
        assertEquals(
                List.of(1L, 2L, 3L),
                read.entries().stream().map(JournalEntry::seq).toList());
        assertEquals(
                JournalledCall.ofTool(NOON, "bot", "crm", "ping-0"),
                read.entries().getFirst().call());
        assertEquals(JournalHead.genesis("proxy-1"), read.entries().getFirst().prev());
        assertEquals(read.entries().get(1).hash(), read.entries().get(2).prev());
    }

    @Test
    void theSignatureIsOfTheRegisteredKeyAndOfNoOther() throws Exception {
        note(1);

        Journal read = reader.read(journal.next().orElseThrow());

        assertTrue(read.isSignedBy(HOOK));
        assertFalse(read.isSignedBy(registered(newKey())));
    }

    @Test
    void anyChangeBreaksTheSignature() throws Exception {
        note(1);
        String sent = JsonText.write(journal.next().orElseThrow());

        assertTrue(reader.read(json(sent.replace(",\"", " , \""))).isSignedBy(HOOK), "white space is no change");
        assertFalse(reader.read(json(sent.replace("ping-0", "ping-1"))).isSignedBy(HOOK));
        assertFalse(reader.read(json(sent.replace("\"bot\"", "\"bat\""))).isSignedBy(HOOK));
        assertFalse(reader.read(json(sent.replace("12:00:00Z", "12:00:01Z"))).isSignedBy(HOOK));
    }

    @Test
    void aSignatureOfSomethingElseIsNone() throws Exception {
        Json.Obj body = Json.object()
                .put("hook", "proxy-1")
                .put("entries", new Json.Arr(List.of()))
                .put("signature", Base64.getEncoder().encodeToString(new byte[3]))
                .build();

        assertFalse(reader.read(body).isSignedBy(HOOK));
        assertTrue(reader.read(HookJournal.inquiry("proxy-1", PRIVATE)).isSignedBy(HOOK));
    }

    @Test
    void aBatchStaysTheSameUntilItWasReceived() throws Exception {
        note(2);
        Json.Obj first = journal.next().orElseThrow();
        note(1);

        assertEquals(first, journal.next().orElseThrow());
        journal.received(2);
        Journal next = reader.read(journal.next().orElseThrow());
        assertEquals(3, next.lastSeq());
        assertEquals(1, next.entries().size());
        journal.received(3);
        assertEquals(Optional.empty(), journal.next());
    }

    @Test
    void aBatchHasAsManyEntriesAsAreTakenAtOnce() throws Exception {
        note(Journal.MOST_ENTRIES + 1);

        assertEquals(
                Journal.MOST_ENTRIES,
                reader.read(journal.next().orElseThrow()).entries().size());
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        note(2);
        JournalEntry last = reader.read(journal.next().orElseThrow()).entries().getLast();
        var later = new HookJournal("proxy-1", PRIVATE, new JournalHead(2, last.hash(), Optional.empty()));
        later.add(JournalledCall.ofTool(NOON, "bot", "crm", "ping"));

        Journal read = reader.read(later.next().orElseThrow());

        assertEquals(3, read.lastSeq());
        assertEquals(last.hash(), read.entries().getFirst().prev());
    }

    @Test
    void readsEveryMember() throws Exception {
        var call = new JournalledCall(
                NOON,
                "user",
                "alice",
                "can_read",
                "todo",
                "7",
                Optional.empty(),
                Optional.of("sha256:" + "a".repeat(64)),
                Optional.of("session"),
                Optional.of("trace"),
                Optional.of("w1-17.3"));
        journal.add(call);

        assertEquals(
                call,
                reader.read(journal.next().orElseThrow()).entries().getFirst().call());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "seq":1                 | "seq":0                     | 'entries[0].seq': expected an integer from 1 to 999,999,999,999.
            "seq":1                 | "seq":1.0                   | 'entries[0].seq': expected an integer from 1 to 999,999,999,999.
            "seq":2                 | "seq":3                     | 'entries[1].seq': expected 2: entries follow each other without a gap.
            "seq":1,"prev":"        | "seq":1,"prev":"x           | 'entries[0].prev': expected 64 lower-case hex digits.
            ping-0                  | ping-9                      | 'entries[1].prev': expected SHA-256 over the RFC 8785 form of the entry before it.
            "hook":"proxy-1"        | "hook":"proxy-2"            | 'entries[0].prev': expected SHA-256 of 'journal:' and the hook's name, since nothing is before it.
            12:00:00Z               | noon                        | 'entries[0].at': expected a time such as 2026-11-24T10:00:00.250Z.
            "2026-                  | "+99999999-                 | 'entries[0].at': expected a time such as 2026-11-24T10:00:00.250Z.
            "type":"agent"          | "type":7                    | 'entries[0].subject.type': expected a string.
            "id":"bot"              | "id":"bot","roles":["x"]    | 'entries[0].subject': expected only type, id; there is another member.
            "name":"tools/call"     | "name":""                   | 'entries[0].action.name': expected a string of 1 to 1,024 characters.
            ,"properties":{"server":"crm"} | ``                  | 'entries[0].resource.properties': expected an object.
            "why":"no_answer"       | "why":"denied"              | 'entries[0].why': expected "no_answer".
            "why":                  | "arguments_digest":"md5:1","why": | 'entries[0].arguments_digest': expected "sha256:" and 64 lower-case hex digits.
            "why":                  | "last_decision_id":"no id","why": | 'entries[0].last_decision_id': expected the id of a decision, as 'Tollgate-Decision-Id' has it.
            "why":                  | "session_id":null,"why":    | 'entries[0].session_id': expected a string; it is missing.
            "entries":[             | "entries":[7,               | 'entries[0]': expected an object.
            "entries":              | "more":1,"entries":         | 'body': expected only hook, entries, signature; there is another member.
            "entries":              | "items":                    | 'body': expected only hook, entries, signature; there is another member.
            "signature":"           | "signature":"*              | 'signature': expected an Ed25519 signature in base64.
            """)
    void namesTheFieldThatIsWrong(String there, String instead, String message) throws Exception {
        note(2);
        String sent = JsonText.write(journal.next().orElseThrow())
                .replaceFirst(java.util.regex.Pattern.quote(there), java.util.regex.Matcher.quoteReplacement(instead));

        var refused = assertThrows(ProblemException.class, () -> reader.read(json(sent)));

        assertEquals(400, refused.problem().status());
        assertEquals(message, refused.problem().message());
    }

    @Test
    void argumentsAreNotTaken() throws Exception {
        note(1);
        String sent = JsonText.write(journal.next().orElseThrow())
                .replace("\"why\"", "\"arguments\":{\"secret\":\"s3cr3t\"},\"why\"");

        String message = assertThrows(ProblemException.class, () -> reader.read(json(sent)))
                .problem()
                .message();

        assertTrue(message.contains("arguments are not taken, send arguments_digest"), message);
        assertFalse(message.contains("s3cr3t"), message);
    }

    @Test
    void moreEntriesThanATransactionHoldsAreRefused() {
        var many = Json.object()
                .put("hook", "proxy-1")
                .put("entries", new Json.Arr(java.util.Collections.nCopies(Journal.MOST_ENTRIES + 1, Json.Obj.EMPTY)))
                .put("signature", "AAAA")
                .build();

        assertEquals(
                "'entries': expected an array of at most 40 entries.",
                assertThrows(ProblemException.class, () -> reader.read(many))
                        .problem()
                        .message());
    }

    @Test
    void aHookHasAPlainName() {
        assertTrue(RegisteredHook.isName("proxy-1.eu_west"));
        for (String bad : List.of("", "-x", "Proxy", "a b", "a#b", "x".repeat(65), "ä")) {
            assertFalse(RegisteredHook.isName(bad), bad);
        }
    }

    private void note(int calls) {
        for (int i = 0; i < calls; i++) {
            assertTrue(journal.add(JournalledCall.ofTool(NOON, "bot", "crm", "ping-" + i)));
        }
    }

    private static RegisteredHook registered(KeyPair key) {
        return new RegisteredHook(
                "proxy-1",
                Base64.getEncoder().encodeToString(key.getPublic().getEncoded()),
                List.of("*"),
                List.of("*"),
                AccessKey.Status.ACTIVE);
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Json.Obj json(String text) throws JsonException {
        return (Json.Obj) new JsonText(64).parse(text);
    }
}
