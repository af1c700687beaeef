package dev.tollgate.decision;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.journal.HookJournal;
import dev.tollgate.core.journal.Journal;
import dev.tollgate.core.journal.JournalHead;
import dev.tollgate.core.journal.JournalledCall;
import dev.tollgate.core.journal.RegisteredHook;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import dev.tollgate.core.record.SealedRecord;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.tollgate.decision.TestBed.AGENT;
import static dev.tollgate.decision.TestBed.AUDITOR;
import static dev.tollgate.decision.TestBed.ENFORCER;
import static dev.tollgate.decision.TestBed.NOON;
import static dev.tollgate.decision.TestBed.STRANGER;
import static dev.tollgate.decision.TestBed.answer;
import static dev.tollgate.decision.TestBed.json;
import static dev.tollgate.decision.TestBed.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code proxy-1} is a hook for {@code bot} and {@code crm}. Of its tools, {@code ping} goes on without an answer. */
class JournalApiTest {
    private static final KeyPair KEY = newKey();
    private static final KeyPair OTHER_KEY = newKey();
    private static final Instant BEFORE = NOON.minusSeconds(90);

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();
    private final HookJournal journal = journal(KEY, JournalHead.start("proxy-1"));

    @BeforeEach
    void register() {
        bed.hooks.put("proxy-1", hook(AccessKey.Status.ACTIVE, "*", "crm"));
    }

    @AfterEach
    void allChainsVerify() {
        assertEquals(List.of(), ChainCheck.check(bed.records.chains()));
    }

    @Test
    void whatWasLetThroughIsRecordedAsLate() {
        journal.add(new JournalledCall(
                BEFORE,
                "agent",
                "bot",
                "tools/call",
                "tool",
                "ping",
                Optional.of("crm"),
                Optional.of("sha256:" + "a".repeat(64)),
                Optional.of("session-1"),
                Optional.of("trace-1"),
                Optional.of("w1-17")));

        HttpResponse answer = send(next());

        assertEquals(200, answer.status(), answer::body);
        assertEquals(Optional.of(1L), json(answer.body()).integer("received_to"));
        SealedRecord record = only("journal");
        assertEquals(Optional.of(record.id()), json(answer.body()).text("record_id"));
        Json.Obj content = record.content();
        assertEquals(Json.of(true), content.get("late").orElseThrow());
        assertEquals(Optional.of("proxy-1"), content.text("hook"));
        assertEquals(Optional.of(1L), content.integer("hook_seq"));
        assertEquals(Optional.of("2026-11-23T11:58:30.000000Z"), content.text("hook_at"));
        assertEquals(Optional.of("2026-11-23T12:00:00.000000Z"), content.text("at"));
        assertEquals(json(answer.body()).text("hash"), content.text("entry"));
        assertEquals(Optional.of("bot"), content.text("agent"));
        assertEquals(Optional.of("crm"), content.text("server"));
        assertEquals(Optional.of("ping"), content.text("tool"));
        assertTrue(content.text("last_decision").orElseThrow().startsWith("p."));
        assertEquals(Json.of(true), content.get("goes_on").orElseThrow());
        assertEquals(Optional.of(TestBed.DIGEST), content.text("bundle"));
        assertFalse(content.get("violation").isPresent());
        assertFalse(content.get("implausible_time").isPresent());
        for (String said : List.of("session-1", "trace-1", "owner-of-bot", "w1-17", "aaaaaaaa".repeat(8))) {
            assertFalse(JsonText.write(content).contains(said), said);
        }
        assertEquals(List.of(), records("security"));
    }

    @Test
    void aCallThatMustNotHaveGoneOnIsRecordedAndNoticed() {
        add("bot", "ping");
        add("bot", "query");
        add("nobody", "ping");
        add("bot", "erase");

        HttpResponse answer = send(next());

        assertEquals(200, answer.status(), answer::body);
        List<SealedRecord> entries = records("journal");
        assertEquals(4, entries.size());
        assertEquals(Optional.of(entries.getLast().id()), json(answer.body()).text("record_id"));
        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.of("must_not_go_on"),
                        Optional.of("agent_unknown"),
                        Optional.of("unknown_tool")),
                entries.stream()
                        .map(record -> record.content().text("violation"))
                        .toList());
        assertEquals(Json.of(false), entries.get(1).content().get("goes_on").orElseThrow());
        List<SealedRecord> noticed = records("security");
        assertEquals(3, noticed.size());
        assertEquals(
                Optional.of("journal_violation"), noticed.getFirst().content().text("event"));
        assertEquals(Optional.of("bot"), noticed.getFirst().content().text("agent"));
        assertEquals(Optional.of(2L), noticed.getFirst().content().integer("hook_seq"));
    }

    @Test
    void aSuspendedAgentIsMarked() {
        add("sleeper", "ping");

        assertEquals(200, send(next()).status());
        assertEquals(Json.of(true), only("journal").content().get("suspended").orElseThrow());
    }

    @Test
    void anImplausibleTimeIsMarkedAndTheEntryTaken() {
        journal.add(JournalledCall.ofTool(NOON.minus(Duration.ofDays(8)), "bot", "crm", "ping"));
        journal.add(JournalledCall.ofTool(NOON.plus(Duration.ofMinutes(6)), "bot", "crm", "ping"));
        journal.add(JournalledCall.ofTool(NOON.plus(Duration.ofMinutes(4)), "bot", "crm", "ping"));
        journal.add(JournalledCall.ofTool(NOON.minus(Duration.ofDays(6)), "bot", "crm", "ping"));

        assertEquals(200, send(next()).status());
        assertEquals(
                List.of(true, true, false, false),
                records("journal").stream()
                        .map(record -> record.content().get("implausible_time").isPresent())
                        .toList());
    }

    @Test
    void theSameAgainIsAnsweredTheSameAndRecordedOnce() {
        add("bot", "ping");
        add("bot", "query");
        String first = next();
        HttpResponse answer = send(first);
        int records = bed.records.records().size();

        assertEquals(answer, send(first));
        journal.received(2);
        add("bot", "ping");
        HttpResponse later = send(next());
        assertEquals(answer, send(first), "also when more was received since");
        assertEquals(later, send(next()));
        assertEquals(records + 1, bed.records.records().size());
    }

    @Test
    void aBatchThatWasReceivedInPartIsTakenFromThere() {
        add("bot", "ping");
        HookJournal same = journal(KEY, JournalHead.start("proxy-1"));
        same.add(JournalledCall.ofTool(BEFORE, "bot", "crm", "ping"));
        same.add(JournalledCall.ofTool(BEFORE, "bot", "crm", "ping"));
        send(next());

        HttpResponse answer = send(JsonText.write(same.next().orElseThrow()));

        assertEquals(Optional.of(2L), json(answer.body()).integer("received_to"));
        assertEquals(2, records("journal").size());
    }

    @Test
    void aGapIsToldWithThePlaceThatIsExpected() {
        add("bot", "ping");
        String first = next();
        send(first);
        journal.received(1);
        add("bot", "ping");
        next();
        journal.received(2);
        add("bot", "ping");

        HttpResponse answer = send(next());

        assertEquals(409, answer.status());
        Json.Obj body = json(answer.body());
        assertEquals(
                Optional.of("journal_gap"), body.object("error").orElseThrow().text("code"));
        assertEquals(
                Optional.of("Entries are missing: expected entry 2. Send those between first; nothing was taken."),
                body.object("error").orElseThrow().text("message"));
        assertEquals(Optional.of(1L), body.integer("received_to"));
        assertEquals(1, bed.records.records().size());
    }

    @Test
    void anotherEntryInAPlaceThatIsTakenIsRefusedAndNoticed() {
        add("bot", "ping");
        send(next());
        HookJournal copy = journal(KEY, JournalHead.start("proxy-1"));
        copy.add(JournalledCall.ofTool(BEFORE.plusSeconds(1), "bot", "crm", "ping"));

        HttpResponse answer = send(JsonText.write(copy.next().orElseThrow()));

        assertEquals(409, answer.status());
        assertEquals(
                Optional.of("conflict"),
                json(answer.body()).object("error").orElseThrow().text("code"));
        assertEquals(Optional.of("journal_conflict"), only("security").content().text("event"));
        assertEquals(Optional.of(1L), only("security").content().integer("hook_seq"));

        copy.add(JournalledCall.ofTool(BEFORE, "bot", "crm", "ping"));
        copy.received(0);
        assertEquals(409, send(JsonText.write(copy.next().orElseThrow())).status(), "nor with what follows it");
        assertEquals(1, records("journal").size());
        assertEquals(1, records("security").size(), "one a minute");
    }

    @Test
    void aChangedEntryFarBackIsFound() {
        for (int i = 0; i < 3; i++) {
            add("bot", "ping");
            send(next());
            journal.received(i + 1);
        }
        HookJournal copy = journal(KEY, JournalHead.start("proxy-1"));
        copy.add(JournalledCall.ofTool(BEFORE.plusSeconds(1), "bot", "crm", "ping"));

        assertEquals(409, send(JsonText.write(copy.next().orElseThrow())).status());
        assertEquals(Optional.of("journal_conflict"), only("security").content().text("event"));
    }

    @Test
    void onlyItsHooksKeySignsAJournal() {
        HookJournal forged = journal(OTHER_KEY, JournalHead.start("proxy-1"));
        forged.add(JournalledCall.ofTool(BEFORE, "bot", "crm", "ping"));
        String wrong = JsonText.write(forged.next().orElseThrow());
        HttpResponse ofWrongKey = send(wrong);
        bed.hooks.put("proxy-1", hook(AccessKey.Status.REVOKED, "*", "crm"));
        add("bot", "ping");
        HttpResponse ofRevoked = send(next());
        bed.hooks.clear();
        HttpResponse ofUnknown = send(next());

        assertEquals(403, ofWrongKey.status());
        assertEquals(ofWrongKey, ofRevoked);
        assertEquals(ofWrongKey, ofUnknown);
        assertEquals(List.of(), records("journal"));
        assertEquals(1, records("security").size(), "one a minute");
        assertEquals(Optional.of("journal_forged"), only("security").content().text("event"));

        bed.nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        send(next());
        assertEquals(2, records("security").size());
        assertFalse(
                JsonText.write(records("security").getLast().content()).contains("proxy-1"), "who knows what it is");
    }

    @Test
    void aHookReportsWithinItsScope() {
        bed.hooks.put("proxy-1", hook(AccessKey.Status.ACTIVE, "bot", "files"));
        add("bot", "ping");

        HttpResponse answer = send(next());

        assertEquals(403, answer.status());
        assertTrue(answer.body().contains("Entry 1: its subject or server is outside the scope"), answer.body());
        assertEquals(Optional.of("outside_scope"), only("security").content().text("event"));
        bed.hooks.put("proxy-1", hook(AccessKey.Status.ACTIVE, "bot", "crm"));
        assertEquals(200, send(next()).status(), "the same once the scope is wider");
    }

    @Test
    void aCallerHandsInWhatIsInItsScope() {
        add("sleeper", "ping");

        assertEquals(403, send(AGENT, next()).status());
        assertEquals(Optional.of("outside_scope"), only("security").content().text("event"));
        assertEquals(403, send(AUDITOR, next()).status());
        assertEquals(401, send(STRANGER, next()).status());
        assertEquals(200, send(ENFORCER, next()).status());
    }

    @Test
    void anAgentHandsInItsOwnJournal() {
        add("bot", "ping");

        assertEquals(200, send(AGENT, next()).status());
    }

    @Test
    void aHookThatForgotAsksWhereItWas() {
        add("bot", "ping");
        send(next());

        Json.Obj answer = json(send(JsonText.write(
                        HookJournal.inquiry("proxy-1", KEY.getPrivate().getEncoded())))
                .body());
        HookJournal again = journal(
                KEY,
                new JournalHead(
                        answer.integer("received_to").orElseThrow(),
                        answer.text("hash").orElseThrow(),
                        Optional.empty()));
        again.add(JournalledCall.ofTool(BEFORE, "bot", "crm", "ping"));

        assertEquals(200, send(JsonText.write(again.next().orElseThrow())).status());
        assertEquals(2, records("journal").size());
    }

    @Test
    void asManyEntriesAsFitAreOneRequest() {
        for (int i = 0; i < Journal.MOST_ENTRIES; i++) {
            add("bot", "query");
        }

        assertEquals(200, send(next()).status());
        assertEquals(2 * Journal.MOST_ENTRIES, bed.records.records().size());
    }

    @Test
    void aLostAnswerIsGivenWhenTheSameIsSentAgain() {
        add("bot", "ping");
        add("bot", "query");
        bed.records.plan(List.of(Fault.NONE, Fault.NONE, Fault.AFTER_WRITING));
        HttpResponse lost = send(next());
        int records = bed.records.records().size();

        HttpResponse answer = send(next());

        assertEquals(503, lost.status());
        assertTrue(lost.body().contains("Send the same journal again, as it is."), lost.body());
        assertEquals(200, answer.status(), answer::body);
        assertEquals(3, records);
        assertEquals(records, bed.records.records().size());
    }

    @Test
    void nothingIsReceivedThatWasNotRecorded() {
        add("bot", "ping");
        bed.records.plan(List.of(Fault.NONE, Fault.NONE, Fault.BEFORE_WRITING));

        assertEquals(503, send(next()).status());
        assertEquals(List.of(), bed.records.records());
        assertEquals(200, send(next()).status());
        assertEquals(1, bed.records.records().size());
    }

    @Test
    void ofSendersOfTheSameBatchEachIsAnsweredAndTheRecordsAreThereOnce() throws Exception {
        add("bot", "ping");
        add("bot", "query");
        String batch = next();
        // Each function has a chain of its own.
        List<Callable<HttpResponse>> senders = Collections.nCopies(8, null).stream()
                .map(none -> bed.api())
                .<Callable<HttpResponse>>map(
                        function -> () -> answer(function, post("/v1/audit/journal", ENFORCER, batch)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(senders.size())) {
            var answers = new java.util.HashSet<HttpResponse>();
            for (var each : threads.invokeAll(senders)) {
                answers.add(each.get());
            }
            assertEquals(1, answers.size(), answers::toString);
            assertEquals(200, answers.iterator().next().status());
        }
        assertEquals(3, bed.records.records().size());
    }

    @Test
    void whatWasReadWithoutAnAnswerCountsForTheAgentsHistory() {
        bed.bundle = Optional.of(HistoryApiTest.flow(List.of("labels")));
        Api withHistory = bed.api();
        String send = TestBed.toolCall("bot", "files", "send");
        assertTrue(
                answer(withHistory, TestBed.evaluation(ENFORCER, send)).body().contains("\"decision\":true"));
        add("bot", "query");

        HttpResponse received = answer(withHistory, post("/v1/audit/journal", ENFORCER, next()));

        assertEquals(200, received.status(), received::body);
        assertTrue(
                answer(withHistory, TestBed.evaluation(ENFORCER, send)).body().contains("\"decision\":false"));
        bed.now = NOON.plus(Duration.ofMinutes(15));
        assertTrue(
                answer(withHistory, TestBed.evaluation(ENFORCER, send)).body().contains("\"decision\":true"),
                "it counts from when it was read, not from when that was told");
    }

    @Test
    void anEntryIsNotReceivedWhoseLabelsCannotBeKept() {
        bed.bundle = Optional.of(HistoryApiTest.flow(List.of("labels")));
        Api withHistory = bed.api();
        add("bot", "query");
        bed.historyDown = true;
        assertEquals(
                503,
                answer(withHistory, post("/v1/audit/journal", ENFORCER, next())).status());
        assertEquals(List.of(), bed.records.records());

        bed.historyDown = false;
        assertEquals(
                200,
                answer(withHistory, post("/v1/audit/journal", ENFORCER, next())).status());
    }

    @Test
    void malformedJournalsAreRefusedWithTheField() {
        add("bot", "ping");
        HttpResponse answer = send(next().replace("no_answer", "just_because"));

        assertEquals(400, answer.status());
        assertEquals(
                Optional.of("'entries[0].why': expected \"no_answer\"."),
                json(answer.body()).object("error").orElseThrow().text("message"));
        assertEquals(List.of(), bed.records.records());
        assertEquals(
                405,
                answer(api, TestBed.request("GET", "/v1/audit/journal", java.util.Map.of(), ""))
                        .status());
    }

    private void add(String agent, String tool) {
        assertTrue(journal.add(JournalledCall.ofTool(BEFORE, agent, "crm", tool)));
    }

    private String next() {
        return JsonText.write(journal.next().orElseThrow());
    }

    private HttpResponse send(String body) {
        return send(ENFORCER, body);
    }

    private HttpResponse send(KeyToken key, String body) {
        return answer(api, post("/v1/audit/journal", key, body));
    }

    private SealedRecord only(String kind) {
        List<SealedRecord> records = records(kind);
        assertEquals(1, records.size());
        return records.getFirst();
    }

    private List<SealedRecord> records(String kind) {
        return bed.records.records().stream()
                .filter(record -> record.kind().equals(kind))
                .toList();
    }

    private static HookJournal journal(KeyPair key, JournalHead head) {
        return new HookJournal("proxy-1", key.getPrivate().getEncoded(), head);
    }

    private static RegisteredHook hook(AccessKey.Status status, String agents, String servers) {
        return new RegisteredHook(
                "proxy-1",
                Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded()),
                List.of(agents),
                List.of(servers),
                status);
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
