package dev.tollgate.core.limit;

import dev.tollgate.core.Deadline;
import dev.tollgate.core.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
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

/** What each store of reservations promises, together with the store of limits beside it. */
public abstract class ReservationStoreContract {
    protected static final long NOW = 1_764_000_000_000_000L;
    protected static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    /** Ten a second, five at once: a permit comes back each 100,000 microseconds. */
    protected static final Rate TEN_A_SECOND = new Rate(10, Duration.ofSeconds(1), 5);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final AtomicLong NAMES = new AtomicLong();

    /** Limits and reservations over the same counts. */
    public record Stores(LimitStore limits, ReservationStore reservations) {}

    protected abstract Stores stores();

    /** Stores over the same counts that remember only what they saw themselves, as each function instance does. */
    protected abstract Stores newInstance();

    @Test
    void reservesTheMomentAtWhichTheLimitAdmits() throws StoreException {
        LimitKey key = key();
        useUp(key);

        Reservation first = reserved(stores(), key, NOW, 1);
        Reservation second = reserved(newInstance(), key, NOW + 30_000, 2);
        assertEquals(NOW + 100_000, first.notBeforeMicros());
        assertEquals(NOW + 300_000, second.notBeforeMicros());
        assertEquals(NOW + 1_100_000, first.expiresMicros());
        assertEquals(new Prepaid(key, charge(2).slot(), 2), second.paid());
    }

    @Test
    void whatIsReservedIsTakenAtOnce() throws StoreException {
        LimitKey key = key();
        useUp(key);
        reserved(stores(), key, NOW, 2);

        assertInstanceOf(Admission.Refused.class, take(stores(), key, NOW + 299_999, 1));
        assertEquals(new Admission.Admitted(List.of(0L)), take(newInstance(), key, NOW + 300_000, 1));
    }

    @Test
    void reservesUpToTheLongestWaitAndNotAMomentLonger() throws StoreException {
        LimitKey key = key();
        useUp(key);
        for (int i = 1; i <= 5; i++) {
            reserved(stores(), key, NOW, 1);
        }

        assertEquals(new Reserving.Refused(), reserve(stores(), key, NOW + 99_999, 1));
        assertEquals(new Reserving.Refused(), reserve(newInstance(), key, NOW + 99_999, 1));
        assertEquals(
                NOW + 600_000, reserved(newInstance(), key, NOW + 100_000, 1).notBeforeMicros());
    }

    @Test
    void reservesNothingWhereAnotherLimitOfTheKeyRefuses() throws StoreException {
        LimitKey key = key();
        useUp(key);
        Charge slow = Charge.of("slow", new Rate(1, Duration.ofMinutes(1), 1), 1);
        stores().limits().take(key, List.of(slow), NOW, soon());
        var wish = new DelayedCharge(key, charge(1), HALF_A_SECOND, List.of(slow));

        for (Stores stores : List.of(newInstance(), stores())) {
            assertEquals(new Reserving.Refused(), stores.reservations().reserve(wish, id(), "call", NOW, soon()));
        }
        assertEquals(new Admission.Admitted(List.of(0L)), take(newInstance(), key, NOW + 100_000, 1));
    }

    @Test
    void takesNothingOfTheOtherLimitsOfTheKey() throws StoreException {
        LimitKey key = key();
        useUp(key);
        Charge used = Charge.of("used", new Rate(1, Duration.ofMinutes(1), 2), 1);
        Charge fresh = Charge.of("fresh", new Rate(1, Duration.ofMinutes(1), 1), 1);
        stores().limits().take(key, List.of(used), NOW, soon());
        var wish = new DelayedCharge(key, charge(1), HALF_A_SECOND, List.of(used, fresh));

        assertInstanceOf(
                Reserving.Reserved.class, newInstance().reservations().reserve(wish, id(), "call", NOW, soon()));
        assertEquals(
                new Admission.Admitted(List.of(0L, 0L)),
                newInstance().limits().take(key, List.of(used, fresh), NOW, soon()));
    }

    @Test
    void paysOnceWithinASecond() throws StoreException {
        LimitKey key = key();
        useUp(key);
        Reservation reservation = reserved(stores(), key, NOW, 1);
        var used = new ReservationUse.Used(reservation.paid());

        assertEquals(new ReservationUse.TooEarly(reservation), use(newInstance(), reservation, "call", NOW + 99_999));
        assertEquals(used, use(newInstance(), reservation, "call", NOW + 100_000));
        assertEquals(new ReservationUse.Refused(), use(newInstance(), reservation, "call", NOW + 100_000));
        assertEquals(new ReservationUse.Refused(), use(stores(), reservation, "call", NOW));
    }

    @Test
    void paysUntilItExpiresAndNotAMomentLonger() throws StoreException {
        LimitKey key = key();
        useUp(key);
        Reservation punctual = reserved(stores(), key, NOW, 1);
        Reservation late = reserved(stores(), key, NOW, 1);

        assertEquals(
                new ReservationUse.Used(punctual.paid()),
                use(stores(), punctual, "call", punctual.notBeforeMicros() + 1_000_000));
        assertEquals(new ReservationUse.Refused(), use(stores(), late, "call", late.notBeforeMicros() + 1_000_001));
    }

    @Test
    void paysForNoOtherCall() throws StoreException {
        LimitKey key = key();
        useUp(key);
        Reservation reservation = reserved(stores(), key, NOW, 1);

        assertEquals(new ReservationUse.Refused(), use(stores(), reservation, "other", NOW));
        assertEquals(new ReservationUse.Refused(), use(stores(), reservation, "other", NOW + 100_000));
        assertEquals(
                new ReservationUse.Unknown(), stores().reservations().use("nobody", "call", NOW + 100_000, soon()));
        assertInstanceOf(ReservationUse.Used.class, use(stores(), reservation, "call", NOW + 100_000));
    }

    @Test
    void paysOnceForCallsAtTheSameTime() throws Exception {
        for (int round = 0; round < 10; round++) {
            LimitKey key = key();
            useUp(key);
            Reservation reservation = reserved(stores(), key, NOW, 1);
            var together = new CyclicBarrier(4);
            Callable<ReservationUse> call = () -> {
                Stores stores = newInstance();
                together.await();
                return use(stores, reservation, "call", NOW + 100_000);
            };
            long used = 0;
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (var result : threads.invokeAll(Collections.nCopies(4, call))) {
                    used += result.get() instanceof ReservationUse.Used ? 1 : 0;
                }
            }
            assertEquals(1, used);
        }
    }

    /** One call of a generated sequence, and how long after its time it comes for its reservation, if it gets one. */
    protected record Act(long cost, long afterMicros, long lateMicros, boolean byAnother) {}

    /** What was admitted, and when. */
    private record Admitted(long at, long cost) {}

    /** Comes as late as it may or earlier, or stays away: over any window the bound holds, by the time of use. */
    @Property(seed = "5", tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void admitsInAnyWindowAtMostBurstAndRateTimesOneSecondMore(@ForAll("sequences") List<Act> sequence)
            throws StoreException {
        LimitKey key = key();
        var reference = new Reference();
        Stores mine = newInstance();
        var admitted = new ArrayList<Admitted>();
        long now = NOW;
        for (Act act : sequence) {
            now += act.afterMicros();
            Stores asked = act.byAnother() ? newInstance() : mine;
            Optional<Long> slot = slot(asked, key, now, act, admitted);
            assertEquals(reference.slot(now, act.cost()), slot);
        }
        assertWithinBound(admitted);
    }

    /** When the call may come; empty when it may not. */
    private static Optional<Long> slot(Stores stores, LimitKey key, long now, Act act, List<Admitted> admitted)
            throws StoreException {
        if (take(stores, key, now, act.cost()) instanceof Admission.Admitted) {
            admitted.add(new Admitted(now, act.cost()));
            return Optional.of(now);
        }
        if (reserve(stores, key, now, act.cost()) instanceof Reserving.Reserved(Reservation reservation)) {
            long comes = reservation.notBeforeMicros() + act.lateMicros();
            if (use(stores, reservation, "call", comes) instanceof ReservationUse.Used) {
                admitted.add(new Admitted(comes, act.cost()));
            }
            return Optional.of(reservation.notBeforeMicros());
        }
        return Optional.empty();
    }

    /** A bucket of five permits that fills by one each 100,000 microseconds, and may owe what comes in half a second. */
    private static final class Reference {
        private long level = 5 * 100_000;
        private long at = NOW;

        Optional<Long> slot(long now, long cost) {
            level = Math.min(5 * 100_000, level + now - at);
            at = now;
            long after = level - cost * 100_000;
            if (cost > 5 || after < -500_000) {
                return Optional.empty();
            }
            level = after;
            return Optional.of(now + Math.max(0, -after));
        }
    }

    private static void assertWithinBound(List<Admitted> admitted) {
        for (Admitted from : admitted) {
            for (Admitted to : admitted) {
                long cost = admitted.stream()
                        .filter(each -> each.at() >= from.at() && each.at() <= to.at())
                        .mapToLong(Admitted::cost)
                        .sum();
                long most = 5 + (to.at() - from.at() + 1_000_000) / 100_000;
                assertTrue(to.at() < from.at() || cost <= most, cost + " were admitted, at most " + most + " may be");
            }
        }
    }

    @Provide
    Arbitrary<List<Act>> sequences() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 4),
                        Arbitraries.longs().between(0, 250_000),
                        Arbitraries.of(0L, 300_000L, 1_000_000L, 1_000_001L),
                        Arbitraries.of(true, false))
                .as(Act::new)
                .list()
                .ofMaxSize(30);
    }

    /** A hundred a second, twenty at once, up to half a second ahead; each look at the clock is 2 ms later. */
    @Test
    void neverAdmitsMoreThanTheBoundToManyAtOnce() throws Exception {
        var rate = new Rate(100, SECOND, 20);
        LimitKey key = key();
        var clock = new AtomicLong(NOW);
        var admitted = new AtomicLong();
        Callable<Void> work = () -> {
            Stores stores = newInstance();
            var one = Charge.of("calls", rate, 1);
            var wish = new DelayedCharge(key, one, HALF_A_SECOND, List.of());
            for (int n = 0; n < 100; n++) {
                long now = clock.addAndGet(2_000);
                if (stores.limits().take(key, List.of(one), now, soon()) instanceof Admission.Admitted) {
                    admitted.incrementAndGet();
                } else if (stores.reservations().reserve(wish, id(), "call", now, soon())
                                instanceof Reserving.Reserved(Reservation reservation)
                        && use(stores, reservation, "call", reservation.notBeforeMicros())
                                instanceof ReservationUse.Used) {
                    admitted.incrementAndGet();
                }
            }
            return null;
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var result : threads.invokeAll(Collections.nCopies(4, work))) {
                result.get();
            }
        }
        long most = 20 + 100 * (clock.get() - NOW + 500_000) / 1_000_000;
        assertTrue(admitted.get() <= most, admitted + " were admitted, at most " + most + " may be");
        assertTrue(admitted.get() > 50, admitted + " were admitted: no reservation was used");
    }

    private void useUp(LimitKey key) throws StoreException {
        take(stores(), key, NOW, 5);
    }

    protected static LimitKey key() {
        return new LimitKey("L#reserved#" + NAMES.incrementAndGet());
    }

    protected static String id() {
        return "reservation-" + NAMES.incrementAndGet();
    }

    protected static Charge charge(long cost) {
        return Charge.of("calls", TEN_A_SECOND, cost);
    }

    protected static Reserving reserve(Stores stores, LimitKey key, long now, long cost) throws StoreException {
        var wish = new DelayedCharge(key, charge(cost), HALF_A_SECOND, List.of());
        return stores.reservations().reserve(wish, id(), "call", now, soon());
    }

    protected static Reservation reserved(Stores stores, LimitKey key, long now, long cost) throws StoreException {
        return assertInstanceOf(Reserving.Reserved.class, reserve(stores, key, now, cost))
                .reservation();
    }

    protected static ReservationUse use(Stores stores, Reservation reservation, String digest, long now)
            throws StoreException {
        return stores.reservations().use(reservation.id(), digest, now, soon());
    }

    protected static Admission take(Stores stores, LimitKey key, long now, long cost) throws StoreException {
        return stores.limits().take(key, List.of(charge(cost)), now, soon());
    }

    protected static Deadline soon() {
        return Deadline.in(Duration.ofMinutes(1));
    }
}
