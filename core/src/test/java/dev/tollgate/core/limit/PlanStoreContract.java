package dev.tollgate.core.limit;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What each store of plans promises, together with the store of limits beside it. */
public abstract class PlanStoreContract {
    protected static final long NOW = 1_764_000_000_000_000L;
    protected static final long QUARTER_HOUR = Duration.ofMinutes(15).toNanos() / 1_000;

    /** Ten a second, five at once: a permit comes back each 100,000 microseconds. */
    protected static final Rate TEN_A_SECOND = new Rate(10, Duration.ofSeconds(1), 5);

    private static final AtomicLong NAMES = new AtomicLong();

    /** Limits and plans over the same counts. */
    public record Stores(LimitStore limits, PlanStore plans) {}

    protected abstract Stores stores();

    /** Stores over the same counts that remember only what they saw themselves, as each function instance does. */
    protected abstract Stores newInstance();

    @Test
    void takesWhatItsStepsTakeTogether() throws StoreException {
        LimitKey key = key();
        Plan plan = plan(step("a", claim(key, 1)), step("b", claim(key, 2)), step("c"));

        assertEquals(new Booking.Booked(), book(stores(), plan, NOW));
        assertEquals(new Admission.Admitted(List.of(1L)), take(stores(), key, NOW, 1));
        assertEquals(new Admission.Admitted(List.of(0L)), take(newInstance(), key, NOW, 1));
        assertInstanceOf(Admission.Refused.class, take(stores(), key, NOW, 1));
    }

    @Test
    void takesOfNoKeyWhenTheLastRefuses() throws StoreException {
        List<LimitKey> keys = List.of(key(), key(), key());
        take(stores(), keys.getLast(), NOW, 4);
        Plan plan = plan(step("a", claim(keys.get(0), 5), claim(keys.get(1), 5), claim(keys.get(2), 2)));

        for (Stores stores : List.of(newInstance(), stores())) {
            assertEquals(
                    new Booking.Refused(List.of(new Booking.Wait(claim(keys.get(2), 2), 100_000))),
                    book(stores, plan, NOW));
        }
        assertEquals(new PlanUse.Unknown(), use(stores(), plan, 0, "a", NOW));
        assertEquals(new Admission.Admitted(List.of(0L)), take(stores(), keys.get(0), NOW, 5));
        assertEquals(new Admission.Admitted(List.of(0L)), take(stores(), keys.get(1), NOW, 5));
        assertEquals(new Admission.Admitted(List.of(0L)), take(stores(), keys.get(2), NOW, 1));
    }

    @Test
    void takesOfNoLimitOfAKeyWhenAnotherRefuses() throws StoreException {
        LimitKey key = key();
        Charge slow = Charge.of("slow", new Rate(1, Duration.ofMinutes(1), 1), 1);
        stores().limits().take(key, List.of(slow), NOW, soon());
        Plan plan = plan(step("a", claim(key, 3)), step("b", new Claim(key, slow)));

        assertEquals(
                new Booking.Refused(List.of(new Booking.Wait(new Claim(key, slow), 60_000_000))),
                book(newInstance(), plan, NOW));
        assertEquals(new Admission.Admitted(List.of(0L)), take(stores(), key, NOW, 5));
    }

    @Test
    void namesTheWaitOfEachLimitThatRefusesAndIsRightAboutTheLongest() throws StoreException {
        LimitKey one = key();
        LimitKey other = key();
        take(stores(), one, NOW, 5);
        take(stores(), other, NOW, 3);
        Plan plan = plan(step("a", claim(one, 1), claim(other, 1)), step("b", claim(one, 1), claim(other, 2)));

        assertEquals(
                new Booking.Refused(
                        List.of(new Booking.Wait(claim(one, 2), 200_000), new Booking.Wait(claim(other, 3), 100_000))),
                book(newInstance(), plan, NOW));
        assertEquals(
                new Booking.Refused(List.of(new Booking.Wait(claim(one, 2), 1))), book(stores(), plan, NOW + 199_999));
        assertEquals(new Booking.Booked(), book(stores(), plan, NOW + 200_000));
    }

    @Test
    void refusesForGoodASumThatNoBurstAdmits() throws StoreException {
        LimitKey key = key();
        LimitKey other = key();
        Plan plan = plan(step("a", claim(key, 3)), step("b", claim(key, 3), claim(other, 1)));

        assertEquals(new Booking.TooLarge(List.of(claim(key, 6))), book(stores(), plan, NOW));
        assertEquals(new Admission.Admitted(List.of(0L)), take(stores(), key, NOW, 5));
        assertEquals(new Admission.Admitted(List.of(0L)), take(stores(), other, NOW, 5));
    }

    @Test
    void booksAfterAPauseWhatWasUsedUpBefore() throws StoreException {
        LimitKey key = key();
        take(stores(), key, NOW, 5);

        assertEquals(new Booking.Booked(), book(newInstance(), plan(step("a", claim(key, 5))), NOW + 500_000));
    }

    @Test
    void booksBusyAndIdleAndNewLimitsTogether() throws StoreException {
        List<LimitKey> keys = List.of(key(), key(), key());
        take(stores(), keys.get(0), NOW - 900_000_000, 5);
        take(stores(), keys.get(1), NOW, 2);
        Plan plan = plan(step("a", claim(keys.get(0), 5), claim(keys.get(1), 3), claim(keys.get(2), 5)));

        assertEquals(new Booking.Booked(), book(newInstance(), plan, NOW));
        for (LimitKey key : keys) {
            assertInstanceOf(Admission.Refused.class, take(newInstance(), key, NOW, 1));
        }
    }

    @Test
    void booksAPlanThatTakesNoLimits() throws StoreException {
        Plan plan = plan(step("a"));

        assertEquals(new Booking.Booked(), book(stores(), plan, NOW));
        assertEquals(new PlanUse.Used(List.of()), use(newInstance(), plan, 0, "a", NOW));
    }

    @Test
    void booksAHundredStepsOver99Keys() throws StoreException {
        List<LimitKey> keys = IntStream.range(0, 99).mapToObj(i -> key()).toList();
        List<Plan.Step> steps = IntStream.range(0, 100)
                .mapToObj(i -> step("digest-" + i, claim(keys.get(i % 99), 1), claim(keys.get((i + 1) % 99), 1)))
                .toList();
        Plan plan = plan(steps.toArray(Plan.Step[]::new));

        assertEquals(new Booking.Booked(), book(stores(), plan, NOW));
        assertEquals(
                new PlanUse.Used(List.of(prepaid(keys.get(0), 1), prepaid(keys.get(1), 1))),
                use(newInstance(), plan, 99, "digest-99", NOW));
    }

    @Test
    void paysForEachStepOnce() throws StoreException {
        LimitKey key = key();
        LimitKey other = key();
        Plan plan = plan(step("a", claim(key, 1), claim(other, 2)), step("b", claim(key, 2)));
        book(stores(), plan, NOW);

        assertEquals(new PlanUse.Used(List.of(prepaid(key, 2))), use(stores(), plan, 1, "b", NOW));
        assertEquals(
                new PlanUse.Used(List.of(prepaid(key, 1), prepaid(other, 2))), use(newInstance(), plan, 0, "a", NOW));
        assertEquals(new PlanUse.Refused(), use(stores(), plan, 0, "a", NOW));
        assertEquals(new PlanUse.Refused(), use(newInstance(), plan, 1, "b", NOW));
    }

    @Test
    void paysForNoOtherCall() throws StoreException {
        Plan plan = plan(step("a", claim(key(), 1)), step("b", claim(key(), 1)));
        book(stores(), plan, NOW);

        assertEquals(new PlanUse.Refused(), use(stores(), plan, 0, "b", NOW));
        assertEquals(new PlanUse.Refused(), use(stores(), plan, 1, "a", NOW));
        assertEquals(new PlanUse.Refused(), use(stores(), plan, 2, "a", NOW));
        assertEquals(new PlanUse.Refused(), use(stores(), plan, 99, "a", NOW));
        assertEquals(new PlanUse.Unknown(), use(stores(), plan(step("a")), 0, "a", NOW));
        assertInstanceOf(PlanUse.Used.class, use(stores(), plan, 0, "a", NOW));
    }

    @Test
    void paysUntilItExpiresAndNotAMomentLonger() throws StoreException {
        Plan plan = plan(step("a", claim(key(), 1)), step("b", claim(key(), 1)));
        book(stores(), plan, NOW);

        assertInstanceOf(PlanUse.Used.class, use(stores(), plan, 0, "a", NOW + QUARTER_HOUR - 1));
        assertEquals(new PlanUse.Refused(), use(stores(), plan, 1, "b", NOW + QUARTER_HOUR));
    }

    @Test
    void paysOnceForCallsAtTheSameTime() throws Exception {
        for (int round = 0; round < 10; round++) {
            Plan plan = plan(step("a", claim(key(), 1)));
            book(stores(), plan, NOW);
            var together = new CyclicBarrier(4);
            Callable<PlanUse> call = () -> {
                Stores stores = newInstance();
                together.await();
                return use(stores, plan, 0, "a", NOW);
            };
            long used = 0;
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (var result : threads.invokeAll(Collections.nCopies(4, call))) {
                    used += result.get() instanceof PlanUse.Used ? 1 : 0;
                }
            }
            assertEquals(1, used);
        }
    }

    /**
     * A hundred a second, twenty at once, on each of two keys: two threads book plans over both, two take of one each.
     * Each look at the clock is 2 ms later than the one before.
     */
    @Test
    void neverAdmitsMoreThanTheRateToPlansAndSingleCallsTogether() throws Exception {
        var rate = new Rate(100, Duration.ofSeconds(1), 20);
        List<LimitKey> keys = List.of(key(), key());
        var clock = new AtomicLong(NOW);
        var admitted = List.of(new AtomicLong(), new AtomicLong());
        var booked = new AtomicLong();
        Callable<Void> planner = () -> {
            Stores stores = newInstance();
            for (int i = 0; i < 60; i++) {
                long now = clock.addAndGet(2_000);
                Plan plan = plan(
                        step("a", new Claim(keys.get(0), Charge.of("calls", rate, 1))),
                        step("b", new Claim(keys.get(1), Charge.of("calls", rate, 1))),
                        step("c", new Claim(keys.get(0), Charge.of("calls", rate, 2))));
                if (book(stores, plan, now) instanceof Booking.Booked) {
                    booked.incrementAndGet();
                    admitted.get(0).addAndGet(3);
                    admitted.get(1).addAndGet(1);
                }
            }
            return null;
        };
        var work = new ArrayList<Callable<Void>>(List.of(planner, planner));
        for (int i = 0; i < 2; i++) {
            int place = i;
            work.add(() -> {
                Stores stores = newInstance();
                for (int n = 0; n < 150; n++) {
                    long now = clock.addAndGet(2_000);
                    List<Charge> one = List.of(Charge.of("calls", rate, 1));
                    if (stores.limits().take(keys.get(place), one, now, soon()) instanceof Admission.Admitted) {
                        admitted.get(place).incrementAndGet();
                    }
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            for (var result : threads.invokeAll(work)) {
                result.get();
            }
        }
        long most = 20 + 100 * (clock.get() - NOW) / 1_000_000;
        for (AtomicLong count : admitted) {
            assertTrue(count.get() <= most, count + " were admitted, at most " + most + " may be");
            assertTrue(count.get() >= 20, count + " were admitted, less than the burst");
        }
        assertTrue(booked.get() > 0, "no plan was booked");
    }

    /** One step of a generated sequence: a booking of these costs, one a key, or a take of the first. */
    protected record Act(List<Long> costs, boolean isPlan, long afterMicros, boolean byAnother) {}

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void answersAnySequenceAsTheReferenceDoes(@ForAll("sequences") List<Act> sequence) throws StoreException {
        List<LimitKey> keys = List.of(key(), key(), key());
        var reference = new InMemoryLimitStore();
        Stores mine = newInstance();
        long now = NOW;
        for (Act act : sequence) {
            now += act.afterMicros();
            Stores asked = act.byAnother() ? newInstance() : mine;
            if (act.isPlan()) {
                Plan plan = plan(IntStream.range(0, 3)
                        .mapToObj(i ->
                                step("s" + i, claim(keys.get(i), act.costs().get(i))))
                        .toArray(Plan.Step[]::new));
                assertEquals(reference.book(plan, now, soon()), asked.plans().book(plan, now, soon()));
            } else {
                Charge charge = Charge.of("calls", TEN_A_SECOND, act.costs().getFirst());
                // What is refused from memory may name too short a wait; the verdict is never another.
                assertEquals(
                        reference
                                .take(keys.getFirst(), List.of(charge), now, soon())
                                .getClass(),
                        asked.limits()
                                .take(keys.getFirst(), List.of(charge), now, soon())
                                .getClass());
            }
        }
    }

    @Provide
    Arbitrary<List<Act>> sequences() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 6).list().ofSize(3),
                        Arbitraries.of(true, true, false),
                        Arbitraries.longs().between(0, 700_000),
                        Arbitraries.of(true, false))
                .as(Act::new)
                .list()
                .ofMaxSize(15);
    }

    protected static LimitKey key() {
        return new LimitKey("L#plans#" + NAMES.incrementAndGet());
    }

    protected static Plan plan(Plan.Step... steps) {
        return new Plan("plan-" + NAMES.incrementAndGet(), List.of(steps), "sha256:0", NOW + QUARTER_HOUR);
    }

    protected static Plan.Step step(String digest, Claim... claims) {
        return new Plan.Step(digest, List.of(claims));
    }

    protected static Claim claim(LimitKey key, long cost) {
        return new Claim(key, Charge.of("calls", TEN_A_SECOND, cost));
    }

    private static Prepaid prepaid(LimitKey key, long cost) {
        return Prepaid.of(claim(key, cost));
    }

    protected static Booking book(Stores stores, Plan plan, long now) throws StoreException {
        return stores.plans().book(plan, now, soon());
    }

    private static PlanUse use(Stores stores, Plan plan, int place, String digest, long now) throws StoreException {
        return stores.plans().use(plan.id(), place, digest, now, soon());
    }

    protected static Admission take(Stores stores, LimitKey key, long now, long cost) throws StoreException {
        return stores.limits().take(key, List.of(Charge.of("calls", TEN_A_SECOND, cost)), now, soon());
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
