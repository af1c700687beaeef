package dev.tollgate.core.limit;

import dev.tollgate.core.Deadline;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The obvious store: one map, one lock, numbers without bounds. What the true ones are measured against. */
public final class InMemoryLimitStore implements LimitStore {
    private final Map<String, BigInteger> arrivals = new HashMap<>();

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
