package dev.tollgate.decision;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.observed.ObservedBatch;
import dev.tollgate.core.record.ChainCheck;
import dev.tollgate.core.record.InMemoryRecordStore.Fault;
import dev.tollgate.core.record.SealedRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static dev.tollgate.decision.TestBed.AGENT;
import static dev.tollgate.decision.TestBed.AUDITOR;
import static dev.tollgate.decision.TestBed.ENFORCER;
import static dev.tollgate.decision.TestBed.STRANGER;
import static dev.tollgate.decision.TestBed.answer;
import static dev.tollgate.decision.TestBed.json;
import static dev.tollgate.decision.TestBed.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ObservedApiTest {
    private static final String PING = "{\"server\":\"crm\",\"tool\":\"ping\",\"at\":\"2026-11-23T11:00:00Z\"}";
    private static final KeyToken OF_BOT = new KeyToken("g".repeat(16), "s".repeat(52));

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @AfterEach
    void allChainsVerify() {
        assertEquals(List.of(), ChainCheck.check(bed.records.chains()));
    }

    @Test
    void eachCallIsARecordWithoutWhatIsPersonal() {
        HttpResponse answer = send(
                "b-1",
                "{\"server\":\"crm\",\"tool\":\"ping\",\"at\":\"2026-11-23T11:00:00.250Z\","
                        + "\"agent\":\"bot\",\"decision_id\":\"w1-17\",\"session\":\"alice-s\",\"id\":\"alice-7\"},"
                        + "{\"server\":\"crm\",\"tool\":\"hidden-alice\",\"at\":\"2026-11-23T11:00:01Z\",\"agent\":\"alice\"}");

        assertEquals(200, answer.status(), answer::body);
        List<SealedRecord> records = records("observed");
        assertEquals(2, records.size());
        assertEquals(Optional.of(2L), json(answer.body()).integer("received"));
        assertEquals(Optional.of(records.getFirst().id()), json(answer.body()).text("record_id"));
        Json.Obj first = records.getFirst().content();
        assertEquals(Optional.of("gateway"), first.text("source"));
        assertEquals(Optional.of("2026-11-23T11:00:00.250000Z"), first.text("called_at"));
        assertEquals(Optional.of("2026-11-23T12:00:00.000000Z"), first.text("at"));
        assertEquals(Optional.of("bot"), first.text("agent"));
        assertEquals(Optional.of("ping"), first.text("tool"));
        assertEquals(Optional.of("w1-17"), first.text("decision"));
        assertTrue(records.getLast().content().text("tool").orElseThrow().startsWith("p."));
        for (SealedRecord record : records) {
            assertFalse(JsonText.write(record.content()).contains("alice"), record::toString);
            assertFalse(JsonText.write(record.content()).contains("b-1\""), record::toString);
        }
    }

    @Test
    void theSameBatchAgainChangesNothingAndIsAnsweredTheSame() {
        HttpResponse first = send("b-1", PING);
        bed.now = bed.now.plus(Duration.ofDays(30));

        assertEquals(first, send("b-1", PING), "also when its calls are too old by now");
        assertEquals(1, records("observed").size());
    }

    @Test
    void otherCallsUnderTheSameNameAreRefusedAndNoticed() {
        send("b-1", PING);

        assertEquals(409, send("b-1", PING + "," + PING).status());
        assertEquals(Optional.of("observed_conflict"), only().text("event"));
        assertEquals(1, records("observed").size());
    }

    @Test
    void onlyAnEnforcerHandsInWhatOthersSaw() {
        assertEquals(403, send(AGENT, "b-1", PING).status());
        assertEquals(Optional.of("observed_refused"), only().text("event"));
        assertEquals(403, send(AUDITOR, "b-1", PING).status());
        assertEquals(401, send(STRANGER, "b-1", PING).status());
        assertEquals(List.of(), records("observed"));
    }

    @Test
    void aKeyHandsInCallsOfItsServersAndAgents() {
        bed.directory.withKey(OF_BOT, AccessKey.Role.ENFORCER, List.of("bot"), List.of("crm"));
        String ofBot = PING.replace("}", ",\"agent\":\"bot\"}");

        assertEquals(403, send("b-1", PING.replace("crm", "mail")).status());
        assertEquals(Optional.of("outside_scope"), only().text("event"));
        assertEquals(403, send(OF_BOT, "b-1", PING).status(), "no agent is said");
        assertEquals(403, send(OF_BOT, "b-1", ofBot.replace("bot", "sleeper")).status());
        assertEquals(200, send(OF_BOT, "b-1", ofBot).status());
        assertEquals(1, records("observed").size());
    }

    @Test
    void aFieldThatIsWrongIsNamed() {
        for (String[] wrong : new String[][] {
            {
                "{\"tool\":\"ping\",\"at\":\"2026-11-23T11:00:00Z\"}",
                "'calls[0].server': expected a string; it is missing."
            },
            {"{\"server\":\"crm\",\"tool\":7,\"at\":\"2026-11-23T11:00:00Z\"}", "'calls[0].tool': expected a string."},
            {PING.replace("2026-11-23T11", "noon"), "'calls[0].at': expected a time such as"},
            {PING.replace("2026-11-23T11", "2026-11-15T11"), "'calls[0].at': expected a time in the last 7 days"},
            {PING.replace("2026-11-23T11", "2026-11-23T13"), "at most 5 minutes ahead"},
            {PING.replace("}", ",\"decision_id\":\"alice\"}"), "'calls[0].decision_id': expected the id of a decision"},
            {PING.replace("}", ",\"agent\":\"a b\"}"), "'calls[0].agent': expected an agent's id."},
            {PING.replace("}", ",\"arguments\":{}}"), "'calls[0]': expected only server, tool"},
            {"7", "'calls[0]': expected an object."},
            {"", "'calls': expected an array of 1 to 90 calls."},
            {String.join(",", Collections.nCopies(ObservedBatch.MOST_CALLS + 1, PING)), "an array of 1 to 90 calls."}
        }) {
            HttpResponse answer = send("b-1", wrong[0]);
            assertEquals(400, answer.status(), wrong[0]);
            assertTrue(answer.body().contains(wrong[1]), answer::body);
        }
        assertEquals(List.of(), bed.records.records());
    }

    @Test
    void aLostAnswerIsGivenWhenTheSameIsSentAgain() {
        bed.records.plan(List.of(Fault.NONE, Fault.NONE, Fault.AFTER_WRITING));
        HttpResponse lost = send("b-1", PING);
        HttpResponse again = send("b-1", PING);

        assertEquals(503, lost.status());
        assertEquals(200, again.status(), again::body);
        assertEquals(1, records("observed").size());
    }

    @Test
    void asManyAsFitAreOneRequest() {
        String calls = String.join(",", Collections.nCopies(ObservedBatch.MOST_CALLS, PING));

        assertEquals(200, send("b-1", calls).status());
        assertEquals(ObservedBatch.MOST_CALLS, records("observed").size());
    }

    private HttpResponse send(String batch, String calls) {
        return send(ENFORCER, batch, calls);
    }

    private HttpResponse send(KeyToken key, String batch, String calls) {
        return answer(
                api,
                post(
                        "/v1/audit/observed",
                        key,
                        "{\"source\":\"gateway\",\"batch\":\"" + batch + "\",\"calls\":[" + calls + "]}"));
    }

    private Json.Obj only() {
        List<SealedRecord> records = records("security");
        assertEquals(1, records.size());
        return records.getFirst().content();
    }

    private List<SealedRecord> records(String kind) {
        return bed.records.records().stream()
                .filter(record -> record.kind().equals(kind))
                .toList();
    }
}
