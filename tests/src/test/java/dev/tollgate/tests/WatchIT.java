package dev.tollgate.tests;

import dev.tollgate.core.agent.AccessKey;
import dev.tollgate.core.agent.KeyToken;
import dev.tollgate.core.json.Json;
import dev.tollgate.core.store.KeyGrant;
import dev.tollgate.tests.stage.AdministeredStage;
import dev.tollgate.tests.stage.AdministeredStage.NewAgent;
import dev.tollgate.tests.stage.Answer;
import dev.tollgate.tests.stage.Await;
import dev.tollgate.tests.stage.BesideOthers;
import dev.tollgate.tests.stage.Http;
import dev.tollgate.tests.stage.OnStage;
import dev.tollgate.tests.stage.Question;
import dev.tollgate.tests.stage.Stage;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Stories of agents that are denied too often and of keys in the wrong hands, beside honest work. Function instances
 * remember for five seconds what they read, so that what one instance noticed may reach another one that much later.
 */
@BesideOthers
@OnStage(bundle = "watch")
class WatchIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    /** The window of the bundle, and how long instances and buckets may add to it. */
    private static final Duration CALM = Duration.ofSeconds(40);

    /** Loopback has many networks; the gateway tells functions which one a request came from. */
    private static final List<String> NETWORKS = List.of("127.0.1.1", "127.0.2.1", "127.0.3.1");

    private final Stage stage;

    WatchIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void anAgentWhoseDenialsPileUpIsSlowedAndRecovers() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent probing = local.newAgent("reader");
        NewAgent honest = local.newAgent("reader");
        for (int i = 0; i < 3; i++) {
            assertEquals("denied_by_policy", ask(probing, "erase").reason());
        }

        Await.until(
                "a write that costs four times as much",
                SOON,
                () -> Optional.of(4L).equals(tightened(local, ask(probing, "write"))));
        Await.until("a throttle that says why", SOON, () -> {
            Answer slowed = ask(probing, "write");
            return slowed.effect().equals("throttle") && slowed.text().contains("each costs 4 times as much for now");
        });
        for (int i = 0; i < 3; i++) {
            Answer answer = ask(honest, "write");
            assertEquals("allow", answer.effect(), answer::toString);
            assertEquals(Optional.empty(), tightened(local, answer));
        }
        Await.until("a write at the usual cost, although the agent went on asking", CALM, () -> {
            Answer answer = ask(probing, "write");
            return answer.decision() && tightened(local, answer).isEmpty();
        });
        assertEquals(List.of("denials"), events(local, probing.id()));
        assertEquals(List.of(), events(local, honest.id()));
    }

    @Test
    void anAgentThatGoesOnProbingMayOnlyReadForAWhile() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent probing = local.newAgent("reader");
        for (int i = 0; i < 12; i++) {
            ask(probing, "erase");
        }

        Await.until("read-only", SOON, () -> ask(probing, "write").reason().equals("posture_read_only"));
        assertEquals("allow", ask(probing, "read").effect());
        assertEquals(List.of("denials", "reaction"), events(local, probing.id()));
        Await.until("writing again", CALM, () -> ask(probing, "write").decision());
        assertEquals(List.of("denials", "reaction"), events(local, probing.id()), "once");
    }

    @Test
    void aStolenKeyStopsItsAgentAndNobodyElse() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent robbed = local.newAgent("reader");
        NewAgent other = local.newAgent("reader");
        String read = Question.call(robbed.id(), "docs", "read");
        assertEquals(
                "allow", from(NETWORKS.get(0), robbed.key()).evaluation(read).effect());
        assertEquals(
                "allow", from(NETWORKS.get(1), robbed.key()).evaluation(read).effect());

        Http thief = from(NETWORKS.get(2), robbed.key());
        Await.until("lockdown", SOON, () -> thief.evaluation(read).reason().equals("posture_lockdown"));
        Await.until(
                "lockdown of the owner's own use",
                SOON,
                () -> ask(robbed, "read").reason().equals("posture_lockdown"));

        assertEquals("allow", ask(other, "read").effect());
        List<String> events = events(local, robbed.id());
        assertTrue(events.contains("key_networks"), events::toString);
        assertEquals(1, events.stream().filter("reaction"::equals).count(), "one for all instances");
        Json.Obj theft = security(local)
                .filter(record -> record.text("event").equals(Optional.of("key_networks"))
                        && record.text("agent").equals(Optional.of(robbed.id())))
                .findFirst()
                .orElseThrow();
        assertEquals(
                Optional.of(IdentityIT.keyIdOf(robbed.key())),
                theft.object("caller").flatMap(caller -> caller.text("key")));
        assertFalse(theft.toString().contains("127.0."), theft::toString);
        assertEquals(List.of(), local.audit().findings());
    }

    @Test
    void aStolenEnforcerKeyStaysInItsScopeAndIsTold() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        String key = local.newKey(AccessKey.Role.ENFORCER, List.of(agent.id()), List.of("docs"));
        for (String network : NETWORKS) {
            Answer answer = from(network, key).evaluation(Question.call(Stage.AGENT, "docs", "read"));
            assertEquals(403, answer.status(), answer::toString);
        }

        List<String> events = security(local)
                .filter(record -> record.object("caller")
                        .flatMap(caller -> caller.text("key"))
                        .equals(Optional.of(IdentityIT.keyIdOf(key))))
                .map(record -> record.text("event").orElse(""))
                .toList();
        assertEquals(3, events.stream().filter("outside_scope"::equals).count(), events::toString);
        assertTrue(events.contains("key_networks"), events::toString);
        assertEquals("allow", ask(agent, "read").effect(), "its agents did nothing");
    }

    @Test
    void aKeyThatIsNotGoodIsRecordedAndAnsweredAlike() throws Exception {
        AdministeredStage local = stage.administered();
        NewAgent agent = local.newAgent("reader");
        NewAgent revoked = local.newAgent("reader");
        local.administration().revokeKey(IdentityIT.keyIdOf(revoked.key()));
        NewAgent rotated = local.newAgent("reader");
        local.administration().rotate(rotated.id());
        local.administration().rotate(rotated.id());
        KeyToken expired = local.administration()
                .createKey(new KeyGrant(
                        AccessKey.Role.ENFORCER,
                        List.of(agent.id()),
                        List.of("*"),
                        Optional.of(Instant.now().minusSeconds(1))));
        KeyToken unknown = KeyToken.random(new SecureRandom());
        List<String> keys = List.of(unknown.text(), revoked.key(), rotated.key(), expired.text());

        List<String> answers =
                keys.stream().map(key -> refused(key, agent)).distinct().toList();

        assertEquals(1, answers.size(), answers::toString);
        assertEquals(List.of("revoked_key"), events(local, revoked.id()));
        assertEquals(List.of("rotated_key"), events(local, rotated.id()));
        List<String> events =
                security(local).map(record -> record.text("event").orElse("")).toList();
        assertTrue(events.containsAll(List.of("unknown_key", "expired_key")), events::toString);
        assertFalse(local.audit().records().toString().contains(unknown.keyId()), "it may be anything");
    }

    private String refused(String key, NewAgent agent) {
        try {
            Answer answer = stage.anonymous()
                    .withKey(key)
                    .post("/access/v1/evaluation", Question.call(agent.id(), "docs", "read"), "X-Request-ID", "same");
            return answer.status() + answer.text();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private Http from(String address, String key) {
        return Http.from(address, stage.url()).withKey(key);
    }

    private Answer ask(NewAgent agent, String tool) throws Exception {
        return stage.anonymous().withKey(agent.key()).evaluation(Question.call(agent.id(), "docs", tool));
    }

    private static Optional<Long> tightened(AdministeredStage local, Answer answer) {
        return local.audit()
                .record(answer.decisionId().orElseThrow())
                .orElseThrow()
                .integer("tightened");
    }

    private static Stream<Json.Obj> security(AdministeredStage local) {
        return local.audit().records().values().stream()
                .filter(record -> record.text("kind").equals(Optional.of("security")));
    }

    /** What is told of an agent, in alphabetical order. */
    private static List<String> events(AdministeredStage local, String agent) {
        return security(local)
                .filter(record -> record.text("agent").equals(Optional.of(agent)))
                .map(record -> record.text("event").orElse(""))
                .sorted()
                .toList();
    }
}
