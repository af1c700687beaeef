package dev.tollgate.core.watch;

import dev.tollgate.core.StoreException;
import dev.tollgate.core.policy.Posture;
import dev.tollgate.core.policy.Reaction;
import dev.tollgate.core.policy.Tightening;
import dev.tollgate.core.policy.Watching;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static dev.tollgate.core.watch.WatchBed.TIGHTENING;
import static org.junit.jupiter.api.Assertions.assertEquals;

class DenialWatchTest {
    private static final Reaction LOCK =
            new Reaction(Reaction.Event.DENIALS, 5, Duration.ofMinutes(5), Posture.LOCKDOWN, Duration.ofHours(1));
    private static final Reaction STEP_BACK =
            new Reaction(Reaction.Event.DENIALS, 3, Duration.ofMinutes(1), Posture.READ_ONLY, Duration.ofHours(2));

    private final WatchBed bed = new WatchBed();
    private final WatchBed.InstanceOfFunction one = bed.instance();
    private final WatchBed.InstanceOfFunction other = bed.instance();

    @Test
    void anAgentPaysMoreFromTheThirdDenialOnAndAsBeforeWhenItsWindowIsEmpty() {
        one.denied("bot", 2, TIGHTENING);
        assertEquals(1, one.costFactor("bot", TIGHTENING));
        one.denied("bot", 1, TIGHTENING);
        assertEquals(4, one.costFactor("bot", TIGHTENING), "at once where it was counted");
        assertEquals(1, one.costFactor("another", TIGHTENING));

        bed.pass(Duration.ofSeconds(60));
        assertEquals(4, one.costFactor("bot", TIGHTENING));
        bed.pass(Duration.ofSeconds(10));
        assertEquals(1, one.costFactor("bot", TIGHTENING), "ten seconds after the window at the latest");
    }

    @Test
    void anotherInstanceKnowsWithinFiveSeconds() {
        assertEquals(1, other.costFactor("bot", TIGHTENING));
        one.denied("bot", 3, TIGHTENING);
        bed.pass(Duration.ofMillis(4_999));
        assertEquals(1, other.costFactor("bot", TIGHTENING));
        bed.pass(Duration.ofMillis(1));
        assertEquals(4, other.costFactor("bot", TIGHTENING));
    }

    @Test
    void readsOnceInFiveSecondsAndWritesOnceADenial() {
        for (int i = 0; i < 100; i++) {
            one.costFactor("bot", TIGHTENING);
        }
        assertEquals(1, bed.denialStore.reads());
        one.denied("bot", 2, TIGHTENING);
        assertEquals(1, bed.denialStore.writes());
        assertEquals(1, bed.denialStore.reads());
    }

    @Test
    void nothingIsCountedOrReadForABundleThatUsesNone() {
        one.denied("bot", 100, Watching.NOTHING);
        Watching onlyNetworks = WatchBed.reacting(new Reaction(
                Reaction.Event.KEY_NETWORKS, 3, Duration.ofMinutes(5), Posture.LOCKDOWN, Duration.ofHours(1)));
        one.denied("bot", 100, onlyNetworks);

        assertEquals(1, one.costFactor("bot", onlyNetworks));
        assertEquals(0, bed.denialStore.writes() + bed.denialStore.reads());
    }

    @Test
    void anAgentWhoseDenialsCannotBeReadPaysAsIfTheyHadPiledUp() {
        bed.denialStore.goDown();

        assertEquals(4, one.costFactor("bot", TIGHTENING));
        one.denied("bot", 1, TIGHTENING);
        assertEquals(2, bed.problems.size());
    }

    @Test
    void oneRecordTellsOfABurst() {
        for (int i = 0; i < 20; i++) {
            (i % 2 == 0 ? one : other).denied("bot", 1, TIGHTENING);
        }

        assertEquals(
                List.of("{\"event\":\"denials\",\"agent\":\"bot\",\"count\":3,\"within_s\":60,\"tightened\":4}"),
                bed.told());
    }

    @Test
    void theStrictestReactionThatIsDueIsTakenOnceByAllInstances() throws StoreException {
        Watching watching = WatchBed.reacting(STEP_BACK, LOCK);
        one.denied("bot", 3, watching);
        assertEquals(Posture.READ_ONLY, one.postureOf("bot"), "at once where it was counted");
        for (int i = 0; i < 10; i++) {
            (i % 2 == 0 ? other : one).denied("bot", 1, watching);
        }

        assertEquals(Posture.LOCKDOWN, one.postureOf("bot"));
        assertEquals(Posture.LOCKDOWN, other.postureOf("bot"));
        assertEquals(Posture.NORMAL, other.postureOf("another"));
        assertEquals(
                List.of(
                        "{\"event\":\"reaction\",\"agent\":\"bot\",\"to\":\"denials\",\"count\":3,\"within_s\":60,"
                                + "\"posture\":\"read_only\",\"until\":\"2026-11-23T14:00:00.000000Z\"}",
                        "{\"event\":\"reaction\",\"agent\":\"bot\",\"to\":\"denials\",\"count\":5,\"within_s\":300,"
                                + "\"posture\":\"lockdown\",\"until\":\"2026-11-23T13:00:00.000000Z\"}"),
                bed.told());
    }

    @Test
    void aReactionEndsByItself() throws StoreException {
        one.denied("bot", 5, WatchBed.reacting(LOCK));
        bed.pass(Duration.ofMinutes(60).minusMillis(1));
        assertEquals(Posture.LOCKDOWN, other.postureOf("bot"));
        bed.pass(Duration.ofMillis(1));

        assertEquals(Posture.NORMAL, one.postureOf("bot"));
        assertEquals(Posture.NORMAL, other.postureOf("bot"));
    }

    @Test
    void countsBeyondTheLatestTenMinutes() throws StoreException {
        Watching watching = new Watching(
                Optional.of(new Tightening(1_000, Duration.ofSeconds(10), 2)),
                List.of(new Reaction(
                        Reaction.Event.DENIALS, 4, Duration.ofHours(1), Posture.LOCKDOWN, Duration.ofHours(1))));
        for (int i = 0; i < 3; i++) {
            one.denied("bot", 1, watching);
            bed.pass(Duration.ofMinutes(15));
        }
        assertEquals(Posture.NORMAL, one.postureOf("bot"));
        other.denied("bot", 1, watching);

        assertEquals(Posture.LOCKDOWN, other.postureOf("bot"));
    }
}
