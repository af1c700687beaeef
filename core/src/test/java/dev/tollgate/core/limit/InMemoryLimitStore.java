package dev.tollgate.core.limit;

import dev.tollgate.core.Deadline;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The obvious store: maps, one lock, numbers without bounds. What the true ones are measured against. */
public final class InMemoryLimitStore implements LimitStore, PlanStore, ReservationStore {
    private final Map<String, BigInteger> arrivals = new HashMap<>();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<String, Reservation> reservations = new HashMap<>();
    private final Set<String> used = new HashSet<>();

    @Override
    public synchronized Admission take(LimitKey key, List<Charge> charges, long nowMicros, Deadline deadline) {
        for (Charge charge : charges) {
            if (increment(charge).compareTo(tolerance(charge)) > 0) {
                return new Admission.TooLarge(charge);
            }
        }
        BigInteger now = BigInteger.valueOf(nowMicros);
        Charge slowest = null;
        BigInteger longestWait = BigInteger.ZERO;
        for (Charge charge : charges) {
            BigInteger after = arrival(key, charge, now).add(increment(charge));
            BigInteger wait = after.subtract(now).subtract(tolerance(charge));
            if (wait.compareTo(longestWait) > 0) {
                longestWait = wait;
                slowest = charge;
            }
        }
        if (slowest != null) {
            return new Admission.Refused(slowest, longestWait.longValueExact());
        }
        var remaining = new ArrayList<Long>();
        for (Charge charge : charges) {
            BigInteger after = arrival(key, charge, now).add(increment(charge));
            arrivals.put(slot(key, charge), after);
            remaining.add(now.add(tolerance(charge))
                    .subtract(after)
                    .divide(emission(charge))
                    .longValueExact());
        }
        return new Admission.Admitted(remaining);
    }

    @Override
    public synchronized Booking book(Plan plan, long nowMicros, Deadline deadline) {
        var tooLarge = new ArrayList<Claim>();
        var waits = new ArrayList<Booking.Wait>();
        BigInteger now = BigInteger.valueOf(nowMicros);
        for (Claim claim : plan.sum()) {
            if (increment(claim.charge()).compareTo(tolerance(claim.charge())) > 0) {
                tooLarge.add(claim);
            }
            BigInteger after = arrival(claim.key(), claim.charge(), now).add(increment(claim.charge()));
            BigInteger wait = after.subtract(now).subtract(tolerance(claim.charge()));
            if (wait.signum() > 0 && tooLarge.isEmpty()) {
                waits.add(new Booking.Wait(claim, wait.longValueExact()));
            }
        }
        if (!tooLarge.isEmpty()) {
            return new Booking.TooLarge(tooLarge);
        }
        if (!waits.isEmpty()) {
            return new Booking.Refused(waits);
        }
        for (Claim claim : plan.sum()) {
            take(claim.key(), List.of(claim.charge()), nowMicros, deadline);
        }
        plans.put(plan.id(), plan);
        return new Booking.Booked();
    }

    @Override
    public synchronized PlanUse use(String planId, int place, String digest, long nowMicros, Deadline deadline) {
        Plan plan = plans.get(planId);
        if (plan == null) {
            return new PlanUse.Unknown();
        }
        if (plan.expiresMicros() <= nowMicros
                || place >= plan.steps().size()
                || !plan.steps().get(place).digest().equals(digest)
                || !used.add(planId + " " + place)) {
            return new PlanUse.Refused();
        }
        return new PlanUse.Used(
                plan.steps().get(place).claims().stream().map(Prepaid::of).toList());
    }

    @Override
    public synchronized Reserving reserve(
            DelayedCharge wish, String id, String digest, long nowMicros, Deadline deadline) {
        BigInteger now = BigInteger.valueOf(nowMicros);
        BigInteger wait = wait(wish.key(), wish.charge(), now);
        boolean isTooLong = wait.compareTo(BigInteger.valueOf(wish.longest().toNanos() / 1_000)) > 0;
        if (isTooLong
                || wish.others().stream()
                        .anyMatch(other -> wait(wish.key(), other, now).signum() > 0)) {
            return new Reserving.Refused();
        }
        arrivals.put(
                slot(wish.key(), wish.charge()),
                arrival(wish.key(), wish.charge(), now).add(increment(wish.charge())));
        var reservation = new Reservation(
                id,
                digest,
                Prepaid.of(new Claim(wish.key(), wish.charge())),
                now.add(wait).longValueExact());
        reservations.put(id, reservation);
        return new Reserving.Reserved(reservation);
    }

    @Override
    public synchronized ReservationUse use(String id, String digest, long nowMicros, Deadline deadline) {
        Reservation reservation = reservations.get(id);
        if (reservation == null) {
            return new ReservationUse.Unknown();
        }
        if (!reservation.digest().equals(digest)
                || used.contains(id)
                || nowMicros > reservation.notBeforeMicros() + 1_000_000) {
            return new ReservationUse.Refused();
        }
        if (nowMicros < reservation.notBeforeMicros()) {
            return new ReservationUse.TooEarly(reservation);
        }
        used.add(id);
        return new ReservationUse.Used(reservation.paid());
    }

    private BigInteger wait(LimitKey key, Charge charge, BigInteger now) {
        BigInteger after = arrival(key, charge, now).add(increment(charge));
        return after.subtract(now).subtract(tolerance(charge));
    }

    private BigInteger arrival(LimitKey key, Charge charge, BigInteger now) {
        return arrivals.getOrDefault(slot(key, charge), BigInteger.ZERO).max(now);
    }

    private static String slot(LimitKey key, Charge charge) {
        return key.text() + " " + charge.slot();
    }

    private static BigInteger emission(Charge charge) {
        long periodMicros = charge.rate().period().toNanos() / 1_000;
        return BigInteger.valueOf(Math.ceilDiv(periodMicros, charge.rate().permits()));
    }

    private static BigInteger increment(Charge charge) {
        return BigInteger.valueOf(charge.cost()).multiply(emission(charge));
    }

    private static BigInteger tolerance(Charge charge) {
        return BigInteger.valueOf(charge.rate().burst()).multiply(emission(charge));
    }
}
