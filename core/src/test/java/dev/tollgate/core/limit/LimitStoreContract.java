package dev.tollgate.core.limit;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What each store of limits promises. */
public abstract class LimitStoreContract {
    protected static final long NOW = 1_764_000_000_000_000L;
    private static final AtomicLong KEYS = new AtomicLong();

    /** Ten a second, five at once: a permit comes back each 100,000 microseconds. */
    protected static final Rate TEN_A_SECOND = new Rate(10, Duration.ofSeconds(1), 5);

    /** A store that remembers what it saw. */
    protected abstract LimitStore store();

    /** A store over the same counts that remembers nothing from one call to the next. */
    protected abstract LimitStore forgetfulStore();

    /** A store over the same counts that remembers only what it saw itself, as each function instance does. */
    protected abstract LimitStore newInstance();

    @Test
    void refusesTheSixthCallOfABurstOfFive() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        Charge one = Charge.of("calls", TEN_A_SECOND, 1);

        for (long left = 4; left >= 0; left--) {
            assertEquals(new Admission.Admitted(List.of(left)), take(store, key, NOW, one));
        }

        assertEquals(new Admission.Refused(one, 100_000), take(store, key, NOW, one));
    }

    @Test
    void admitsExactlyWhenItSaidItWould() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        Charge five = Charge.of("calls", TEN_A_SECOND, 5);
        Charge two = Charge.of("calls", TEN_A_SECOND, 2);
        take(store, key, NOW, five);

        assertEquals(new Admission.Refused(two, 200_000), take(store, key, NOW, two));
        assertEquals(new Admission.Refused(two, 1), take(store, key, NOW + 199_999, two));
        assertEquals(new Admission.Admitted(List.of(0L)), take(store, key, NOW + 200_000, two));
    }

    @Test
    void admitsAgainTheWholeBurstAfterAPause() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        Charge five = Charge.of("calls", TEN_A_SECOND, 5);
        take(store, key, NOW, five);

        assertEquals(new Admission.Refused(five, 1), take(store, key, NOW + 499_999, five));
        assertEquals(new Admission.Admitted(List.of(0L)), take(store, key, NOW + 500_000, five));
        assertEquals(new Admission.Admitted(List.of(0L)), take(store, key, NOW + 999_000_000, five));
    }

    @Test
    void aRefusalTakesNothing() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        take(store, key, NOW, Charge.of("calls", TEN_A_SECOND, 4));

        assertInstanceOf(Admission.Refused.class, take(store, key, NOW, Charge.of("calls", TEN_A_SECOND, 2)));
        assertEquals(new Admission.Admitted(List.of(0L)), take(store, key, NOW, Charge.of("calls", TEN_A_SECOND, 1)));
    }

    @Test
    void costsNothingWhenTheCostIsNothing() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();

        assertEquals(new Admission.Admitted(List.of(5L)), take(store, key, NOW, Charge.of("calls", TEN_A_SECOND, 0)));
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 1_000_000, 92_233_720_368_548L, Long.MAX_VALUE / 100_000 + 1, Long.MAX_VALUE})
    void refusesForGoodWhatNoBurstAdmitsAlsoOnAnIdleKey(long cost) throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        Charge tooMuch = Charge.of("calls", TEN_A_SECOND, cost);

        assertEquals(new Admission.TooLarge(tooMuch), take(store, key, NOW, tooMuch));
        assertEquals(new Admission.Admitted(List.of(0L)), take(store, key, NOW, Charge.of("calls", TEN_A_SECOND, 5)));
        assertEquals(new Admission.TooLarge(tooMuch), take(store, key, NOW, tooMuch));
    }

    @Test
    void takesTheLimitsOfAKeyAllOrNothing() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        Charge fast = Charge.of("fast", TEN_A_SECOND, 1);
        Charge slow = Charge.of("slow", new Rate(1, Duration.ofMinutes(1), 2), 1);

        assertEquals(new Admission.Admitted(List.of(4L, 1L)), take(store, key, NOW, fast, slow));
        assertEquals(new Admission.Admitted(List.of(3L, 0L)), take(store, key, NOW, fast, slow));
        assertEquals(new Admission.Refused(slow, 60_000_000), take(store, key, NOW, fast, slow));
        assertEquals(new Admission.Admitted(List.of(2L)), take(store, key, NOW, fast));
    }

    @Test
    void waitsForTheSlowestOfSeveralLimits() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        Charge fast = Charge.of("fast", TEN_A_SECOND, 5);
        Charge slow = Charge.of("slow", new Rate(1, Duration.ofMinutes(1), 1), 1);
        take(store, key, NOW, fast, slow);

        assertEquals(new Admission.Refused(slow, 60_000_000), take(store, key, NOW, fast, slow));
        assertEquals(new Admission.Admitted(List.of(0L, 0L)), take(store, key, NOW + 60_000_000, fast, slow));
    }

    @Test
    void admitsABusyLimitBesideAnIdleOne() throws StoreException {
        LimitKey key = key();
        Charge busy = Charge.of("busy", TEN_A_SECOND, 2);
        Charge idle = Charge.of("idle", TEN_A_SECOND, 1);
        take(store(), key, NOW, busy);

        assertEquals(new Admission.Admitted(List.of(1L, 4L)), take(forgetfulStore(), key, NOW, busy, idle));
        assertEquals(new Admission.Refused(busy, 100_000), take(forgetfulStore(), key, NOW, busy, idle));
    }

    @Test
    void countsAnewWhenTheFiguresOfALimitChange() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        take(store, key, NOW, Charge.of("calls", TEN_A_SECOND, 5));

        for (Rate other : List.of(
                new Rate(11, Duration.ofSeconds(1), 5),
                new Rate(10, Duration.ofSeconds(2), 5),
                new Rate(10, Duration.ofSeconds(1), 6))) {
            assertEquals(
                    new Admission.Admitted(List.of(other.burst() - 1)),
                    take(store, key, NOW, Charge.of("calls", other, 1)));
        }
        assertInstanceOf(Admission.Refused.class, take(store, key, NOW, Charge.of("calls", TEN_A_SECOND, 1)));
    }

    @Test
    void countsEachKeyApart() throws StoreException {
        LimitStore store = store();
        Charge five = Charge.of("calls", TEN_A_SECOND, 5);
        take(store, key(), NOW, five);

        assertEquals(new Admission.Admitted(List.of(0L)), take(store, key(), NOW, five));
    }

    @Test
    void anotherInstanceSeesWhatWasTaken() throws StoreException {
        LimitKey key = key();
        Charge five = Charge.of("calls", TEN_A_SECOND, 5);
        take(store(), key, NOW, five);

        assertEquals(new Admission.Refused(five, 500_000), take(forgetfulStore(), key, NOW, five));
    }

    @Test
    void aClockThatIsBehindIsOnlyStricter() throws StoreException {
        LimitKey key = key();
        Charge one = Charge.of("calls", TEN_A_SECOND, 1);
        take(store(), key, NOW, one);

        assertEquals(new Admission.Admitted(List.of(0L)), take(forgetfulStore(), key, NOW - 300_000, one));
        assertEquals(new Admission.Refused(one, 100_000), take(forgetfulStore(), key, NOW - 300_000, one));
        assertEquals(new Admission.Admitted(List.of(2L)), take(store(), key, NOW, one));
    }

    @Test
    void keepsTheLargestLimitThereCanBe() throws StoreException {
        LimitStore store = store();
        LimitKey key = key();
        Charge all = Charge.of("calls", new Rate(1, Duration.ofDays(366), 10), 10);

        assertEquals(new Admission.Admitted(List.of(0L)), take(store, key, NOW, all));
        assertEquals(new Admission.Refused(all, Duration.ofDays(3_660).toNanos() / 1_000), take(store, key, NOW, all));
    }

    /** One step of a generated sequence: which limits of the key, at what cost, how long after the step before. */
    protected record Step(List<Charge> charges, long afterMicros, boolean byAnother) {}

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void answersAnySequenceAsTheReferenceDoes(@ForAll("sequences") List<Step> sequence) throws StoreException {
        LimitStore store = store();
        LimitStore another = forgetfulStore();
        LimitStore reference = new InMemoryLimitStore();
        LimitKey key = key();
        long now = NOW;
        for (Step step : sequence) {
            now += step.afterMicros();
            Admission expected = reference.take(key, step.charges(), now, soon());
            Admission actual = (step.byAnother() ? another : store).take(key, step.charges(), now, soon());
            if (step.byAnother() || sequence.stream().noneMatch(Step::byAnother)) {
                assertEquals(expected, actual);
            } else {
                // What is refused from memory may name too short a wait; the verdict is never another.
                assertEquals(expected.getClass(), actual.getClass());
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        Arbitrary<Rate> rates = Combinators.combine(
                        Arbitraries.longs().between(1, 20),
                        Arbitraries.longs().between(2_000, 3_000_000),
                        Arbitraries.longs().between(1, 12))
                .as((permits, micros, burst) -> new Rate(permits, Duration.ofNanos(micros * 1_000), burst));
        return rates.list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .flatMap(limits -> Arbitraries.of(true, false)
                        .flatMap(shared -> steps(limits, shared).list().ofMaxSize(30)));
    }

    private static Arbitrary<Step> steps(List<Rate> limits, boolean shared) {
        Arbitrary<List<Charge>> charges = Arbitraries.longs()
                .between(0, 4)
                .list()
                .ofSize(limits.size())
                .flatMap(costs -> Arbitraries.subsetOf(
                                IntStream.range(0, limits.size()).boxed().toList())
                        .ofMinSize(1)
                        .map(chosen -> chosen.stream()
                                .sorted()
                                .map(i -> Charge.of("limit" + i, limits.get(i), costs.get(i)))
                                .toList()));
        Arbitrary<Long> pauses = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(0L)),
                Tuple.of(3, Arbitraries.longs().between(1, 300_000)),
                Tuple.of(1, Arbitraries.longs().between(300_000, 20_000_000)));
        return Combinators.combine(charges, pauses, shared ? Arbitraries.of(true, false) : Arbitraries.just(false))
                .as(Step::new);
    }

    @Test
    void neverAdmitsMoreThanTheRateToManyAtOnceNorMuchLess() throws Exception {
        LimitStore one = store();

        assertKeepsTheRate(List.of(one, one, one, one), 0);
    }

    @Test
    void neverAdmitsMoreToInstancesThatRememberOnTheirOwn() throws Exception {
        assertKeepsTheRate(List.of(newInstance(), newInstance(), newInstance(), newInstance()), 0);
    }

    @Test
    void neverAdmitsMoreToInstancesThatRememberNothing() throws Exception {
        LimitStore one = forgetfulStore();

        assertKeepsTheRate(List.of(one, one, one, one), 0);
    }

    @Test
    void clocksThatDifferAdmitAtMostWhatTheDifferenceIsWorth() throws Exception {
        assertKeepsTheRate(List.of(newInstance(), newInstance(), newInstance(), newInstance()), 100_000);
    }

    /** Whose clock is behind is told to wait the five seconds longer; nobody gets more than one burst too much. */
    @Test
    void aClockThatIsFiveSecondsAheadIsWorthOneBurstAndMakesTheOthersWait() throws StoreException {
        LimitStore behind = newInstance();
        LimitStore ahead = newInstance();
        LimitStore alsoBehind = newInstance();
        long theirNow = NOW + 5_000_000;
        LimitKey key = key();
        Charge five = Charge.of("calls", TEN_A_SECOND, 5);
        Charge one = Charge.of("calls", TEN_A_SECOND, 1);

        assertEquals(new Admission.Admitted(List.of(0L)), take(behind, key, NOW, five));
        assertEquals(new Admission.Admitted(List.of(0L)), take(ahead, key, theirNow, five));
        assertEquals(new Admission.Refused(one, 100_000), take(ahead, key, theirNow, one));
        assertEquals(new Admission.Refused(one, 5_100_000), take(alsoBehind, key, NOW, one));
        assertEquals(new Admission.Refused(one, 1), take(alsoBehind, key, NOW + 5_099_999, one));
        assertEquals(new Admission.Admitted(List.of(0L)), take(alsoBehind, key, NOW + 5_100_000, one));
    }

    /** What calls from several threads came to; what was not answered in time may have been taken. */
    private record Outcome(long admitted, long unanswered) {}

    /**
     * A hundred a second, twenty at once; one thread a store, 150 calls each. Each look at the clock is 2 ms later than
     * the one before, so that 600 calls are 1.2 seconds.
     *
     * @param clocksDifferBy how far the clock of each second store is ahead of the others'
     */
    private static void assertKeepsTheRate(List<LimitStore> stores, long clocksDifferBy) throws Exception {
        var clock = new AtomicLong(NOW);
        LimitKey key = key();
        var work = new ArrayList<Callable<Outcome>>();
        for (LimitStore store : stores) {
            long ahead = work.size() % 2 == 0 ? 0 : clocksDifferBy;
            work.add(() -> outcomeOf(store, key, () -> clock.addAndGet(2_000) + ahead));
        }
        long admitted = 0;
        long unanswered = 0;
        try (var threads = Executors.newFixedThreadPool(stores.size())) {
            for (var result : threads.invokeAll(work)) {
                admitted += result.get().admitted();
                unanswered += result.get().unanswered();
            }
        }
        long tookMicros = clock.get() - NOW;
        long most = 20 + 100 * (tookMicros + clocksDifferBy) / 1_000_000;
        long least = (20 + 100 * tookMicros / 1_000_000) * 95 / 100 - unanswered;
        assertTrue(admitted <= most, admitted + " were admitted, at most " + most + " may be");
        // How much clocks that differ leave unused depends on which of them asks first.
        assertTrue(
                clocksDifferBy > 0 || admitted >= least, admitted + " were admitted, at least " + least + " should be");
    }

    private static Outcome outcomeOf(LimitStore store, LimitKey key, LongSupplier clock) {
        Charge one = Charge.of("calls", new Rate(100, Duration.ofSeconds(1), 20), 1);
        long admitted = 0;
        long unanswered = 0;
        for (int i = 0; i < 150; i++) {
            try {
                if (take(store, key, clock.getAsLong(), one) instanceof Admission.Admitted) {
                    admitted++;
                }
            } catch (StoreException notInTime) {
                unanswered++;
            }
        }
        return new Outcome(admitted, unanswered);
    }

    protected static LimitKey key() {
        return new LimitKey("L#test#" + KEYS.incrementAndGet());
    }

    protected static Admission take(LimitStore store, LimitKey key, long now, Charge... charges) throws StoreException {
        return store.take(key, List.of(charges), now, soon());
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
