package dev.tollgate.proxy.govern;

import dev.tollgate.hook.Call;
import dev.tollgate.hook.Decision;
import dev.tollgate.hook.Decision.Throttled;
import java.time.Duration;

/** Asks, and waits out a throttle where it is short enough. */
final class Gate {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

    private final Governance governance;

    Gate(Governance governance) {
        this.governance = governance;
    }

    Decision decide(Call call, Pending pending) {
        long end = System.nanoTime() + governance.waitUpTo().toNanos();
        Decision decision = governance.tollgate().decide(call);
        while (decision instanceof Throttled throttled) {
            Duration wait = longer(throttled.retryAfter(), SHORTEST_WAIT);
            boolean isTooLong = System.nanoTime() + wait.toNanos() > end;
            if (isTooLong || !pending.sleep(wait)) {
                return throttled;
            }
            decision = governance.tollgate().decide(call.withReservation(throttled.reservation()));
        }
        return decision;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
