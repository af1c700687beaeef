package dev.tollgate.decision;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.http.HttpRequest;
import dev.tollgate.core.http.HttpResponse;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.json.JsonText;
import dev.tollgate.core.policy.Bundle;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.Reaction;
import dev.tollgate.core.policy.Tightening;
import dev.tollgate.core.policy.Watching;
import dev.tollgate.core.record.InMemoryRecordStore;
import dev.tollgate.core.record.SealedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static dev.tollgate.decision.TestBed.AGENT;
import static dev.tollgate.decision.TestBed.ENFORCER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What follows when denials of an agent pile up, or a key shows up where it should not. */
class WatchApiTest {
    private static final Optional<Tightening> TIGHTENING = Optional.of(new Tightening(3, Duration.ofMinutes(1), 4));
    private static final Reaction LOCK_AFTER_DENIALS =
            new Reaction(Reaction.Event.DENIALS, 5, Duration.ofMinutes(1), Posture.LOCKDOWN, Duration.ofHours(1));
    private static final Reaction LOCK_AFTER_THEFT =
            new Reaction(Reaction.Event.KEY_NETWORKS, 3, Duration.ofMinutes(5), Posture.LOCKDOWN, Duration.ofHours(1));

    private final TestBed bed = new TestBed();
    private final Api api = bed.api();

    @Test
    void anAgentWhoseDenialsPileUpIsSlowedAndRecovers() {
        watching(TIGHTENING);
        denied(3);

        assertEquals("allow", effect(ask("query")));
        Json.Obj slowed = ask("query");
        assertEquals("throttle", effect(slowed));
        assertTrue(message(slowed).endsWith("each costs 4 times as much for now."), () -> message(slowed));
        assertEquals(Optional.of(4L), lastRecord().integer("tightened"));

        pass(Duration.ofSeconds(70));
        for (int i = 0; i < 5; i++) {
            assertEquals("allow", effect(ask("query")));
            assertEquals(Optional.empty(), lastRecord().integer("tightened"));
        }
    }

    @Test
    void throttlesNeverSlowAnAgentDown() {
        watching(TIGHTENING);
        for (int i = 0; i < 50; i++) {
            ask("query");
        }
        pass(Duration.ofSeconds(1));

        assertEquals("allow", effect(ask("query")));
        assertEquals(Optional.empty(), lastRecord().integer("tightened"));
        assertEquals(0, bed.denials.writes());
    }

    @Test
    void aPlanOfASlowedAgentIsRefusedForNowAndNotForGood() {
        watching(TIGHTENING);
        denied(3);
        Json.Obj planned = json(api.answer(
                TestBed.evaluations(ENFORCER, batch("\"options\":{\"tollgate\":{\"plan\":true}},", "query", 2)),
                deadline()));

        assertEquals(Optional.empty(), planned.get("plan"));
        assertEquals(
                List.of("rate_limited", "rate_limited"),
                records("decision").stream()
                        .filter(record -> record.get("preflight").isPresent())
                        .map(record -> record.text("reason").orElse(""))
                        .toList());
    }

    @Test
    void aBatchCountsEachDenialWithOneWriteAndAPlanAsOne() {
        watching(TIGHTENING);
        api.answer(TestBed.evaluations(ENFORCER, batch("", "missing", 2)), deadline());
        assertEquals(1, bed.denials.writes());
        api.answer(
                TestBed.evaluations(ENFORCER, batch("\"options\":{\"tollgate\":{\"plan\":true}},", "missing", 20)),
                deadline());
        assertEquals(2, bed.denials.writes());

        assertEquals(
                List.of("3"),
                records("security").stream()
                        .map(record -> record.integer("count").orElse(0L).toString())
                        .toList());
    }

    @Test
    void aReactionStopsTheAgentAtOnceAndOnlyThatAgent() {
        watching(Optional.empty(), LOCK_AFTER_DENIALS);
        denied(5);

        Json.Obj locked = ask("query");
        assertEquals("posture_lockdown", reason(locked));
        assertEquals(
                List.of("reaction bot lockdown"),
                records("security").stream()
                        .map(record -> String.join(
                                " ",
                                record.text("event").orElse(""),
                                record.text("agent").orElse(""),
                                record.text("posture").orElse("")))
                        .toList());
        denied(20);
        assertEquals(1, records("security").size(), "what the lockdown denies does not count");
        assertEquals(5, bed.denials.writes());

        pass(Duration.ofHours(1));
        assertEquals("allow", effect(ask("query")));
    }

    @Test
    void whatCannotBeReadIsANo() {
        watching(Optional.empty(), LOCK_AFTER_DENIALS);
        bed.stepDownStore.goDown();

        assertEquals("store_unavailable", reason(ask("query")));
    }

    @Test
    void aStolenKeyIsToldAndItsAgentStopped() {
        watching(Optional.empty(), LOCK_AFTER_THEFT);
        for (String address : List.of("192.0.2.1", "192.0.2.200", "198.51.100.7", "192.0.2.1")) {
            assertEquals("allow", effect(json(api.answer(from(address, AGENT), deadline()))));
        }
        Json.Obj stolen = json(api.answer(from("203.0.113.9", AGENT), deadline()));

        assertEquals("posture_lockdown", reason(stolen));
        assertEquals(
                List.of("key_networks", "reaction"),
                records("security").stream()
                        .map(record -> record.text("event").orElse(""))
                        .toList());
        assertEquals(
                Optional.of(AGENT.keyId()),
                records("security").getFirst().object("caller").flatMap(caller -> caller.text("key")));
        assertFalse(bed.records.records().toString().contains("203.0.113"), "no address");
    }

    @Test
    void anEnforcerKeyThatIsStolenStaysInItsScopeAndIsTold() {
        watching(Optional.empty(), LOCK_AFTER_THEFT);
        for (String address : List.of("192.0.2.1", "198.51.100.7", "203.0.113.9")) {
            HttpResponse outside =
                    api.answer(from(address, ENFORCER, TestBed.toolCall("bot", "payroll", "pay")), deadline());
            assertEquals(403, outside.status());
        }

        assertEquals(
                List.of("outside_scope", "outside_scope", "key_networks", "outside_scope"),
                records("security").stream()
                        .map(record -> record.text("event").orElse(""))
                        .toList());
        assertEquals("allow", effect(ask("query")), "the agent did nothing");
    }

    @Test
    void aKeyThatIsNotGoodIsRecordedAndAnsweredAlike() {
        KeyToken revoked = key('r', AccessKey.Status.REVOKED, Optional.empty());
        KeyToken rotated = key('q', AccessKey.Status.ROTATED, Optional.empty());
        KeyToken expired = key('w', AccessKey.Status.ACTIVE, Optional.of(TestBed.NOON));
        KeyToken forged = new KeyToken(AGENT.keyId(), "z".repeat(52));
        var answers = new HashSet<String>();
        for (KeyToken key : List.of(TestBed.STRANGER, revoked, rotated, expired, forged)) {
            HttpResponse answer = api.answer(TestBed.evaluation(key, TestBed.toolCall()), deadline());
            assertEquals(401, answer.status());
            answers.add(answer.body() + answer.headers());
        }

        assertEquals(1, answers.size());
        assertEquals(
                List.of("unknown_key -", "revoked_key bot", "rotated_key bot", "expired_key bot", "wrong_secret bot"),
                records("security").stream()
                        .map(record -> record.text("event").orElse("") + " "
                                + record.text("agent").orElse("-"))
                        .toList());
        String all = bed.records.records().toString();
        assertFalse(all.contains(TestBed.STRANGER.keyId()), "what is no key of ours may be anything");
        assertFalse(all.contains("192.0.2.1"));
    }

    @Test
    void aFloodOfKeysLeavesTenRecordsAMinute() {
        for (int i = 0; i < 200; i++) {
            String id = ("k" + (char) ('a' + i % 20) + (char) ('a' + i / 20))
                    .repeat(6)
                    .substring(0, 16);
            assertEquals(
                    401,
                    api.answer(TestBed.evaluation(new KeyToken(id, "s".repeat(52)), TestBed.toolCall()), deadline())
                            .status());
        }
        assertEquals(10, records("security").size());
        pass(Duration.ofMinutes(1));
        api.answer(TestBed.evaluation(TestBed.STRANGER, TestBed.toolCall()), deadline());

        assertEquals(
                Optional.of(190L),
                records("security").getLast().object("left_out").flatMap(left -> left.integer("unknown_key")));
    }

    @Test
    void isUnauthorizedAlsoWhenThatCannotBeRecorded() {
        bed.records.plan(Collections.nCopies(10, InMemoryRecordStore.Fault.BEFORE_WRITING));
        assertEquals(
                401,
                api.answer(TestBed.evaluation(TestBed.STRANGER, TestBed.toolCall()), deadline())
                        .status());
        var withoutTenantKey = new TestBed();
        withoutTenantKey.tenantKeyDown = true;
        assertEquals(
                401,
                withoutTenantKey
                        .api()
                        .answer(TestBed.evaluation(TestBed.STRANGER, TestBed.toolCall()), deadline())
                        .status());
    }

    @Test
    void whoHasNoGoodKeyGetsTheSameAnswerWithoutTheKeysOfPeople() {
        var withoutPeople = new TestBed();
        withoutPeople.personalKeys.isDown = true;

        assertEquals(
                401,
                withoutPeople
                        .api()
                        .answer(TestBed.evaluation(TestBed.STRANGER, TestBed.toolCall()), deadline())
                        .status());
    }

    @Test
    void nothingIsRecordedOfARequestWithoutAKey() {
        HttpRequest none = TestBed.request("POST", "/access/v1/evaluation", Map.of(), TestBed.toolCall());

        assertEquals(401, api.answer(none, deadline()).status());
        assertEquals(List.of(), bed.records.records());
    }

    private void watching(Optional<Tightening> tightening, Reaction... reactions) {
        Bundle usual = TestBed.bundle();
        bed.publish(new Bundle(
                usual.name(),
                usual.settings().watching(new Watching(tightening, List.of(reactions))),
                usual.servers(),
                usual.policies(),
                usual.limits(),
                usual.schedules(),
                usual.redactions(),
                usual.data()));
    }

    private KeyToken key(char letter, AccessKey.Status status, Optional<Instant> expires) {
        var token = new KeyToken(String.valueOf(letter).repeat(16), "s".repeat(52));
        bed.directory.with(new AccessKey(
                token.keyId(),
                AccessKey.Role.AGENT,
                List.of("bot"),
                List.of("*"),
                expires,
                status,
                Optional.of(token.secretHash())));
        return token;
    }

    private void denied(int times) {
        for (int i = 0; i < times; i++) {
            ask("missing");
        }
    }

    private Json.Obj ask(String tool) {
        return json(api.answer(TestBed.evaluation(AGENT, TestBed.toolCall("bot", "crm", tool)), deadline()));
    }

    private static String batch(String options, String tool, int items) {
        String item = TestBed.toolCall("bot", "crm", tool);
        return "{" + options + "\"evaluations\":[" + String.join(",", Collections.nCopies(items, item)) + "]}";
    }

    private static HttpRequest from(String address, KeyToken key) {
        return from(address, key, TestBed.toolCall());
    }

    private static HttpRequest from(String address, KeyToken key, String body) {
        HttpRequest request = TestBed.evaluation(key, body);
        return new HttpRequest(
                request.method(),
                request.path(),
                request.headers(),
                request.body(),
                address,
                request.gatewayRequestId(),
                request.authorizer());
    }

    private void pass(Duration time) {
        bed.now = bed.now.plus(time);
        bed.nanos.addAndGet(time.toNanos());
    }

    private List<Json.Obj> records(String kind) {
        return bed.records.records().stream()
                .filter(record -> record.kind().equals(kind))
                .map(SealedRecord::content)
                .toList();
    }

    private Json.Obj lastRecord() {
        return records("decision").getLast();
    }

    private static Json.Obj json(HttpResponse response) {
        return TestBed.json(response.body());
    }

    private static String effect(Json.Obj answer) {
        return answer.object("context")
                .flatMap(context -> context.text("effect"))
                .orElse(JsonText.write(answer));
    }

    private static String reason(Json.Obj answer) {
        return answer.object("context")
                .flatMap(context -> context.object("reason"))
                .flatMap(reason -> reason.text("code"))
                .orElse(JsonText.write(answer));
    }

    private static String message(Json.Obj answer) {
        return answer.object("context")
                .flatMap(context -> context.object("reason"))
                .flatMap(reason -> reason.text("message"))
                .orElse(JsonText.write(answer));
    }

    private static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(10));
    }
}
