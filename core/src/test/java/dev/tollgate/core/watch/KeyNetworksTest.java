package dev.tollgate.core.watch;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.Reaction;
import dev.tollgate.core.policy.Watching;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class KeyNetworksTest {
    private static final Optional<String> BOT = Optional.of("bot");
    private static final Watching LOCK = WatchBed.reacting(
            new Reaction(Reaction.Event.KEY_NETWORKS, 3, Duration.ofMinutes(5), Posture.LOCKDOWN, Duration.ofHours(1)));

    private final WatchBed bed = new WatchBed();
    private final WatchBed.InstanceOfFunction one = bed.instance();
    private final WatchBed.InstanceOfFunction other = bed.instance();

    @Test
    void steadyUseIsNotedOnceInFiveMinutesAndInstance() {
        for (int i = 0; i < 299; i++) {
            one.used("key", BOT, "home", Watching.NOTHING);
            bed.pass(Duration.ofSeconds(1));
        }
        assertEquals(2, bed.networkStore.asked(), "one write and one read");
        bed.pass(Duration.ofSeconds(1));
        one.used("key", BOT, "home", Watching.NOTHING);
        assertEquals(4, bed.networkStore.asked());
        assertEquals(List.of(), bed.told());
    }

    @Test
    void aKeyUsedFromThreeNetworksWithinMinutesIsARecord() throws StoreException {
        one.used("key", BOT, "home", Watching.NOTHING);
        other.used("key", BOT, "office", Watching.NOTHING);
        assertEquals(List.of(), bed.told());
        bed.pass(Duration.ofMinutes(4));
        other.used("key", BOT, "elsewhere", Watching.NOTHING);

        assertEquals(
                List.of("{\"event\":\"key_networks\",\"agent\":\"bot\",\"count\":3,\"within_s\":300}"), bed.told());
        assertEquals(Posture.NORMAL, one.postureOf("bot"), "no bundle asked for more");
    }

    @Test
    void aReactionStopsTheAgentWhoseKeyItIs() throws StoreException {
        for (String network : List.of("home", "office", "elsewhere")) {
            one.used("key", BOT, network, LOCK);
        }

        assertEquals(Posture.LOCKDOWN, one.postureOf("bot"));
        assertEquals(Posture.LOCKDOWN, other.postureOf("bot"));
        assertEquals(2, bed.told().size(), "the networks, and the reaction");
        other.used("key", BOT, "home", LOCK);
        assertEquals(3, bed.told().size(), "the other instance tells of the networks, and nobody reacts twice");
    }

    @Test
    void aKeyThatIsForManyAgentsIsOnlyTold() {
        for (String network : List.of("home", "office", "elsewhere")) {
            one.used("hook", Optional.empty(), network, LOCK);
        }

        assertEquals(List.of("{\"event\":\"key_networks\",\"count\":3,\"within_s\":300}"), bed.told());
    }

    @Test
    void movingSlowlyIsNothing() {
        for (int i = 0; i < 10; i++) {
            one.used("key", BOT, "network" + i, LOCK);
            bed.pass(Duration.ofMinutes(5));
        }

        assertEquals(List.of(), bed.told());
    }

    @Test
    void afterAFailureItIsTriedAgainInFiveSeconds() {
        bed.networkStore.goDown();
        one.used("key", BOT, "home", LOCK);
        one.used("key", BOT, "home", LOCK);
        assertEquals(1, bed.problems.size());
        bed.networkStore.comeBack();
        bed.pass(Duration.ofSeconds(5));
        one.used("key", BOT, "home", LOCK);

        assertEquals(3, bed.networkStore.asked(), "one write that failed, one write and one read");
    }
}
